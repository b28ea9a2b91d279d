/** Draining a conversation: one message at a time, in the provider's time order, each in its own transaction. */
import type { Meaning } from '../bots/understanding/meaning.ts'
import { blockedUntil } from '../db/blocked.ts'
import { knownOf, lockConversation, setOptedOut } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { openWindow } from '../db/due.ts'
import { countAttempt, decidedPart, type InboxRow, markDecided, messagesIn } from '../db/inbox.ts'
import { isDatabaseAway, troubleOf } from '../db/trouble.ts'
import { actOnBlocked } from './blocking.ts'
import { decideCall } from './calls.ts'
import { answerTo, type Case, openCase, understandMessage } from './case.ts'
import { command } from './deciding.ts'
import type { Desk, Triggers } from './desk.ts'
import { closeDraft, hold } from './draft.ts'
import { heardInGroup } from './groups.ts'
import { endLoops, machineIn, unlessRepeated } from './loops.ts'
import { actInTime } from './missed.ts'
import { tookCode } from './number-change.ts'
import { optInAtProvider, optOutPerson } from './opting-out.ts'
import { isOwnNumber, setAsideOwn } from './own-numbers.ts'
import { saidAgain } from './reopening.ts'
import { canBeAnswered } from './strangers.ts'

/** A message that broke so often is set aside, so that the ones behind it are heard. */
const ATTEMPTS = 3

/** Decides all that waits in a conversation, and closes its quiet window when that is over. */
export async function drain(desk: Desk, conversationId: number): Promise<void> {
  for (;;) {
    let current: InboxRow | undefined
    try {
      const now = await desk.clocks.desk()
      const triggers = await desk.db.transaction(async (tx) => {
        const conversation = await lockConversation(tx, conversationId)
        const [next] = await messagesIn(tx, conversationId, 'new', 1)
        const window = await openWindow(tx, conversationId)
        if (window && window.dueAt <= now && (!next || window.dueAt <= next.at)) {
          const held = await messagesIn(tx, conversationId, 'held')
          current = held.at(-1)
          return closeDraft(desk, tx, now, conversation, held, window.dueAt)
        }
        if (!next) return undefined
        current = next
        if (await isOwnNumber(desk, conversation.address)) {
          await setAsideOwn(desk, tx, conversation, next)
          return {}
        }
        const parts = await partsOf(tx, next)
        const isWhole = parts.length >= (next.content.part?.total ?? 1)
        const one = await openCase(desk, tx, now, conversation, isWhole ? parts : [next], textOf(parts))
        if (isWhole) return decideMessage(one)
        const other = await decidedPart(tx, next)
        return other ? decideLatePart({ ...one, rows: parts }, other.ticketId) : waitForParts(one)
      })
      if (!triggers) return
      await desk.trigger(triggers)
    } catch (error) {
      if (!current) throw error
      await setAside(desk, current, error)
    }
  }
}

/** A message alone, or all parts of its SMS that have come, in their order (DOMAIN 4.1). */
async function partsOf(tx: Transaction, row: InboxRow): Promise<InboxRow[]> {
  const { part } = row.content
  if (!part || part.total <= 1) return [row]
  const waiting = [
    ...(await messagesIn(tx, row.conversationId, 'new')),
    ...(await messagesIn(tx, row.conversationId, 'held')),
  ].filter(({ content }) => content.part?.ref === part.ref)
  const byIndex = new Map(waiting.map((one) => [one.content.part?.index ?? 0, one]))
  return [...byIndex].sort(([a], [b]) => a - b).map(([, one]) => one)
}

const textOf = (parts: readonly InboxRow[]) => parts.map(({ text }) => text).join('')

/** A part that never comes is waited for no longer. */
const PARTS_WITHIN = 60_000

async function waitForParts(one: Case): Promise<Triggers> {
  await hold(one, { kind: 'fragment', text: one.text, because: ['bagian dari SMS panjang'] }, PARTS_WITHIN)
  return one.owing.writeInto(one.tx, one.members)
}

/** The rest of an SMS that was decided without it goes to the same ticket; without one it is a message of its own. */
async function decideLatePart(one: Case, ticketId: number | null): Promise<Triggers> {
  const { tx, now, owing, rows, text, at, sender } = one
  const noted = sender && ticketId !== null ? await command(one, ticketId, { type: 'AddNote', note: text }, at) : null
  if (noted?.ok) {
    owing.answer({ kind: 'added', ticket: noted.ticket })
    const meaning: Meaning = { kind: 'fragment', text, because: ['bagian SMS yang terlambat'] }
    const ids = rows.map(({ id }) => id)
    await markDecided(tx, ids, { decidedAt: now, meaning, ticketId: noted.ticket.id })
    return owing.writeInto(tx, one.members, answerTo(one))
  }
  const meaning = await meaningOf(one)
  const { because } = meaning
  return decideMessage(one, sender && meaning.kind === 'nothing' ? { kind: 'unclear', because } : meaning)
}

/** Nothing is understood of a call: what was said is in its recording. */
const CALL: Meaning = { kind: 'nothing', why: 'telepon', because: ['telepon: isinya dalam rekaman'] }

const CODE: Meaning = { kind: 'nothing', why: 'kode', because: ['kode untuk mengganti nomor'] }

async function decideMessage(one: Case, understood?: Meaning): Promise<Triggers> {
  const { tx, now, owing, rows } = one
  const isCall = one.conversation.channel === 'voice' && one.text === ''
  if (one.sender?.unreached) owing.changePerson(one.sender.id, { unreachedAt: null })
  const machine = await machineIn(one)
  const said = understood ?? (isCall ? CALL : (await tookCode(one)) ? CODE : await meaningOf(one))
  const meant = unlessRepeated(said, machine)
  const meaning = one.message.content.group === undefined ? meant : heardInGroup(one, meant)
  const isBlocked = !one.sender && (await blockedUntil(tx, one.conversation.address, now)) !== undefined
  const decided = isBlocked ? actOnBlocked(one, meaning) : isCall ? decideCall(one) : actInTime(one, meaning)
  const { held, ticketId } = await decided
  if (!held) {
    const ids = rows.map(({ id }) => id)
    await markDecided(tx, ids, { decidedAt: now, meaning, ...(ticketId === undefined ? {} : { ticketId }) })
  }
  if (!one.sender && !canBeAnswered(one.conversation.address)) owing.keepSilent()
  await endLoops(one, machine)
  return owing.writeInto(tx, one.members, answerTo(one))
}

/** Twilio answers STOP and START itself: only our own list has to follow (TWILIO.md). */
async function meaningOf(one: Case): Promise<Meaning> {
  const { sender, now, tx, conversation } = one
  const { optOut } = one.message.content
  if (!optOut || (optOut === 'start-if-stopped' && !(await isStopped(one))))
    return saidAgain(one, await understandMessage(one))
  if (optOut === 'stop') {
    if (sender) optOutPerson(one, sender)
    else await setOptedOut(tx, conversation.address, now)
  } else if (optOut !== 'help') await optInAtProvider(one)
  return { kind: 'nothing', why: 'opt-out', because: [`provider: ${optOut}`] }
}

/** Whether the sender has opted out, or the provider still takes them for one who has. */
const isStopped = async ({ tx, sender, conversation }: Case): Promise<boolean> =>
  conversation.needsStart || (sender ? sender.optedOut === true : (await knownOf(tx, conversation.address)).optedOut)

/** A message that broke is tried again; at last it is set aside, and the log says which. An outage is not its fault. */
async function setAside(desk: Desk, message: InboxRow, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) throw error
  const attempts = await countAttempt(desk.db, message.id)
  if (attempts < ATTEMPTS) throw error
  const words = 'a message could not be decided and was set aside: read it by its id'
  desk.log.error({ message: message.id, ...troubleOf(error) }, words)
  const decidedAt = await desk.clocks.desk()
  await desk.db.transaction((tx) => markDecided(tx, [message.id], { decidedAt, state: 'failed' }))
}
