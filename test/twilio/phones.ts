/** People's phones at the far end of Twilio: what they write is posted as Twilio does, what they hear is read there. */
import { expect } from 'vitest'
import type { TestDesk } from '../harness/desk.ts'
import { expectWords, type Words } from '../harness/transcript.ts'
import { SMS_FROM, WHATSAPP_FROM } from './desk.ts'
import type { Sent } from './records.ts'
import type { Fields } from './sign.ts'
import type { Odd, TwilioStandIn } from './stand-in.ts'

export type Written = 'sms' | 'whatsapp'

export class TwilioPhones {
  private readonly desk: TestDesk
  private readonly standIn: TwilioStandIn
  private readonly read: Set<Sent>

  constructor(desk: TestDesk, standIn: TwilioStandIn, read = new Set<Sent>()) {
    this.desk = desk
    this.standIn = standIn
    this.read = read
  }

  /** The same phones, writing to another desk. */
  at(desk: TestDesk): TwilioPhones {
    return new TwilioPhones(desk, this.standIn, this.read)
  }

  /** Twilio's form for a message that somebody writes. */
  form(name: string, channel: Written, body: string): Fields {
    const phone = this.desk.phone(name).address
    if (channel === 'sms') return { From: phone, To: SMS_FROM, Body: body }
    const own = { WaId: phone.slice(1), ProfileName: `${name} 🚑`, MessageType: 'text' }
    return { From: `whatsapp:${phone}`, To: `whatsapp:${WHATSAPP_FROM}`, Body: body, ...own }
  }

  /** Posts a message as Twilio does, and waits for nothing. */
  types(name: string, channel: Written, body: string, more: Fields = {}, odd: Odd = {}) {
    return this.standIn.sendMessage(this.desk.url, { ...this.form(name, channel, body), ...more }, odd)
  }

  /** Writes a message, which is acknowledged at once, and waits until the desk is at rest. */
  async says(name: string, channel: Written, body: string, more: Fields = {}): Promise<void> {
    const { status, body: answer } = await this.types(name, channel, body, more)
    expect([status, answer]).toEqual([200, '<Response/>'])
    await this.desk.settle()
  }

  /** Who has heard what since the test last looked, as 'Name sms' or 'Name whatsapp': exactly these, once each. */
  hears(expected: Readonly<Record<string, Words | readonly Words[]>>): Sent[] {
    const unread = this.unread()
    const whose = unread.map((message) => this.whoseOf(message))
    const listed = unread.map((message, at) => `${whose[at]}: ${message.body}`).join('\n')
    expect(whose.toSorted(), `who hears; heard was\n${listed}`).toEqual(Object.keys(expected).sort())
    for (const message of unread) {
      this.read.add(message)
      const name = this.whoseOf(message)
      expectWords(message.body, [expected[name] ?? []].flat(), `to ${name}`)
    }
    return unread
  }

  /** Marks all as read and delivered. */
  async readsAll(): Promise<Sent[]> {
    const unread = this.unread()
    for (const message of unread) {
      this.read.add(message)
      await this.standIn.sendStatus(this.desk.url, message.sid, 'delivered')
    }
    return unread
  }

  unread(): Sent[] {
    return this.standIn.sent.filter((message) => !this.read.has(message))
  }

  private whoseOf({ to, from }: Sent): string {
    const channel = to.startsWith('whatsapp:') ? 'whatsapp' : 'sms'
    expect(from).toBe(channel === 'sms' ? SMS_FROM : `whatsapp:${WHATSAPP_FROM}`)
    const phone = to.replace('whatsapp:', '')
    const person = this.desk.config.people.find((one) => one.phone === phone)
    return `${person?.name ?? phone} ${channel}`
  }
}
