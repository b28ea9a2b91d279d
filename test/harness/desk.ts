/**
 * A desk for tests: the real one, on a database of its own, with simulated phones and a clock that tests move. A test
 * reads every message: closing it fails on any message that nobody expected and on any error in the log.
 */
import { expect, inject } from 'vitest'
import type { Environment, Log } from '../../bots/gateway.ts'
import { GATEWAYS } from '../../bots/gateways.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { startDesk } from '../../src/main.ts'
import { databaseForTest, redisDatabase } from './databases.ts'
import { keepLog, type LogLine } from './log.ts'
import { Phone } from './phone.ts'
import { expectWords, type SimulatedMessage, timelineOf, type Words } from './transcript.ts'

export { newDatabase } from './databases.ts'
export type { SimulatedMessage } from './transcript.ts'

export type BackendName = 'postgres' | 'redis'
/** The queue backends that can be tested here; services.ts says when Redis is missing. */
export const backends = (): BackendName[] => (inject('redisUrl') === '' ? ['postgres'] : ['postgres', 'redis'])

/** One of them, by the test's name: for tables of wordings, which ask the queue little and together ask both. */
export function inTurn(): BackendName {
  const all = backends()
  const name = expect.getState().currentTestName ?? ''
  const sum = [...name].reduce((so, letter) => so + letter.charCodeAt(0), 0)
  return all[sum % all.length] ?? 'postgres'
}

/** Senin, 23 November 2026 pukul 14.05 WIB */
export const MONDAY_1405 = '2026-11-23T07:05:00Z'

export interface DeskOptions {
  readonly backend?: BackendName
  readonly now?: string
  readonly deskFile?: string
  readonly environment?: Environment
  /** The database of another desk: its data are found again, or shared while both run. */
  readonly database?: string
  /** The same, and the messages that were read there count as read. */
  readonly after?: TestDesk
  /** Errors in the log that this test brings about. */
  readonly allowErrors?: RegExp
}

export class TestDesk {
  readonly url: string
  readonly config: Config
  readonly database: string
  readonly log: readonly LogLine[]
  /** What the desk writes its log with. */
  readonly logging: Log
  private readonly phones = new Map<string, Phone>()
  private readonly readBefore: ReadonlySet<string>
  private readonly stopDesk: () => Promise<void>
  private readonly allowErrors: RegExp | undefined
  private stopped = false

  private constructor(parts: {
    url: string
    config: Config
    database: string
    log: LogLine[]
    logging: Log
    stop: () => Promise<void>
    allowErrors: RegExp | undefined
    readBefore: ReadonlySet<string>
  }) {
    this.url = parts.url
    this.config = parts.config
    this.database = parts.database
    this.log = parts.log
    this.logging = parts.logging
    this.stopDesk = parts.stop
    this.allowErrors = parts.allowErrors
    this.readBefore = parts.readBefore
  }

  static async start(options: DeskOptions = {}): Promise<TestDesk> {
    const { backend = 'postgres', now = MONDAY_1405, deskFile, after } = options
    const old = options.database ?? after?.database
    // Where errors are wanted, a test has broken something.
    const database = old ?? (await databaseForTest(() => options.allowErrors !== undefined))
    const environment = {
      SIMULATOR: 'on',
      DATABASE_URL: database,
      ...(old ? {} : { SIMULATOR_NOW: now }),
      ...(backend === 'redis' ? { REDIS_URL: `${inject('redisUrl')}/${redisDatabase(database)}` } : {}),
      ...(deskFile === undefined ? {} : { DESK_FILE: 'desk.yaml' }),
      ...options.environment,
    }
    const files = { read: (path: string) => (path === 'desk.yaml' ? deskFile : undefined) }
    const config = { ...readConfig(environment, files, GATEWAYS), port: 0 }
    const { log, logging } = keepLog()
    const started = await startDesk(config, logging)
    if (!started.url) throw new Error('the desk serves no HTTP')
    const { allowErrors } = options
    const readBefore = after?.readIds() ?? new Set<string>()
    return new TestDesk({
      url: started.url,
      config,
      database,
      log,
      logging,
      stop: started.stop,
      allowErrors,
      readBefore,
    })
  }

  /** The phone of a person of the directory, by name, or of anybody by number. */
  phone(nameOrNumber: string, channel: 'whatsapp' | 'sms' = 'whatsapp'): Phone {
    const person = this.config.people.find(({ name }) => name === nameOrNumber)
    const number = person?.phone ?? nameOrNumber
    if (!person && !number.startsWith('+')) throw new Error(`nobody is called ${nameOrNumber}`)
    const known =
      this.phones.get(number) ?? new Phone(this, person?.name ?? number, number, 'whatsapp', new Set(this.readBefore))
    this.phones.set(number, known)
    return known.on(channel)
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}${path}`)
    expect(answer.status, `GET ${path}`).toBe(200)
    return (await answer.json()) as T
  }

  /** Posts JSON; the status is checked unless the test wants to see it itself. */
  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await this.postRaw(path, JSON.stringify(body))
    const text = await answer.text()
    expect(answer.ok, `POST ${path}: ${answer.status} ${text}`).toBe(true)
    return JSON.parse(text) as T
  }

  postRaw(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  settle(): Promise<unknown> {
    return this.post('/simulator/settle')
  }

  /** Moves desk time by an ISO 8601 duration. */
  async advance(duration: string): Promise<void> {
    await this.post('/simulator/clock', { advance: duration })
  }

  /** Moves desk time to an instant, e.g. '2026-11-23T14:10+07:00'. */
  async advanceTo(instant: string): Promise<void> {
    await this.post('/simulator/clock', { to: new Date(instant).toISOString() })
  }

  async now(): Promise<number> {
    return Date.parse((await this.get<{ now: string }>('/simulator/clock')).now)
  }

  fault(channel: 'whatsapp' | 'sms', mode: string): Promise<unknown> {
    return this.post('/simulator/faults', { channel, mode })
  }

  async messages(): Promise<SimulatedMessage[]> {
    return (await this.get<{ messages: SimulatedMessage[] }>('/simulator/messages')).messages
  }

  /** A ticket as JSON (DESIGN section 7). */
  // biome-ignore lint/suspicious/noExplicitAny: tests read the outside shape as a stranger would
  ticket(number: number): Promise<any> {
    return this.get(`/api/tickets/${number}`)
  }

  async tickets(state = 'all'): Promise<{ number: number; state: string; summary: string }[]> {
    return (
      await this.get<{ tickets: { number: number; state: string; summary: string }[] }>(`/api/tickets?state=${state}`)
    ).tickets
  }

  /** Stops the process's desk and keeps the data: for tests of restarts. */
  async stop(): Promise<void> {
    if (this.stopped) return
    this.stopped = true
    await this.stopDesk()
  }

  /** What nobody has read: empty at the end of every honest test. */
  async unexpected(): Promise<string[]> {
    return (await this.unread()).map(({ phone, channel, text }) => `${this.nameOf(phone)} (${channel}): ${text}`)
  }

  /**
   * Who has heard what since the test last looked: exactly these people, one message each, which holds all the words
   * given for them. Nobody else has heard anything.
   */
  async hears(expected: Readonly<Record<string, Words | readonly Words[]>>): Promise<void> {
    const unread = await this.unread()
    const listed = unread.map(({ phone, text }) => `${this.nameOf(phone)}: ${text}`).join('\n')
    const heard = unread.map(({ phone }) => this.nameOf(phone)).sort()
    expect(heard, `who hears; heard was\n${listed}`).toEqual(Object.keys(expected).sort())
    for (const message of unread) {
      const name = this.nameOf(message.phone)
      this.phone(message.phone).read.add(message.id)
      expectWords(message.text, [expected[name] ?? []].flat(), `to ${name}`)
    }
  }

  /** Everything that people have heard since the test last looked (transcript.ts). */
  async timeline(): Promise<string[]> {
    const unread = await this.unread()
    for (const { id, phone } of unread) this.phone(phone).read.add(id)
    return timelineOf(unread, (phone) => this.nameOf(phone))
  }

  /** Reads all that anybody has heard: for parts of a test that are not about it. */
  async readsAll(): Promise<SimulatedMessage[]> {
    const unread = await this.unread()
    for (const { id, phone } of unread) this.phone(phone).read.add(id)
    return unread
  }

  /** A ticket's steps as '2 on-time', from the second cycle on as '3/2 running'. */
  async verdicts(number: number): Promise<string[]> {
    const { steps } = await this.ticket(number)
    return steps.map(
      ({ step, cycle, verdict }: { step: number; cycle: number; verdict: string }) =>
        `${step}${cycle > 1 ? `/${cycle}` : ''} ${verdict}`,
    )
  }

  private readIds(): Set<string> {
    return new Set([...this.readBefore, ...[...this.phones.values()].flatMap((phone) => [...phone.read])])
  }

  private async unread(): Promise<SimulatedMessage[]> {
    const read = this.readIds()
    return (await this.messages()).filter(({ direction, id }) => direction === 'out' && !read.has(id))
  }

  /** Ends the desk; fails on messages that nobody expected and on error lines in the log. */
  async close(): Promise<void> {
    try {
      if (!this.stopped) {
        await this.settle()
        expect(await this.unexpected(), 'messages that nobody expected').toEqual([])
      }
      const errors = this.log.filter(({ level, words }) => level === 'error' && !this.allowErrors?.test(words))
      expect(errors, 'errors in the log').toEqual([])
    } finally {
      await this.stop()
    }
  }

  private nameOf(phone: string): string {
    return this.config.people.find((person) => person.phone === phone)?.name ?? phone
  }
}
