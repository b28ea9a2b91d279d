/** Doctor's look at what carries messages, and at the desk that runs now. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Check } from '../../bots/gateway.ts'
import { WELL } from '../../queues/vitals.ts'
import type { Config } from '../config.ts'
import { CHANNELS, type Channel } from '../desk/ticket.ts'
import { LOOKING } from './contract.ts'
import { type Finding, missing, note, ok } from './finding.ts'

/** What to set for a channel that nothing carries. */
const CARRIED_BY: Readonly<Record<Channel, string>> = {
  whatsapp: 'set WHATSAPP_WEB=on, or the TWILIO_ variables with TWILIO_WHATSAPP_FROM',
  sms: 'set the SMSGATE_ variables, or the TWILIO_ variables with TWILIO_SMS_FROM',
  voice: 'reports by telephone are typed by whoever took them; TWILIO_SMS_FROM can also be called',
}

/** Without WhatsApp and SMS nobody can be written to; with one of them the desk works. */
export function channelFindings({ gateways, simulator, gatewayOrder, adminToken }: Config): Finding[] {
  const made = gateways
    .map(({ create }) => create(LOOKING))
    .sort((a, b) => gatewayOrder.indexOf(a.name) - gatewayOrder.indexOf(b.name))
  const carriers = (channel: Channel) =>
    made.filter(({ channels }) => channels.includes(channel)).map(({ name }) => name)
  const real = CHANNELS.filter((channel) => carriers(channel).length > 0)
  const reachable = simulator || real.includes('whatsapp') || real.includes('sms')
  const channels = CHANNELS.map((channel) => {
    const about = `channel: ${channel}`
    const [first, ...fallbacks] = carriers(channel)
    if (first) return ok(about, fallbacks.length > 0 ? `${first}, else ${fallbacks.join(', else ')}` : first)
    if (simulator) return note(about, 'the simulator only: nobody outside is reached')
    const lacking = reachable || channel === 'voice' ? note : missing
    return lacking(about, `nothing carries it: ${CARRIED_BY[channel]}`)
  })
  const closed = adminToken === undefined && !simulator
  return closed ? [...channels, note('API and pages', 'closed: set ADMIN_TOKEN to open them')] : channels
}

/** What each gateway's provider says: nothing is sent. A public address that does not lead here receives nothing. */
export async function gatewayFindings(config: Config, within = CHECKED_WITHIN): Promise<Finding[]> {
  const { publicUrl } = config
  const asked = config.gateways.map(async ({ name, create }) => {
    const checks = (await inTime(create(LOOKING).check?.(), within)) ?? []
    return checks.map(({ level, about, words }): Finding => ({ level, about: `${name}: ${about}`, words }))
  })
  const reached = publicUrl === undefined ? [] : [publicFinding(publicUrl, config).then((finding) => [finding])]
  return (await Promise.all([...asked, ...reached])).flat()
}

/** A gateway whose look does not come to an end holds up no other line. */
async function inTime(
  checks: Promise<readonly Check[]> | undefined,
  within: number,
): Promise<readonly Check[] | undefined> {
  const words = 'not all could be asked in time: try again, and look at the network'
  const late: Check = { level: 'note', about: 'check', words }
  const ended = new AbortController()
  const timer = wait(within, [late], { signal: ended.signal }).catch(() => [])
  return Promise.race([checks, timer]).finally(() => ended.abort())
}

/** Whether what providers call leads to a desk. The answer of another server is none. */
async function publicFinding(publicUrl: string, config: Config): Promise<Finding> {
  const about = 'PUBLIC_URL'
  const here = await answersAt(addressOf(config))
  if (await answersAt(publicUrl)) return ok(about, 'leads to a desk: webhooks arrive')
  if (!here) return note(about, 'not tried: no desk runs here; start it and run doctor again')
  const mend = 'let the proxy pass it on, with its path, to HOST and PORT'
  return missing(about, `the desk does not answer there: webhooks do not arrive; ${mend}`)
}

async function answersAt(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(PUBLIC_ANSWER_WITHIN) })
    return READY.safeParse(await response.json()).success
  } catch {
    return false
  }
}

const READY = z.object({
  ready: z.boolean(),
  gateways: z.record(z.string(), z.object({ state: z.string(), words: z.string().optional() })).default({}),
})

/** Wall milliseconds for all that one gateway asks. */
const CHECKED_WITHIN = 15_000
/** Wall milliseconds within which a desk on this machine answers. */
const ANSWER_WITHIN = 2_000
/** The way through the internet and a proxy is longer. */
const PUBLIC_ANSWER_WITHIN = 10_000

function addressOf({ host, port }: Config): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

/** The desk that listens where this one would, if one does. */
export async function runningFindings(config: Config): Promise<Finding[]> {
  const about = 'desk'
  const address = addressOf(config)
  let answer: unknown
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN) })
    answer = await response.json()
  } catch {
    return [note(about, `none answers at ${address}: it is started with \`npm start\``)]
  }
  const read = READY.safeParse(answer)
  if (!read.success) return [note(about, `something else listens at ${address}: set PORT to a free port`)]
  const { ready, gateways } = read.data
  const state = ready
    ? ok(about, `runs and is ready at ${address}`)
    : note(about, `runs at ${address} but is not ready`)
  const each = Object.entries(gateways).map(([name, gateway]) =>
    (WELL.has(gateway.state) ? ok : note)(
      `gateway: ${name}`,
      gateway.words ? `${gateway.state}: ${gateway.words}` : gateway.state,
    ),
  )
  return [state, ...each]
}
