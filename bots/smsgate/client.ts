/** The API of the phone gateway: one request, and what became of it. Nothing here is ever repeated or logged. */
import { isUnreachable } from './errors.ts'
import type { Settings } from './settings.ts'

export type Answered =
  /** `json` is absent where the body is not JSON; `page`: it is a web page, which the gateway itself never answers with. */
  | {
      readonly is: 'answer'
      readonly status: number
      readonly json?: unknown
      readonly page: boolean
      readonly retryAfter: string
    }
  /** It never reached the gateway: a network code of errors.ts. */
  | { readonly is: 'never-left'; readonly code: string }
  /** It may have been taken. */
  | { readonly is: 'lost'; readonly words: string }

export interface Client {
  /** `signal`: when to wait no longer; the time of the settings, unless told. */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<Answered>
}

function codeOf(thrown: unknown): string {
  for (let one = thrown; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return ''
}

/** Takes nothing of an exception but its code. */
function troubleOf(thrown: unknown): Answered {
  const isLate = thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError')
  if (isLate) return { is: 'lost', words: 'no answer in time' }
  const code = codeOf(thrown)
  if (isUnreachable(code)) return { is: 'never-left', code }
  return { is: 'lost', words: `the connection broke (${code || 'no code'})` }
}

function jsonOf(text: string): { readonly json?: unknown } {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return {}
  }
}

/** `noted` hears of each answer. */
export function createClient(settings: Settings, noted: (answered: Answered) => void = () => {}): Client {
  const { url, user, password, timeout } = settings
  const authorization = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`

  const ask: Client['ask'] = async (method, path, body, signal = AbortSignal.timeout(timeout)) => {
    try {
      const response = await fetch(url + path, {
        method,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // Credentials go where SMSGATE_URL says, and nowhere else.
        redirect: 'manual',
        // Counts until the last byte: an answer that drips is lost as well.
        signal,
      })
      const { status, headers } = response
      const page = /^text\/html\b/i.test(headers.get('content-type') ?? '')
      return {
        is: 'answer',
        status,
        page,
        retryAfter: headers.get('retry-after') ?? '',
        ...jsonOf(await response.text()),
      }
    } catch (thrown) {
      return troubleOf(thrown)
    }
  }

  return {
    ask: async (...asked) => {
      const answered = await ask(...asked)
      noted(answered)
      return answered
    },
  }
}
