/** The whole desk behind a stand-in of Twilio, ended honestly: nothing unread, no error in the log. */
import pg from 'pg'
import { expect } from 'vitest'
import { type DeskOptions, TestDesk } from '../harness/desk.ts'
import { ACCOUNT, ALWAYS_OPEN, ENVIRONMENT, PUBLIC_URL, TEXTS, TOKEN } from './desk.ts'
import { TwilioPhones } from './phones.ts'
import type { Fields } from './sign.ts'
import { startTwilioStandIn, type TwilioStandIn } from './stand-in.ts'

export class WholeDesk {
  readonly standIn: TwilioStandIn
  private readonly options: DeskOptions
  private running: TestDesk
  private own: TwilioPhones

  private constructor(standIn: TwilioStandIn, running: TestDesk, options: DeskOptions) {
    this.standIn = standIn
    this.running = running
    this.options = options
    this.own = new TwilioPhones(running, standIn)
  }

  /** `deskFile` is added to a desk.yaml by which everything may be written on WhatsApp at any time. */
  static async start(options: DeskOptions = {}): Promise<WholeDesk> {
    const own = { accountSid: ACCOUNT, authToken: TOKEN, publicUrl: PUBLIC_URL }
    const standIn = await startTwilioStandIn({ ...own, now: Date.now, templates: TEXTS })
    return new WholeDesk(standIn, await TestDesk.start(behind(standIn, options)), options)
  }

  get desk(): TestDesk {
    return this.running
  }

  get phones(): TwilioPhones {
    return this.own
  }

  /** Stops the desk and starts one on its data; the stand-in stays. */
  async startAgain(): Promise<void> {
    await this.running.stop()
    this.running = await TestDesk.start({ ...behind(this.standIn, this.options), after: this.running })
    this.own = this.own.at(this.running)
  }

  /** A status callback of something sent, and rest after it. */
  async status(sid: string | undefined, word: string, more: Fields = {}): Promise<void> {
    const { status } = await this.standIn.sendStatus(this.desk.url, sid ?? '', word, more)
    expect(status).toBe(200)
    await this.desk.settle()
  }

  /** The network delivers what it can, and the desk is at rest. */
  async finish(): Promise<void> {
    await this.standIn.finish(this.desk.url)
    await this.desk.settle()
  }

  /** Looks into the desk's database. */
  async rows(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.desk.database)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  /** So many seconds pass by both clocks: for what waits for wall time, for Twilio, and for the desk, which is moved. */
  async pass(seconds: number): Promise<void> {
    await this.rows(`update due set not_before = not_before - interval '${seconds} seconds'`)
    await this.rows(`update outbox set handed_at = handed_at - interval '${seconds} seconds'`)
    for (const one of this.standIn.sent) Object.assign(one, { createdAt: one.createdAt - seconds * 1000 })
    await this.desk.advance(`PT${seconds}S`)
  }

  /** What became of all messages, in order: `whatsapp sent`, `sms failed 30005`. */
  async outcomes(): Promise<string[]> {
    const rows = await this.rows('select channel, state, code from outbox order by id')
    return rows.map(({ channel, state, code }) => [channel, state, code].filter(Boolean).join(' '))
  }

  async end(): Promise<void> {
    try {
      await this.desk.close()
      expect(
        this.phones.unread().map(({ to, body }) => `${to}: ${body}`),
        'messages that nobody expected',
      ).toEqual([])
    } finally {
      await this.standIn.stop()
    }
  }
}

const behind = ({ url }: TwilioStandIn, { environment, deskFile = '', ...options }: DeskOptions): DeskOptions => ({
  ...options,
  environment: { ...ENVIRONMENT, TWILIO_API_URL: url, SIMULATOR: 'on', ...environment },
  deskFile: `${deskFile}\n${/^templates:/m.test(deskFile) ? '' : ALWAYS_OPEN}`,
})
