/** Who may call the webhooks: Twilio alone, for our account alone (TWILIO.md, Signatures; DESIGN section 6). */
import type { WebhookRequest } from '../gateway.ts'
import { allOf, type Form, first, readForm, withoutNul } from './form.ts'
import type { Settings } from './settings.ts'

export type Checked =
  | { readonly ok: true; readonly form: Form; readonly query: URLSearchParams }
  /** `why` is for the log: it holds nothing of what was sent. */
  | { readonly ok: false; readonly why: string }

/** Many times what Twilio sends; what is larger is not worth hashing. */
const LARGEST_BODY = 128 * 1024

/** Base64 of the 20 bytes of an HMAC-SHA1. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/

const queryOf = (url: string) => {
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
}

const refuse = (why: string): Checked => ({ ok: false, why })

/**
 * The cheap checks come first, since anybody may call. There is no time in Twilio's signature: the unique key of what
 * is stored (DESIGN rule 1) makes a replay harmless.
 */
export async function checkRequest(request: WebhookRequest, settings: Settings): Promise<Checked> {
  const query = queryOf(request.url)
  // A signature with a hash of the body in the query covers no form parameters.
  if ([...query.keys()].some((name) => name.toLowerCase() === 'bodysha256')) return refuse('bodySHA256 in the query')
  const signature = request.headers['x-twilio-signature']
  if (typeof signature !== 'string') return refuse('no signature')
  if (!SIGNATURE.test(signature)) return refuse('not a signature')
  if (request.body.length > LARGEST_BODY) return refuse('too large')
  const form = readForm(request.body)
  if (first(form, 'AccountSid') !== settings.accountSid) return refuse('another account')
  if (!(await isSigned(signature, settings.publicUrl + request.url, form, settings.authTokens)))
    return refuse('wrong signature')
  return { ok: true, form: withoutNul(form), query }
}

/** Whether one of the tokens gives this signature, compared in constant time. Never throws. */
export async function isSigned(
  signature: string,
  url: string,
  form: Form,
  tokens: readonly string[],
): Promise<boolean> {
  const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js')
  const parameters = allOf(form)
  return tokens.some((token) => {
    try {
      return validateRequest(token, signature, url, parameters)
    } catch {
      return false
    }
  })
}
