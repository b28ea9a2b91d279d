/**
 * A sender who floods is slowed down before anything is stored, so that the rest of the world is heard. People never
 * come near the limit; the provider is told to try again later, so that nothing is lost.
 */
import { TooFast } from '../bots/gateway.ts'
import type { Instant } from '../src/desk/ticket.ts'

/** So many messages at once, and so many a second from then on. */
export const PER_SENDER = { burst: 300, perSecond: 5 }
const SECOND = 1000
/** Senders that are remembered; those who have been quiet the longest are forgotten first. */
const REMEMBERED = 10_000

interface Sender {
  /** Messages that may still come at once. */
  left: number
  at: Instant
}

export class Flood {
  private readonly senders = new Map<string, Sender>()

  /** Throws TooFast above the limit. `now` is wall time. */
  pass(sender: string, now: Instant): void {
    const { burst, perSecond } = PER_SENDER
    const known = this.senders.get(sender)
    const regained = known ? (Math.max(0, now - known.at) / SECOND) * perSecond : 0
    const left = Math.min(burst, (known?.left ?? burst) + regained) - 1
    this.senders.delete(sender)
    this.senders.set(sender, { left: Math.max(left, -1), at: now })
    if (this.senders.size > REMEMBERED) {
      const [oldest] = this.senders.keys()
      if (oldest !== undefined) this.senders.delete(oldest)
    }
    if (left < 0) throw new TooFast(Math.ceil(1 / perSecond))
  }
}
