/**
 * Attachments and recordings: fetched from Twilio's hosts alone, within limits of size, type and time (TWILIO.md,
 * Sending). An address comes out of a signed webhook, and still nothing else is asked: not the network that the desk
 * stands in, not where a redirect leads. The credentials go to our own account at the REST API and nowhere else.
 */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Fetched, IncomingMedia } from '../gateway.ts'
import { readdress } from './client.ts'
import { typeOf } from './media-types.ts'
import { waitOf } from './outcome.ts'
import type { Settings } from './settings.ts'

/** WhatsApp through Twilio carries no more; two minutes of a call are half a megabyte. */
export const LARGEST = 16 * 1024 * 1024
const REDIRECTS_AT_MOST = 3

/** `api.twilio.com`, `api.<region>.twilio.com`, `api.<edge>.<region>.twilio.com`. */
const API_HOST = /^api(\.[a-z0-9-]{1,20}){0,2}\.twilio\.com$/
/** Where the REST API redirects to, and where media of conversations lie. */
const MEDIA_HOST = /^(mms|media)\.twiliocdn\.com$|^mcs(\.[a-z0-9-]{1,20}){1,2}\.twilio\.com$/
/** Twilio's own bucket, for accounts that do not protect their media; other buckets of this host are strangers'. */
const BUCKET = { host: 's3-external-1.amazonaws.com', path: '/media.twiliocdn.com/' }

interface Destination {
  readonly url: URL
  /** It is of our own account at the REST API. */
  readonly own: boolean
}

/** Where an address is asked; undefined: nowhere. */
export function destinationOf(address: string, from: URL | undefined, settings: Settings): Destination | undefined {
  const url = URL.parse(address, from?.href)
  if (url === null || url.username !== '' || url.password !== '') return undefined
  const { accountSid, apiUrl } = settings
  const base = apiUrl === undefined ? undefined : new URL(apiUrl)
  const path = `/2010-04-01/Accounts/${accountSid}/`
  if (base && url.origin === base.origin) {
    return { url, own: url.pathname.startsWith(base.pathname.replace(/\/$/, '') + path) }
  }
  if (url.protocol !== 'https:' || url.port !== '') return undefined
  if (API_HOST.test(url.hostname)) {
    return { url: new URL(readdress(url.href, apiUrl)), own: url.pathname.startsWith(path) }
  }
  const isMedia = MEDIA_HOST.test(url.hostname)
  const isBucket = from !== undefined && url.hostname === BUCKET.host && url.pathname.startsWith(BUCKET.path)
  return isMedia || isBucket ? { url, own: false } : undefined
}

type Failed = Extract<Fetched, { ok: false }>

const failed = (words: string, retry = false): Failed => ({ ok: false, retry, words })

/** Every status but 200 and redirects. The file of a recording may lie there a moment later than it is told of. */
function refusal(status: number): Failed {
  if (status === 401 || status === 403)
    return failed(`HTTP ${status}: Twilio refuses the credentials, or the address has expired`, true)
  if (status === 404) return failed('HTTP 404: Twilio has no such file, or not yet', true)
  return failed(`HTTP ${status}`, status >= 500 || status === 408 || status === 425 || status === 429)
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/

/** Takes nothing of an exception but its code: the rest may hold an address. */
function broken(error: unknown): Fetched {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (name === 'TimeoutError') return failed('it took too long', true)
  if (name === 'AbortError') return failed('the desk stopped meanwhile', true)
  const code = typeof cause?.code === 'string' ? cause.code : 'no code'
  if (TLS.test(code)) return failed(`no safe connection (${code}): check the network and the certificate`, true)
  return failed(`the connection broke (${code})`, true)
}

/** The content; undefined as soon as it is too large: no more is read, and never more is held. */
async function readWithin(response: Response, largest: number): Promise<Buffer | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > largest) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export interface MediaFetching {
  fetch(media: IncomingMedia): Promise<Fetched>
  /** Breaks off what is being fetched. */
  stop(): void
}

export function createMediaFetching(settings: Settings, wall: () => Instant): MediaFetching {
  const { user, password, fetchWithin } = settings
  const stopping = new AbortController()
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  const read = async ({ mimeType }: IncomingMedia, response: Response): Promise<Fetched> => {
    if (response.status !== 200) {
      const refused = refusal(response.status)
      return refused.retry ? { ...refused, ...waitOf(response.headers.get('retry-after') ?? '', wall()) } : refused
    }
    const content = await readWithin(response, LARGEST)
    if (!content) return failed(`larger than ${LARGEST / 1024 / 1024} MB`)
    if (content.length === 0) return failed('the file is empty', true)
    const type = typeOf(mimeType, response.headers.get('content-type') ?? '', content)
    // A page may stand for the file only for now: of a proxy, or of a fault.
    return type === undefined
      ? failed('of a type that is not kept, or not what was announced', true)
      : { ok: true, content, mimeType: type }
  }

  const follow = async (media: IncomingMedia, signal: AbortSignal): Promise<Fetched> => {
    let next = media.url === undefined ? undefined : destinationOf(media.url, undefined, settings)
    if (!next) return failed("the address is none of Twilio's: nothing was asked")
    let isFirst = true
    for (let asked = 0; asked <= REDIRECTS_AT_MOST; asked += 1) {
      const headers = isFirst && next.own ? { authorization } : undefined
      const response: Response = await fetch(next.url, { redirect: 'manual', signal, ...(headers ? { headers } : {}) })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) return read(media, response)
      await response.body?.cancel()
      next = destinationOf(location, next.url, settings)
      if (!next) return failed("redirected to an address that is none of Twilio's")
      isFirst = false
    }
    return failed(`redirected more than ${REDIRECTS_AT_MOST} times`)
  }

  return {
    fetch: async (media) => {
      const done = new AbortController()
      const signal = AbortSignal.any([AbortSignal.timeout(fetchWithin), stopping.signal, done.signal])
      try {
        return await follow(media, signal)
      } catch (error) {
        return broken(error)
      } finally {
        // What was not read to its end is not read any more.
        done.abort()
      }
    },
    stop: () => stopping.abort(),
  }
}
