/** The whole desk behind WhatsApp Web: people write at the stand-in's phones, and what was sent is read there. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, vi } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { findChromium } from './chromium.ts'
import { SOON } from './desk.ts'
import type { Arrival, Sent } from './records.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

/** A desk whose WhatsApp is linked and ready. */
export class WhatsAppDesk {
  readonly desk: TestDesk
  readonly standIn: WhatsAppWebStandIn
  readonly #folder: string
  readonly #client: pg.Client
  readonly #others: TestDesk[] = []
  #read = 0

  private constructor(desk: TestDesk, standIn: WhatsAppWebStandIn, folder: string, client: pg.Client) {
    this.desk = desk
    this.standIn = standIn
    this.#folder = folder
    this.#client = client
  }

  /**
   * `apart`: the browser runs in another process of the desk than the workers. `allowErrors`: alarms that the test
   * brings about.
   */
  static async start(
    deskFile: string,
    { apart = false, allowErrors }: { readonly apart?: boolean; readonly allowErrors?: RegExp } = {},
  ): Promise<WhatsAppDesk> {
    const standIn = await startWhatsAppWeb()
    const folder = await mkdtemp(join(tmpdir(), 'helpdesk-whatsapp-'))
    const environment = {
      SIMULATOR: 'on',
      WHATSAPP_WEB: 'on',
      WHATSAPP_WEB_PACE: '0',
      CHROMIUM_PATH: findChromium() ?? '',
      CHROMIUM_ARGS: standIn.chromiumArgs.join('\n'),
      DATA_DIR: folder,
    }
    const roles = apart ? { ROLES: 'web,worker' } : {}
    const errors = allowErrors === undefined ? {} : { allowErrors }
    const desk = await TestDesk.start({ deskFile, environment: { ...environment, ...roles }, ...errors })
    const client = new pg.Client(desk.database)
    await client.connect()
    const one = new WhatsAppDesk(desk, standIn, folder, client)
    const other = { ...environment, ...(apart ? { ROLES: 'web,whatsapp' } : {}) }
    one.startAnother = () => TestDesk.start({ deskFile, database: desk.database, environment: other })
    const holder = apart ? await one.startAnother() : desk
    if (apart) one.#others.push(holder)
    await one.becomes('pairing', holder)
    await standIn.pairByQr()
    await one.becomes('ready', holder)
    return one
  }

  /** Another process of the same desk, on the same database and folder. */
  startAnother: () => Promise<TestDesk> = () => Promise.reject(new Error('not started'))

  /** As /readyz tells it. */
  async state(desk = this.desk): Promise<string> {
    const { gateways } = await desk.get<{ gateways: Record<string, { state: string }> }>('/readyz')
    return gateways['whatsapp-web']?.state ?? 'none'
  }

  async becomes(state: string, desk = this.desk): Promise<void> {
    await vi.waitFor(async () => expect(await this.state(desk)).toBe(state), SOON)
  }

  to(name: string): string {
    return this.desk.phone(name).address
  }

  /** Somebody writes while nobody listens. */
  writesUnheard(name: string, text: string, more: Partial<Arrival> = {}): string {
    return this.standIn.receive({ from: this.to(name), text, ...more }).id
  }

  /** WhatsApp is away, and was since then (milliseconds since 1970, by the machine's clock). */
  async goesAway(since = Date.now()): Promise<void> {
    // It has caught up with what came before.
    await vi.waitFor(async () => {
      expect(await this.rows("select 1 from watermarks where name = 'seen'")).toHaveLength(1)
    }, SOON)
    this.standIn.goOffline()
    await this.becomes('degraded')
    await this.#client.query("update watermarks set value = $1 where name = 'seen'", [String(since)])
  }

  /** It is back; resolves when so many messages more are stored than before, and the desk is at rest. */
  async comesBack(count: number): Promise<void> {
    const before = (await this.rows('select count(*)::int as n from inbox'))[0]?.n as number
    this.standIn.goOnline()
    await vi.waitFor(async () => {
      const [row] = await this.rows('select count(*)::int as n from inbox')
      expect(row?.n).toBe(before + count)
    }, SOON)
    await this.desk.settle()
  }

  /** Looks into the desk's database. */
  async rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#client.query(sql)).rows
  }

  /** All that anybody has heard since the test last looked, by name. */
  reads(): Readonly<Record<string, readonly Sent[]>> {
    const unread = this.standIn.sent.slice(this.#read)
    this.#read = this.standIn.sent.length
    return Object.groupBy(unread, ({ to }) => this.#nameOf(to)) as Record<string, Sent[]>
  }

  /** Somebody writes; resolves when it is stored. */
  async writes(name: string, text: string, more: Partial<Arrival> = {}): Promise<string> {
    const { id } = this.standIn.receive({ from: this.to(name), text, ...more })
    await vi.waitFor(async () => {
      const { rows } = await this.#client.query('select 1 from inbox where provider_id = $1', [id])
      expect(rows).toHaveLength(1)
    }, SOON)
    return id
  }

  /** Resolves when the desk knows that a message got so far. */
  async receiptOf(providerId: string, state: string): Promise<void> {
    await vi.waitFor(async () => {
      const { rows } = await this.#client.query('select state from outbox where provider_id = $1', [providerId])
      expect(rows).toEqual([{ state }])
    }, SOON)
  }

  /** Writes, and waits until the desk is at rest. */
  async says(name: string, text: string, more: Partial<Arrival> = {}): Promise<string> {
    const id = await this.writes(name, text, more)
    await this.desk.settle()
    return id
  }

  /** Who has heard what since the test last looked: exactly these people, one message each, with these words. */
  hears(expected: Readonly<Record<string, string>>): readonly Sent[] {
    const unread = this.standIn.sent.slice(this.#read)
    this.#read = this.standIn.sent.length
    const named = unread.map((sent) => [this.#nameOf(sent.to), sent.text] as const)
    const names = named.map(([name]) => name).sort()
    expect(names, named.map(([name, text]) => `${name}: ${text}`).join('\n')).toEqual(Object.keys(expected).sort())
    for (const [name, text] of named) expect(text, `to ${name}`).toContain(expected[name])
    return unread
  }

  async end(): Promise<void> {
    try {
      await this.desk.close()
    } finally {
      for (const other of this.#others) await other.stop()
      await this.#client.end()
      await this.standIn.stop()
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  #nameOf(phone: string): string {
    return this.desk.config.people.find((person) => person.phone === phone)?.name ?? phone
  }
}
