/** A small desk with Twilio alone, set up for the stand-in. */
import type { Contract, Environment, OfficeSays } from '../../bots/gateway.ts'
import { watchHealth } from '../../bots/twilio/health.ts'
import { createTwilio } from '../../bots/twilio/index.ts'
import { createReconcile, type Reconcile } from '../../bots/twilio/reconcile.ts'
import { readSettings, type Settings } from '../../bots/twilio/settings.ts'
import { NOW, type SmallDesk, startSmallDesk } from '../harness/small-desk.ts'
import { startTwilioStandIn } from './stand-in.ts'

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

/** Templates as Twilio has them, by their id. */
export const NEW_REPORT = `HX${'0'.repeat(31)}1`
export const ANYTHING = `HX${'0'.repeat(31)}2`
export const SOMETHING_NEW = `HX${'0'.repeat(31)}3`
export const WHOLE_TEXT = `HX${'0'.repeat(31)}4`
export const TEXTS: Readonly<Record<string, string>> = {
  [NEW_REPORT]: 'Laporan nomor {{1}}: {{2}}. Mohon balas TERIMA.',
  [ANYTHING]: 'Pemberitahuan: {{1}}',
  [SOMETHING_NEW]: 'Ada pemberitahuan baru. Balas DAFTAR untuk membacanya.',
  [WHOLE_TEXT]: '{{1}}',
}
/** Of desk.yaml: everything may be written to everybody on WhatsApp at any time. */
export const ALWAYS_OPEN = `templates: {default: {contentSid: ${WHOLE_TEXT}, variables: {1: teks}}}`

export const ENVIRONMENT: Environment = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_AUTH_TOKEN_NEXT: NEXT_TOKEN,
  TWILIO_SMS_FROM: SMS_FROM,
  TWILIO_WHATSAPP_FROM: `whatsapp:${WHATSAPP_FROM}`,
  PUBLIC_URL,
}

type Templates = OfficeSays['templates']

export function startDesk(
  environment: Environment,
  change: Partial<Settings> = {},
  templates: Templates = {},
): Promise<SmallDesk> {
  return startSmallDesk((contract: Contract) =>
    createTwilio({ ...settingsOf(environment), ...change }, contract, { templates }),
  )
}

function settingsOf(environment: Environment): Settings {
  const read = readSettings(environment)
  if (read.is !== 'on') throw new Error(`not configured: ${JSON.stringify(read)}`)
  return read.settings
}

/** The stand-in and a desk whose gateway looks at Twilio's list when the test says so. */
export async function startLooking(environment: Environment = {}) {
  const standIn = await startStandIn()
  const settings = settingsOf({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...environment })
  let reconcile: Reconcile | undefined
  const desk = await startSmallDesk((contract: Contract) => {
    const health = watchHealth(contract)
    reconcile = createReconcile(settings, contract, health)
    return { ...createTwilio(settings, contract), state: health.state }
  })
  const stop = async () => {
    await reconcile?.stop()
    await desk.stop()
    await standIn.stop()
  }
  return { standIn, desk, stop, look: () => reconcile?.look(), stopLooking: () => reconcile?.stop() }
}

const startStandIn = () =>
  startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    apiKey: { user: API_KEY, password: API_SECRET },
    publicUrl: PUBLIC_URL,
    now: () => NOW,
    templates: TEXTS,
  })

/** The stand-in and a desk that is set up for it. */
export async function startBoth(
  environment: Environment = {},
  change: Partial<Settings> = {},
  templates: Templates = {},
) {
  const standIn = await startStandIn()
  const desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...environment }, change, templates)
  const stop = async () => {
    await desk.stop()
    await standIn.stop()
  }
  return { standIn, desk, stop }
}
