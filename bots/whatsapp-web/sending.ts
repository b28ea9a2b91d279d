/** Sending with its honest outcome: an ack says that WhatsApp has it; without one it is looked up (WHATSAPP.md 9). */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract, Outcome, Outgoing } from '../gateway.ts'
import { askDesk } from './control.ts'
import type { Keeper } from './keeper.ts'
import { moduleLacking } from './lacking.ts'
import {
  DAILY_CAP,
  NO_CHAT,
  NOT_ON_WHATSAPP,
  notReady,
  notSent,
  pageLacks,
  REFUSED,
  STOPPED_BY_HAND,
} from './outcomes.ts'
import { createPacing, dayOf, mostToday } from './pacing.ts'
import { portable } from './portable.ts'
import type { Settings } from './settings.ts'

const SECOND = 1000
/** Together less than the desk's right to send to a person. */
const SEND_WITHIN = 15 * SECOND
const ACK_WITHIN = 20 * SECOND
const FIND_WITHIN = 15 * SECOND
/** How far the phone's clock and ours may differ. */
const CLOCK_MARGIN = 60 * SECOND
/** The page may never hear of an ack that was lost: loaded anew it knows, at most so often. */
const RELOAD_AFTER = 60 * SECOND
const RELOAD_EVERY = 300 * SECOND
/** Acks are kept for so many of the newest messages. */
const REMEMBERED = 2000
/** Another process has the browser: a worker there takes the message. */
const ELSEWHERE_AFTER = 2 * SECOND
const HEARD_WITHIN = 60 * SECOND

/** Names of what outlives a restart. */
export const MARKS = { stopped: 'stopped', linked: 'linked', sent: 'sent', owner: 'owner' } as const

export interface Sending {
  send(message: Outgoing): Promise<Outcome>
  find(message: Outgoing, isAnothers?: (providerId: string) => Promise<boolean>): Promise<Outcome | undefined>
  /** The page tells how far a message got. True: a send waits for it. */
  acked(id: string, ack: number): boolean
  tick(): void
}

interface Waiting {
  readonly until: Instant
  readonly resolve: (ack: number | undefined) => void
}

export function createSending(settings: Settings, contract: Contract, keeper: Keeper): Sending {
  const { clocks, watermark } = contract
  const wall = () => clocks.wall()
  const pacing = createPacing(settings.pace, wall, Math.random)
  const acks = new Map<string, number>()
  const waiting = new Map<string, Waiting>()

  const ackOf = (id: string, told: number): Promise<number | undefined> => {
    const ack = acks.get(id) ?? told
    if (ack !== 0) return Promise.resolve(ack)
    return new Promise((resolve) => waiting.set(id, { until: wall() + ACK_WITHIN, resolve }))
  }

  const done = (id: string, resolve: boolean, ack?: number) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (resolve) one?.resolve(ack)
    return one !== undefined
  }

  let counting: Promise<unknown> = Promise.resolve()
  /** Counts the message, one at a time; false: it is too much for today. */
  const countToday = (urgent: boolean): Promise<boolean> => {
    const counted = counting.then(() => countOne(urgent))
    counting = counted.catch(() => {})
    return counted
  }

  const countOne = async (urgent: boolean): Promise<boolean> => {
    const now = wall()
    const linked = Date.parse(((await watermark.get(MARKS.linked)) ?? '').split(' ')[0] ?? '')
    const [day, count] = ((await watermark.get(MARKS.sent)) ?? '').split(' ').map(Number)
    const before = day === dayOf(now) ? (count ?? 0) : 0
    if (before >= mostToday(Number.isNaN(linked) ? now : linked, now, urgent)) return false
    await watermark.set(MARKS.sent, `${dayOf(now)} ${before + 1}`)
    return true
  }

  const isElsewhere = () => !settings.runs || keeper.life.is === 'standby'

  /** Another process has the browser: it is asked on this machine; on another one, a worker there sends it. */
  const sendElsewhere = async (message: Outgoing): Promise<Outcome> => {
    const reply = await askDesk(settings.directory, { do: 'send', message: await portable(message, true) })
    if (reply) return reply.outcome ?? { outcome: 'unknown', words: reply.words }
    const [state = '', at] = ((await watermark.get(MARKS.owner)) ?? '').split(' ')
    const isHeardOf = wall() - Number(at) < HEARD_WITHIN
    if (state !== 'ready' || !isHeardOf) return notReady(isHeardOf ? state : 'no process has the browser')
    return { outcome: 'later', after: ELSEWHERE_AFTER, words: 'another process has the browser' }
  }

  const outcomeOf = (id: string, ack: number | undefined): Outcome => {
    if (ack === undefined) return { outcome: 'unknown', words: 'WhatsApp has not taken the message in time' }
    return ack < 0 ? REFUSED : { outcome: 'done', providerId: id }
  }

  const send: Sending['send'] = async (message) => {
    const { id, to, text, quotes, urgent } = message
    if (isElsewhere()) return sendElsewhere(message)
    if (keeper.life.is !== 'ready') return notReady(keeper.life.is)
    if ((await watermark.get(MARKS.stopped)) === 'yes') return STOPPED_BY_HAND
    const turn = pacing.turn({ id, urgent })
    if (!turn.may) return { outcome: 'later', after: turn.after, words: 'WhatsApp sends at the pace of a person' }
    const { document } = await portable(message, true)
    if (!(await countToday(urgent))) return DAILY_CAP
    const sent = await keeper.ask(
      'send',
      {
        to,
        text: text.toWellFormed(),
        ...(quotes === undefined ? {} : { quotes }),
        ...(document ? { document } : {}),
      },
      SEND_WITHIN,
    )
    if (sent.is === 'lost') return { outcome: 'unknown', words: 'the browser gave no answer' }
    const module = sent.is === 'broken' ? moduleLacking(sent.why) : undefined
    if (module !== undefined) return pageLacks(module)
    if (sent.is === 'broken') return { outcome: 'unknown', words: `the browser broke: ${sent.why}` }
    const { answer } = sent
    switch (answer.is) {
      case 'not-on-whatsapp':
        return NOT_ON_WHATSAPP
      case 'no-chat':
        return NO_CHAT
      case 'not-sent':
        return notSent(answer.why)
      case 'sent':
        return outcomeOf(answer.id, await ackOf(answer.id, answer.ack))
      default:
        return answer satisfies never
    }
  }

  const findElsewhere = async (message: Outgoing, isAnothers: (id: string) => Promise<boolean>) => {
    const not: string[] = []
    const asked = await portable(message, false)
    for (;;) {
      const reply = await askDesk(settings.directory, { do: 'find', message: asked, not })
      if (!reply?.ok)
        return { outcome: 'unknown', words: 'could not be looked up: another process has the browser' } as const
      const { outcome } = reply
      if (outcome?.outcome !== 'done' || !(await isAnothers(outcome.providerId))) return outcome
      not.push(outcome.providerId)
    }
  }

  let reloadedAt: Instant = Number.NEGATIVE_INFINITY
  const reload = async (writtenAt: Instant) => {
    const now = wall()
    if (now - writtenAt < RELOAD_AFTER || now - reloadedAt < RELOAD_EVERY) return
    reloadedAt = now
    await keeper.ask('reload', {}, FIND_WITHIN)
  }

  const find: Sending['find'] = async (message, isAnothers = async () => false) => {
    const cannot = { outcome: 'unknown', words: 'could not be looked up: WhatsApp is not ready' } as const
    if (isElsewhere()) return findElsewhere(message, isAnothers)
    if (keeper.life.is !== 'ready') return cannot
    // Where desk time was moved on since, this is too early, and more is looked at.
    const writtenAt = wall() - Math.max(0, (await clocks.desk()) - message.at)
    const { to, text, document } = message
    const found = await keeper.ask(
      'find',
      { to, text: text.toWellFormed(), since: writtenAt - CLOCK_MARGIN, hasDocument: document !== undefined },
      FIND_WITHIN,
    )
    if (found.is !== 'answer') return cannot
    if (found.answer.sending) return { outcome: 'unknown', words: 'it is still being handed to WhatsApp' }
    const away = ({ at }: { readonly at: number }) => Math.abs(at - writtenAt)
    for (const { id, ack } of found.answer.sent.toSorted((a, b) => away(a) - away(b))) {
      if (await isAnothers(id)) continue
      const known = Math.max(ack, acks.get(id) ?? ack)
      // The page sends it as soon as it can: sent again it would come twice.
      if (known === 0) {
        await reload(writtenAt)
        return { outcome: 'unknown', words: 'the message waits in WhatsApp' }
      }
      return outcomeOf(id, known)
    }
    return undefined
  }

  return {
    send,
    find,
    acked: (id, ack) => {
      acks.set(id, ack)
      const [oldest] = acks.keys()
      if (acks.size > REMEMBERED && oldest !== undefined) acks.delete(oldest)
      return ack === 0 ? false : done(id, true, ack)
    },
    tick: () => {
      const now = wall()
      const isGone = keeper.life.is !== 'ready' && keeper.life.is !== 'degraded'
      for (const [id, { until }] of waiting) if (isGone || now >= until) done(id, true)
    },
  }
}
