/** People's phones at the far end of the phone gateway: what they write is posted as the app does, what they hear is read there. */
import { expect } from 'vitest'
import type { TestDesk } from '../harness/desk.ts'
import { expectWords, type Words } from '../harness/transcript.ts'
import type { Sent, StandIn } from './stand-in.ts'

export class SmsPhones {
  private readonly desk: TestDesk
  private readonly standIn: StandIn
  private readonly read = new Set<Sent>()

  constructor(desk: TestDesk, standIn: StandIn) {
    this.desk = desk
    this.standIn = standIn
  }

  /** Writes an SMS, which is acknowledged at once, and waits until the desk is at rest. */
  async says(name: string, text: string): Promise<void> {
    const sms = this.standIn.sms(this.desk.phone(name).address, text)
    const answer = await this.standIn.post(this.desk.url, this.standIn.envelope('sms:received', sms))
    expect(answer).toEqual({ status: 200, body: '' })
    await this.desk.settle()
  }

  /** Who has heard what by SMS since the test last looked: exactly these, once each. */
  hears(expected: Readonly<Record<string, Words | readonly Words[]>>): Sent[] {
    const unread = this.unread()
    const listed = unread.map((message) => `${this.nameOf(message)}: ${message.textMessage.text}`).join('\n')
    const heard = unread.map((message) => this.nameOf(message)).sort()
    expect(heard, `who hears by SMS; heard was\n${listed}`).toEqual(Object.keys(expected).sort())
    for (const message of unread) {
      this.read.add(message)
      const name = this.nameOf(message)
      expectWords(message.textMessage.text, [expected[name] ?? []].flat(), `to ${name}`)
    }
    return unread
  }

  unread(): Sent[] {
    return this.standIn.sent.filter((message) => !this.read.has(message))
  }

  /** Tells of a message's state, as the app does. */
  async tells(event: string, { id, phoneNumbers: [recipient] }: Sent, more: object = {}): Promise<void> {
    const payload = { messageId: id, sender: null, recipient, simNumber: 1, ...more }
    const answer = await this.standIn.post(this.desk.url, this.standIn.envelope(event, payload))
    expect(answer).toEqual({ status: 200, body: '' })
    await this.desk.settle()
  }

  private nameOf({ phoneNumbers: [phone = ''] }: Sent): string {
    return this.desk.config.people.find((one) => one.phone === phone)?.name ?? phone
  }
}
