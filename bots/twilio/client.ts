/** The REST client, loaded with the first request: it costs some 300 ms and 24 MB (TWILIO.md, The client). */
import type twilio from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import type { Settings } from './settings.ts'

export type Client = twilio.Twilio

/** HTTP 429: the library's own exception loses the header that says how long to wait. */
export class TooManyRequests extends Error {
  readonly code: string
  readonly retryAfter: string

  constructor(code: string, retryAfter: string) {
    super('HTTP 429')
    this.name = 'TooManyRequests'
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** The library has no setting for another address: what goes out is re-addressed here. */
export function readdress(uri: string, base: string | undefined): string {
  if (base === undefined) return uri
  const { pathname, search } = new URL(uri)
  return base + pathname + search
}

const fieldOf = (record: unknown, name: string): string => {
  const value: unknown = record && typeof record === 'object' ? Reflect.get(record, name) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** `stopping` breaks off what is being asked. */
export async function connect(settings: Settings, stopping?: AbortSignal): Promise<Client> {
  const { default: library } = await import('twilio')
  const { user, password, accountSid, apiUrl, timeout } = settings

  class Requests extends library.RequestClient {
    override async request<T>(options: RequestClient.RequestOptions<T>) {
      const answer = await super.request<T>({ ...options, uri: readdress(options.uri, apiUrl) })
      if (answer.statusCode === 429)
        throw new TooManyRequests(fieldOf(answer.body, 'code'), fieldOf(answer.headers, 'retry-after'))
      return answer
    }
  }

  const httpClient = new Requests({ timeout, autoRetry: false })
  // The library's time limit begins anew with every byte: an answer that drips would be waited for without end.
  httpClient.axios.interceptors.request.use((config) => {
    const late = AbortSignal.timeout(timeout)
    return Object.assign(config, { signal: stopping ? AbortSignal.any([late, stopping]) : late })
  })
  return library(user, password, { accountSid, httpClient })
}
