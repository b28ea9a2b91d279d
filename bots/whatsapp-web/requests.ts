/** What a person asks of the desk that has the browser. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract, Fetched, IncomingMedia, Outcome } from '../gateway.ts'
import type { Reply, Request } from './control.ts'
import type { Keeper } from './keeper.ts'
import { unpacked } from './portable.ts'
import { MARKS, type Sending } from './sending.ts'
import type { Settings } from './settings.ts'

const GROUPS_WITHIN = 10_000
const PAIR_WITHIN = 60_000
/** WhatsApp refuses a phone that asks for codes too often. */
const PAIR_EVERY = 60_000

/** In these it is linked to a phone. */
const LINKED: ReadonlySet<string> = new Set(['syncing', 'ready', 'degraded'])

interface Parts {
  readonly settings: Settings
  readonly contract: Contract
  readonly keeper: Keeper
  readonly sending: Sending
  readonly fetch: (media: IncomingMedia) => Promise<Fetched>
}

export function createRequests({ settings, contract, keeper, sending, fetch }: Parts) {
  const { clocks, watermark } = contract

  let pairedAt: Instant = Number.NEGATIVE_INFINITY

  const status = async (): Promise<Reply> => {
    const { is, why } = keeper.life
    const isStopped = (await watermark.get(MARKS.stopped)) === 'yes'
    const parts = [is, ...(why === undefined ? [] : [why]), ...(isStopped ? ['sending is stopped'] : [])]
    const { words } = keeper
    const { memory } = keeper.watch
    const size = memory === undefined ? [] : [`page: ${memory.heap} MB, browser: ${memory.all ?? '?'} MB`]
    return { ok: is === 'ready', words: [...parts, ...words, ...size].join('; ') }
  }

  const pair = async (phone: string): Promise<Reply> => {
    const { is } = keeper.life
    if (LINKED.has(is))
      return { ok: false, words: 'a phone is linked already: unlink it there first (Perangkat tertaut)' }
    if (keeper.qr === undefined) return { ok: false, words: `the page is not there yet (${is}): try again in a minute` }
    const now = clocks.wall()
    if (now - pairedAt < PAIR_EVERY) return { ok: false, words: 'a code was asked for just now: try again in a minute' }
    pairedAt = now
    const got = await keeper.ask('pair', { phone: phone.replace(/\D/g, '') }, PAIR_WITHIN)
    if (got.is !== 'answer') return { ok: false, words: 'WhatsApp gave no code: try again later, or scan the QR code' }
    const { code } = got.answer
    const shown = `${code.slice(0, 4)}-${code.slice(4)}`
    return { ok: true, words: `${shown}  on the phone: WhatsApp > Perangkat tertaut > Tautkan dengan nomor telepon` }
  }

  /** By these ids desk.yaml says which are read. */
  const groups = async (): Promise<Reply> => {
    const got = await keeper.ask('groups', {}, GROUPS_WITHIN)
    if (got.is !== 'answer') return { ok: false, words: `WhatsApp is not ready (${keeper.life.is})` }
    const lines = got.answer.groups.map(
      ({ id, name }) => `${id}  ${settings.groups.includes(id) ? 'read    ' : 'not read'}  ${name}`,
    )
    const none = 'the phone is in no group'
    return { ok: true, words: lines.length > 0 ? lines.sort().join('\n') : none }
  }

  const withOutcome = (outcome: Outcome | undefined): Reply => ({ ok: true, words: '', ...(outcome && { outcome }) })

  const fetched = async (media: IncomingMedia): Promise<Reply> => {
    const got = await fetch(media)
    if (!got.ok) return { ok: false, words: got.words, fetched: got }
    const { content, ...rest } = got
    return { ok: true, words: '', fetched: { ...rest, base64: content.toString('base64') } }
  }

  return async (request: Request): Promise<Reply> => {
    switch (request.do) {
      case 'send':
        return withOutcome(await sending.send(unpacked(request.message)))
      case 'find': {
        const not = new Set(request.not)
        return withOutcome(await sending.find(unpacked(request.message), async (id) => not.has(id)))
      }
      case 'fetch':
        return fetched(request.media)
      case 'status':
        return status()
      case 'groups':
        return groups()
      case 'qr': {
        const { qr, life } = keeper
        return { ...(await status()), state: life.is, ...(qr === undefined ? {} : { qr }) }
      }
      case 'pair':
        return pair(request.phone)
      case 'pause':
        await watermark.set(MARKS.stopped, 'yes')
        return { ok: true, words: 'sending by WhatsApp is stopped; what comes in is read as before' }
      case 'resume':
        await watermark.set(MARKS.stopped, 'no')
        keeper.resume()
        return { ok: true, words: 'WhatsApp goes on' }
      default:
        return request satisfies never
    }
  }
}
