/** What the phone calls: `/webhooks/smsgate` (DESIGN section 6, rule 1). */
import type { Contract, WebhookAnswer, WebhookRoute } from '../gateway.ts'
import { type Envelope, readEnvelope } from './envelope.ts'
import { batteryWords } from './health.ts'
import type { Heartbeat } from './heartbeat.ts'
import { type IncomingRead, readMms, readSms } from './incoming.ts'
import type { Keys } from './keys.ts'
import { type ReceiptEvent, readReceipt } from './receipt.ts'
import { createRefusals } from './refusals.ts'
import type { Settings } from './settings.ts'
import { checkRequest, LARGEST_BODY } from './signature.ts'

export const PATH = '/webhooks/smsgate'

const FORBIDDEN: WebhookAnswer = { status: 403, contentType: 'text/plain', body: 'Forbidden' }
const TAKEN: WebhookAnswer = { status: 200 }

/** As many kinds of events that nobody knows are named in the log. */
const NAMED_UNKNOWN = 20
const PLAIN_NAME = /^[a-z][a-z:-]{0,40}$/

interface Parts {
  readonly settings: Settings
  readonly contract: Contract
  readonly keys: Keys
  readonly heartbeat: Heartbeat
}

/** A handler that throws (the database is away) is answered with 503, so that the phone tries again. */
export function webhook({ settings, contract, keys, heartbeat }: Parts): WebhookRoute {
  const { accept, clocks, log } = contract
  const refuse = createRefusals(PATH, contract)
  const unknown = new Set<string>()

  const malformed = (why: string): WebhookAnswer => {
    log.warn({ route: PATH, why }, 'a signed webhook that cannot be read')
    return { status: 400, contentType: 'text/plain', body: why }
  }

  const takeMessage = async (read: IncomingRead): Promise<WebhookAnswer> => {
    if (!read.ok) return malformed(read.why)
    const { dropped } = read
    if (dropped > 0) log.warn({ route: PATH, dropped }, 'attachments without content, or too many or too large')
    await accept(read.incoming)
    return TAKEN
  }

  const takeReceipt = async (envelope: Envelope, event: ReceiptEvent): Promise<WebhookAnswer> => {
    const read = await readReceipt(envelope, event, keys, clocks)
    switch (read.is) {
      case 'receipt':
        await contract.receipt(read.receipt)
        return TAKEN
      case 'foreign':
        return TAKEN
      case 'wrong':
        return malformed(read.why)
      default:
        return read satisfies never
    }
  }

  const passOver = (event: string): WebhookAnswer => {
    const name = PLAIN_NAME.test(event) ? event : 'unnamed'
    if (!unknown.has(name) && unknown.size < NAMED_UNKNOWN) {
      unknown.add(name)
      log.info({ route: PATH, event: name }, 'an event that the desk does not know is acknowledged and left alone')
    }
    return TAKEN
  }

  const take = async (envelope: Envelope): Promise<WebhookAnswer> => {
    const { event } = envelope
    switch (event) {
      case 'sms:received':
        return takeMessage(await readSms(envelope, clocks))
      case 'mms:downloaded':
        return takeMessage(await readMms(envelope, clocks))
      case 'sms:sent':
      case 'sms:delivered':
      case 'sms:failed':
      case 'sms:cancelled':
        return takeReceipt(envelope, event)
      // Known, and nothing for the desk: a ping is heard below, an MMS comes when it is downloaded.
      case 'system:ping':
      case 'sms:data-received':
      case 'mms:received':
      case 'app:started':
        return TAKEN
      default:
        return passOver(event)
    }
  }

  return {
    path: PATH,
    largestBody: LARGEST_BODY,
    handle: async (request) => {
      const checked = checkRequest(request, settings.signingKey, clocks.wall())
      if (!checked.ok) {
        refuse(checked.why)
        return FORBIDDEN
      }
      const read = readEnvelope(request.body)
      if (!read.ok) return malformed(read.why)
      const { envelope } = read
      if (settings.device !== undefined && envelope.deviceId !== settings.device) {
        // Refused and not swallowed: after a change of phones nothing is lost until SMSGATE_DEVICE is mended.
        refuse('signed by another device than SMSGATE_DEVICE names')
        return FORBIDDEN
      }
      const answer = await take(envelope)
      const battery = envelope.event === 'system:ping' ? batteryWords(envelope.payload) : undefined
      await heartbeat.heard(checked.signedAt, battery)
      return answer
    },
  }
}
