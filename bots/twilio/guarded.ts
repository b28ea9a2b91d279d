/** A webhook of Twilio: what does not come from Twilio for our account never reaches its handler (signature.ts). */
import type { Log, WebhookAnswer, WebhookRoute } from '../gateway.ts'
import type { Form } from './form.ts'
import type { Settings } from './settings.ts'
import { checkRequest } from './signature.ts'

export type Take = (form: Form, query: URLSearchParams) => Promise<WebhookAnswer>

const FORBIDDEN: WebhookAnswer = { status: 403, contentType: 'text/plain', body: 'Forbidden' }

/** A handler that throws (the database is away) is answered with 503, so that Twilio tries again. */
export function guarded(path: string, settings: Settings, log: Log, take: Take): WebhookRoute {
  return {
    path,
    handle: async (request) => {
      const checked = await checkRequest(request, settings)
      if (checked.ok) return take(checked.form, checked.query)
      log.warn({ route: path, why: checked.why }, 'webhook refused')
      return FORBIDDEN
    },
  }
}

export function malformed(route: string, why: string, log: Log): WebhookAnswer {
  log.warn({ route, why }, 'a signed webhook that cannot be read')
  return { status: 400, contentType: 'text/plain', body: why }
}
