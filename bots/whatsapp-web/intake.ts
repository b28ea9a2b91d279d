/** What the browser tells, into the desk: one after the other, so that nobody's words overtake each other. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Attachment, Contract, Incoming, ReceiptStatus } from '../gateway.ts'
import { editNote, incomingOf, incomingReaction, omitted, revocationNote } from './incoming.ts'
import type { Keeper } from './keeper.ts'
import type { Settings } from './settings.ts'
import type { PageMessage, Told } from './vocabulary.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Clocks differ, and what came last may have come out of order. */
const MARGIN = 5 * MINUTE
/** What is found so much later came while nobody listened. */
const MISSED_AFTER = 5 * MINUTE
/** Nothing is sent to groups, and a reaction there is nobody's answer to us. */
const NO_GROUPS: readonly string[] = []
const CATCH_UP_EVERY = 3 * MINUTE
/** What could not be stored is asked for again. */
const AGAIN_AFTER = 10 * SECOND
const SINCE_WITHIN = 55 * SECOND
const TYPED_REMEMBERED = 2000
/**
 * Provider's milliseconds up to which everything is stored: of what others wrote, for the browser's own clock may be
 * ahead.
 */
const SEEN = 'seen'

const GATEWAY = 'whatsapp-web'

const RECEIPTS: Readonly<Record<number, ReceiptStatus>> = {
  [-1]: 'failed',
  1: 'sent',
  2: 'delivered',
  3: 'read',
  4: 'read',
}

export interface Intake {
  heard(told: Told): void
  catchUp(): void
  tick(): void
  /** Takes nothing more; what is under way ends first. */
  stop(): Promise<void>
}

/** `acked` says whether a send waits for it. */
export function createIntake(
  { groups }: Pick<Settings, 'groups'>,
  contract: Contract,
  keeper: () => Keeper,
  acked: (id: string, ack: number) => boolean,
): Intake {
  const { clocks, watermark, log } = contract
  let order: Promise<unknown> = Promise.resolve()
  let isStopped = false
  let isCatchingUp = false
  let isAskedAgain = false
  let catchUpAt: Instant = Number.POSITIVE_INFINITY
  let newest = 0
  const unread = new Set<string>()
  const typed = new Set<string>()

  const noteTyped = (id: string) => {
    typed.add(id)
    const [oldest] = typed
    if (typed.size > TYPED_REMEMBERED && oldest !== undefined) typed.delete(oldest)
  }

  const inOrder = (work: () => Promise<void>) => {
    if (isStopped) return
    order = order.then(work).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'error'
      log.warn({ gateway: GATEWAY, reason }, 'what WhatsApp told could not be stored: it is asked for again')
      catchUpAt = Math.min(catchUpAt, clocks.wall() + AGAIN_AFTER)
    })
  }

  /** The page's time of a message in desk time, so that a moved desk clock stays in order. */
  const deskTime = async (at: Instant) => (await clocks.desk()) - Math.max(0, clocks.wall() - at)

  /** How an office learns of its groups; once each, while the desk runs. */
  const noteUnread = (group: string) => {
    if (unread.has(group)) return
    unread.add(group)
    // Ids of old groups hold the number of who made them.
    const id = group.includes('-') ? {} : { group }
    log.info(
      { gateway: GATEWAY, ...id },
      'somebody wrote in a group that is not read: whatsapp.groups in desk.yaml says which are ("desk -- whatsapp groups" lists them)',
    )
  }

  const take = async (message: PageMessage) => {
    const why = omitted(message, groups)
    if (why === 'group' && !message.fromMe) noteUnread(message.chat)
    if (why === 'group' || why === 'status') return
    if (message.type === 'revoked') return attach(revocationNote(message))
    if (why) return
    const isMissed = clocks.wall() - message.at > MISSED_AFTER
    await accept(incomingOf(message, await deskTime(message.at), isMissed))
    if (!message.fromMe) newest = Math.max(newest, message.at)
  }

  /** What was seen before may have been changed since. */
  const again = async (message: PageMessage, known: ReadonlySet<string>): Promise<void> => {
    if (!known.has(message.id) || message.type === 'revoked') return take(message)
    if (message.edited) await attach(editNote(message))
  }

  const accept = async (message: Incoming) => void (await contract.accept(message))
  const attach = async (attachment: Attachment) => void (await contract.attach(attachment))

  const takeAck = async (id: string, ack: number) => {
    const status = RECEIPTS[ack]
    if (status === undefined || typed.has(id)) return
    const code = ack < 0 ? { code: 'refused' } : {}
    await contract.receipt({ providerId: id, status, ...code, at: await clocks.desk(), raw: { ack } })
  }

  const catchUpNow = async () => {
    const before = Number((await watermark.get(SEEN)) ?? Number.NaN)
    // A phone that was just linked brings its past with it, which was nobody's report.
    const since = (Number.isNaN(before) ? clocks.wall() : before) - MARGIN
    const seen = Math.max(newest, Number.isNaN(before) ? clocks.wall() : before)
    const found = await keeper().ask('since', { since, groups }, SINCE_WITHIN)
    if (found.is !== 'answer') throw new Error('the page did not tell what came')
    const { messages, complete } = found.answer
    const known = await contract.known(messages.map(({ id }) => id))
    const refused = new Set<string>()
    for (const message of messages) {
      // One whose words are not taken now holds up nobody else, and nothing of theirs is taken out of order.
      if (!refused.has(message.from)) await again(message, known).catch(() => refused.add(message.from))
    }
    if (!complete || refused.size > 0) throw new Error('not everything could be read or stored')
    // Not before everything is stored: what is missing is asked for again.
    const theirs = messages.filter(({ fromMe }) => !fromMe).map(({ at }) => at)
    await watermark.set(SEEN, String(Math.min(Math.max(seen, ...theirs), clocks.wall())))
  }

  const catchUp = () => {
    // What it has looked at already may have changed since: it is done once more.
    isAskedAgain = isCatchingUp
    if (isCatchingUp) return
    isCatchingUp = true
    catchUpAt = clocks.wall() + CATCH_UP_EVERY
    inOrder(() =>
      catchUpNow().finally(() => {
        isCatchingUp = false
        if (isAskedAgain) catchUp()
      }),
    )
  }

  const heard: Intake['heard'] = (told) => {
    switch (told.say) {
      case 'message':
        return inOrder(() => take(told.message))
      case 'edited':
        return omitted(told.message, groups) ? undefined : inOrder(() => attach(editNote(told.message)))
      case 'revoked':
        return inOrder(() => attach(revocationNote(told.message)))
      case 'reaction': {
        const { reaction } = told
        const isLeftOut = reaction.fromMe || omitted({ ...reaction, type: 'chat' }, NO_GROUPS) !== undefined
        return isLeftOut
          ? undefined
          : inOrder(async () => accept(incomingReaction(reaction, await deskTime(reaction.at))))
      }
      case 'typed':
        noteTyped(told.message.id)
        return inOrder(() => take(told.message))
      case 'ack':
        if (omitted({ ...told, type: 'chat', fromMe: true }, NO_GROUPS)) return
        return acked(told.id, told.ack) ? undefined : inOrder(() => takeAck(told.id, told.ack))
      default:
    }
  }

  return {
    heard,
    catchUp,
    tick: () => {
      if (keeper().life.is === 'ready' && clocks.wall() >= catchUpAt) catchUp()
    },
    stop: async () => {
      isStopped = true
      await order
    },
  }
}
