/** A small desk with Twilio alone, set up for the stand-in. */
import type { Contract, Environment } from '../../bots/gateway.ts'
import { createTwilio } from '../../bots/twilio/index.ts'
import { readSettings, type Settings } from '../../bots/twilio/settings.ts'
import { NOW, type SmallDesk, startSmallDesk } from '../harness/small-desk.ts'
import { startTwilioStandIn, type TwilioStandIn } from './stand-in.ts'

export { DESK_NOW, NOW, outgoing, PERSON } from '../harness/small-desk.ts'

export const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
export const TOKEN = 'current-token-that-nobody-may-see'
export const NEXT_TOKEN = 'next-token-that-nobody-may-see'
export const API_KEY = `SK${'fedcba9876543210'.repeat(2)}`
export const API_SECRET = 'api-secret-that-nobody-may-see'
export const SERVICE = `MG${'0123456789abcdef'.repeat(2)}`
export const SMS_FROM = '+12025550100'
export const WHATSAPP_FROM = '+12025550101'
export const PUBLIC_URL = 'https://desk.example/siaga'

export const ENVIRONMENT: Environment = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_AUTH_TOKEN_NEXT: NEXT_TOKEN,
  TWILIO_SMS_FROM: SMS_FROM,
  TWILIO_WHATSAPP_FROM: `whatsapp:${WHATSAPP_FROM}`,
  PUBLIC_URL,
}

export function startDesk(environment: Environment, change: Partial<Settings> = {}): Promise<SmallDesk> {
  const read = readSettings(environment)
  if (read.is !== 'on') throw new Error(`not configured: ${JSON.stringify(read)}`)
  return startSmallDesk((contract: Contract) => createTwilio({ ...read.settings, ...change }, contract))
}

/** The stand-in and a desk that is set up for it. */
export async function startBoth(environment: Environment = {}, change: Partial<Settings> = {}) {
  const standIn: TwilioStandIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    apiKey: { user: API_KEY, password: API_SECRET },
    publicUrl: PUBLIC_URL,
    now: () => NOW,
  })
  const desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...environment }, change)
  const stop = async () => {
    await desk.stop()
    await standIn.stop()
  }
  return { standIn, desk, stop }
}
