/**
 * How fast each sender sends, in wall time. Twilio takes messages faster than it sends them and queues the rest for
 * hours, where nothing overtakes: so a storm waits here, in the desk's own rows, and what is urgent goes ahead. Each
 * process paces for itself: several workers are as much faster, which Twilio bears, and its 429 holds back each.
 */
import type { Instant } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import type { Outgoing } from '../gateway.ts'

interface Pace {
  readonly perSecond: number
  /** So much goes at once before the pace holds. What is urgent has as much again for itself. */
  readonly burst: number
}

/** In parts of an SMS, and in messages of WhatsApp. */
const PACES: Readonly<Record<'sms' | 'whatsapp', Pace>> = {
  /** A long code sends one part a second (Twilio, rate limits and message queues). */
  sms: { perSecond: 1, burst: 10 },
  /** A WhatsApp sender sends 80 messages a second (Twilio, WhatsApp best practices). */
  whatsapp: { perSecond: 80, burst: 80 },
}

const SECOND = 1000
/** Twilio says "too many requests" without saying for how long: this, and twice as long each time. */
const PAUSE_AT_LEAST = SECOND
const PAUSE_AT_MOST = 60 * SECOND
/** A turn that nobody took by then is forgotten: the message went another way. */
const TURN_KEPT_FOR = 600 * SECOND

export type Turn =
  | { readonly may: true }
  /** Wall milliseconds until its turn, which is kept for it. */
  | { readonly may: false; readonly after: number; readonly words: string }

type Sender = string
const ALL: Sender = '*'

export interface Pacing {
  turn(message: Pick<Outgoing, 'id' | 'urgent' | 'channel'>, sender: Sender, text: string): Turn
  /** A sender, or all of them, sends nothing for so long; undefined: nobody said how long. */
  pause(whose: Sender | 'account', milliseconds: number | undefined, words: string): void
  /** A sender has sent: what follows is not the same trouble any more. */
  went(sender: Sender): void
}

export function createPacing(wall: () => Instant): Pacing {
  /** The instant at which all that was let through would have been sent at the pace, by sender and lane. */
  const spent = new Map<string, Instant>()
  const turns = new Map<number, Instant>()
  const pauses = new Map<Sender, { readonly until: Instant; readonly words: string }>()
  const troubles = new Map<Sender, number>()

  const pausedBy = (sender: Sender, now: Instant) =>
    [sender, ALL].map((one) => pauses.get(one)).find((pause) => pause !== undefined && pause.until > now)

  /** Counts the message in a lane; tells when it may go. */
  const count = (lane: string, now: Instant, takes: number, burst: number): Instant => {
    const end = Math.max(spent.get(lane) ?? now, now) + takes
    spent.set(lane, end)
    return Math.max(now, end - burst)
  }

  const forget = (now: Instant) => {
    for (const [id, at] of turns) if (at < now - TURN_KEPT_FOR) turns.delete(id)
  }

  return {
    turn({ id, urgent, channel }, sender, text) {
      const now = wall()
      const paused = pausedBy(sender, now)
      if (paused) return { may: false, after: paused.until - now, words: paused.words }
      const isWhatsapp = channel === 'whatsapp'
      const { perSecond, burst } = PACES[isWhatsapp ? 'whatsapp' : 'sms']
      const takes = ((isWhatsapp ? 1 : segments(text).segments) / perSecond) * SECOND
      const atOnce = (burst / perSecond) * SECOND
      let at = turns.get(id)
      if (at === undefined) {
        // What is urgent holds the others up, and is never held up by them.
        const ordinary = count(`${sender} ordinary`, now, takes, atOnce)
        at = urgent ? count(`${sender} urgent`, now, takes, atOnce) : ordinary
      }
      if (at <= now) {
        turns.delete(id)
        return { may: true }
      }
      forget(now)
      turns.set(id, at)
      return { may: false, after: at - now, words: 'the sender has its hands full: it waits for its turn' }
    },
    pause(whose, milliseconds, words) {
      const sender = whose === 'account' ? ALL : whose
      const before = troubles.get(sender) ?? 0
      troubles.set(sender, before + 1)
      const wait = milliseconds ?? Math.min(PAUSE_AT_LEAST * 2 ** before, PAUSE_AT_MOST)
      pauses.set(sender, { until: wall() + wait, words })
    },
    went(sender) {
      troubles.delete(sender)
      troubles.delete(ALL)
    },
  }
}
