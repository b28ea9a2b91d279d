/** What Twilio calls: `/webhooks/twilio/message` and `/webhooks/twilio/status` (DESIGN section 6, rule 1). */
import type { Contract, WebhookAnswer, WebhookRoute } from '../gateway.ts'
import { type Form, first } from './form.ts'
import { readIncoming } from './incoming.ts'
import { readReceipt } from './receipt.ts'
import type { Sending } from './send.ts'
import type { Settings } from './settings.ts'
import { checkRequest } from './signature.ts'

export const STATUS_PATH = '/webhooks/twilio/status'
export const MESSAGE_PATH = '/webhooks/twilio/message'

const FORBIDDEN: WebhookAnswer = { status: 403, contentType: 'text/plain', body: 'Forbidden' }
/** Nothing to say in return: answers go out as messages of their own. */
const EMPTY_TWIML: WebhookAnswer = { status: 200, contentType: 'text/xml', body: '<Response/>' }
const NOTED: WebhookAnswer = { status: 200 }

type Take = (form: Form, query: URLSearchParams) => Promise<WebhookAnswer>

/** A handler that throws (the database is away) is answered with 503, so that Twilio tries again. */
export function webhooks(settings: Settings, contract: Contract, { failedLater }: Sending): WebhookRoute[] {
  const { accept, clocks, log, receipt } = contract

  const malformed = (route: string, why: string): WebhookAnswer => {
    log.warn({ route, why }, 'a signed webhook that cannot be read')
    return { status: 400, contentType: 'text/plain', body: why }
  }

  const takeMessage: Take = async (form) => {
    const read = readIncoming(form, await clocks.desk())
    if (!read.ok) return malformed(MESSAGE_PATH, read.why)
    await accept(read.incoming)
    return EMPTY_TWIML
  }

  const takeStatus: Take = async (form, query) => {
    const read = readReceipt(form, query, await clocks.desk())
    if (!read.ok) return malformed(STATUS_PATH, read.why)
    await receipt(read.receipt)
    const { code } = read.receipt
    if (code !== undefined) failedLater(first(form, 'To').startsWith('whatsapp:') ? 'whatsapp' : 'sms', code)
    return NOTED
  }

  const guarded = (path: string, take: Take): WebhookRoute => ({
    path,
    handle: async (request) => {
      const checked = await checkRequest(request, settings)
      if (checked.ok) return take(checked.form, checked.query)
      log.warn({ route: path, why: checked.why }, 'webhook refused')
      return FORBIDDEN
    },
  })

  return [guarded(MESSAGE_PATH, takeMessage), guarded(STATUS_PATH, takeStatus)]
}
