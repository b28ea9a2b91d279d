/** A phone in a test: says, receives, and fails on the wrong message. */
import { expect } from 'vitest'
import type { TestDesk } from './desk.ts'
import { expectWords, type SimulatedMessage, type Words } from './transcript.ts'

export class Phone {
  /** Ids of messages that the test has looked at. */
  readonly read: Set<string>
  private readonly desk: TestDesk
  private readonly name: string
  private readonly number: string
  private readonly channel: 'whatsapp' | 'sms'

  constructor(
    desk: TestDesk,
    name: string,
    number: string,
    channel: 'whatsapp' | 'sms' = 'whatsapp',
    read: Set<string> = new Set(),
  ) {
    this.desk = desk
    this.name = name
    this.number = number
    this.channel = channel
    this.read = read
  }

  get address(): string {
    return this.number
  }

  /** The same phone, writing on another channel. */
  on(channel: 'whatsapp' | 'sms'): Phone {
    return new Phone(this.desk, this.name, this.number, channel, this.read)
  }

  /** Types a message and waits until the desk is at rest. `more`: other fields of POST /simulator/messages. */
  async says(text: string, more: object = {}): Promise<this> {
    await this.types(text, more)
    await this.desk.settle()
    return this
  }

  /** Types a message and waits for nothing. */
  async types(text: string, more: object = {}): Promise<this> {
    await this.desk.post('/simulator/messages', { channel: this.channel, from: this.number, text, ...more })
    return this
  }

  async thenReplies(text: string, more: object = {}): Promise<this> {
    return this.says(text, more)
  }

  /** The next unread message must match all of it. Returns it. */
  async receives(...expected: Words[]): Promise<SimulatedMessage> {
    const [next] = await this.unread()
    expect(next, `${this.name} should have received ${expected.join(' ')}`).toBeDefined()
    if (!next) throw new Error('unreachable')
    this.read.add(next.id)
    expectWords(next.text, expected, `to ${this.name}`)
    return next
  }

  async receivesNothing(): Promise<this> {
    expect(
      (await this.unread()).map(({ text }) => text),
      `to ${this.name}`,
    ).toEqual([])
    return this
  }

  /** Reads everything that has come, whatever it says: for parts of a test that are not about it. */
  async readsAll(): Promise<SimulatedMessage[]> {
    const unread = await this.unread()
    for (const { id } of unread) this.read.add(id)
    return unread
  }

  private async unread(): Promise<SimulatedMessage[]> {
    const messages = await this.desk.messages()
    return messages.filter(
      ({ id, phone, direction }) => direction === 'out' && phone === this.number && !this.read.has(id),
    )
  }
}
