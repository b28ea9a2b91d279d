/** The whole desk with Twilio configured, and Twilio's stand-in beside it. */
import { type DeskOptions, MONDAY_1405, TestDesk } from '../harness/desk.ts'
import { ACCOUNT, ENVIRONMENT, PUBLIC_URL, TOKEN, WHATSAPP_FROM } from '../twilio/desk.ts'
import { type Sent, startTwilioStandIn, type TwilioStandIn } from '../twilio/stand-in.ts'

export interface TwilioDesk {
  readonly desk: TestDesk
  readonly standIn: TwilioStandIn
  /** What a person writes by SMS or, with `whatsapp:` before the number, by WhatsApp. */
  says(from: string, body: string, more?: Record<string, string>): Promise<{ status: number; sid: string }>
  /** What was sent to a number, in order. */
  sentTo(number: string): readonly Sent[]
  close(): Promise<void>
}

export async function startTwilioDesk(options: DeskOptions = {}): Promise<TwilioDesk> {
  const standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    now: () => Date.parse(MONDAY_1405),
  })
  const environment = { ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...options.environment }
  const desk = await TestDesk.start({ ...options, environment }).catch(async (error: unknown) => {
    await standIn.stop()
    throw error
  })
  return {
    desk,
    standIn,
    says: (from, body, more = {}) => {
      const whatsapp = from.startsWith('whatsapp:') ? { To: `whatsapp:${WHATSAPP_FROM}` } : {}
      return standIn.sendMessage(desk.url, { From: from, Body: body, ...whatsapp, ...more })
    },
    sentTo: (number) => standIn.sent.filter(({ to }) => to === number),
    close: async () => {
      try {
        await desk.close()
      } finally {
        await standIn.stop()
      }
    },
  }
}
