/** The whole desk behind a stand-in of Twilio, for one test after the other in a file. */
import { expect } from 'vitest'
import { type DeskOptions, TestDesk } from '../harness/desk.ts'
import { ACCOUNT, ALWAYS_OPEN, ENVIRONMENT, PUBLIC_URL, TEXTS, TOKEN } from './desk.ts'
import { TwilioPhones } from './phones.ts'
import { startTwilioStandIn, type TwilioStandIn } from './stand-in.ts'

export interface Whole {
  readonly standIn: TwilioStandIn
  readonly desk: TestDesk
  readonly phones: TwilioPhones
}

let whole: Whole | undefined

export async function startWhole(options: DeskOptions = {}): Promise<Whole> {
  const standIn =
    whole?.standIn ??
    (await startTwilioStandIn({
      accountSid: ACCOUNT,
      authToken: TOKEN,
      publicUrl: PUBLIC_URL,
      now: Date.now,
      templates: TEXTS,
    }))
  const environment = { ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...options.environment }
  const deskFile = `${options.deskFile ?? ''}\n${ALWAYS_OPEN}`
  const desk = await TestDesk.start({ ...options, environment, deskFile })
  whole = { standIn, desk, phones: whole?.phones.at(desk) ?? new TwilioPhones(desk, standIn) }
  return whole
}

/** Fails on any message that nobody expected. */
export async function endWhole(): Promise<void> {
  const ended = whole
  whole = undefined
  try {
    await ended?.desk.close()
    expect(
      ended?.phones.unread().map(({ to, body }) => `${to}: ${body}`),
      'messages that nobody expected',
    ).toEqual([])
  } finally {
    await ended?.standIn.stop()
  }
}
