/** What Twilio calls: `/webhooks/twilio/message` and `/webhooks/twilio/status` (DESIGN section 6, rule 1). */
import type { Contract, WebhookAnswer, WebhookRoute } from '../gateway.ts'
import { channelOf } from './address.ts'
import { first } from './form.ts'
import { guarded, malformed, type Take } from './guarded.ts'
import type { Health } from './health.ts'
import { readIncoming } from './incoming.ts'
import { readReceipt } from './receipt.ts'
import type { Sending } from './send.ts'
import type { Settings } from './settings.ts'

export const STATUS_PATH = '/webhooks/twilio/status'
export const MESSAGE_PATH = '/webhooks/twilio/message'

/** Nothing to say in return: answers go out as messages of their own. */
const EMPTY_TWIML: WebhookAnswer = { status: 200, contentType: 'text/xml', body: '<Response/>' }
const NOTED: WebhookAnswer = { status: 200 }

/** A handler that throws (the database is away) is answered with 503, so that Twilio tries again. */
export function webhooks(
  settings: Settings,
  contract: Contract,
  { failedLater }: Sending,
  { noteReceipt }: Health,
): WebhookRoute[] {
  const { accept, clocks, log, receipt } = contract

  const takeMessage: Take = async (form) => {
    const read = readIncoming(form, await clocks.desk())
    if (!read.ok) return malformed(MESSAGE_PATH, read.why, log)
    await accept(read.incoming)
    return EMPTY_TWIML
  }

  const takeStatus: Take = async (form, query) => {
    const read = readReceipt(form, query, await clocks.desk())
    if (!read.ok) return malformed(STATUS_PATH, read.why, log)
    await receipt(read.receipt)
    const { status, code } = read.receipt
    const channel = channelOf(first(form, 'To'))
    if (code !== undefined) failedLater(channel, code)
    noteReceipt(channel, status, code)
    return NOTED
  }

  return [guarded(MESSAGE_PATH, settings, log, takeMessage), guarded(STATUS_PATH, settings, log, takeStatus)]
}
