/**
 * Two machines must not answer each other for ever (DOMAIN 7.9). What is counted are rows, so that a restart forgets
 * nothing. The answer to a command that somebody typed is never withheld.
 */
import { COMMANDS } from '../bots/understanding/commands.ts'
import type { Meaning } from '../bots/understanding/meaning.ts'
import { updateConversation } from '../db/conversations.ts'
import { textsBefore } from '../db/inbox.ts'
import { lastWritten } from '../db/outbox.ts'
import type { Case } from './case.ts'

/** So many answers in a row; then silence for an hour. */
const ANSWERS_AT_MOST = 5
const AGAIN_AFTER = 3_600_000
/** Nobody reads a message and types words of their own within so much, five times in a row. */
const AT_ONCE = 15_000
/** Providers tell the second in which something was sent. */
const INEXACT = 2_000

/** Answers that only ask back, or that nobody needs twice. */
const ASKS_BACK: ReadonlySet<string> = new Set([
  'unclear',
  'offer-note',
  'needs-words',
  'what-is-wrong',
  'registering',
  'opted-out',
] as const)

const WORDS = COMMANDS.map(({ word }) => word).join('|')
/** LAPOR, or a command's own word with a number or alone: a person typed it. */
const TYPED = new RegExp(
  `^\\s*(?:lapor\\b|(?:${WORDS})\\b[\\s.,:#-]*(?:(?:no|nomor|tiket)\\b[\\s.,:#-]*)?(?:\\d|$))`,
  'i',
)

/** The words alone: times and numbers of cases differ each time. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()

export interface Machine {
  /** It comes right after a message of the desk, or says what was said before, and nobody typed a command. */
  readonly may: boolean
  /** It was answered so often already that it is not answered any more. */
  readonly isOne: boolean
  /** It says nothing that was not said before. */
  readonly repeats: boolean
}

const PERSON: Machine = { may: false, isOne: false, repeats: false }

/** Whether a machine answers here for a person of the directory. */
export async function machineIn({ tx, sender, conversation, message, text, at, now }: Case): Promise<Machine> {
  if (!sender || TYPED.test(text)) return PERSON
  const before = await textsBefore(tx, conversation.id, message.id, at - AGAIN_AFTER, ANSWERS_AT_MOST)
  const repeats = text.trim() !== '' && before.some((other) => wordsOf(other) === wordsOf(text))
  const written = await lastWritten(tx, conversation.id)
  const atOnce = written !== undefined && at >= written - INEXACT && at <= written + AT_ONCE
  const may = repeats || atOnce
  return { may, repeats, isOne: may && counted(conversation, now) >= ANSWERS_AT_MOST }
}

/** What is done with words that a machine has said before: nothing. Life goes first all the same. */
export const unlessRepeated = (meaning: Meaning, machine: Machine): Meaning =>
  machine.isOne && machine.repeats && meaning.kind !== 'emergency'
    ? { kind: 'nothing', why: 'balasan otomatis', because: ['kata-kata yang sama langsung setelah pesan sistem'] }
    : meaning

const counted = ({ askedBack, askedBackAt }: Case['conversation'], now: number) =>
  askedBackAt !== null && now - askedBackAt < AGAIN_AFTER ? askedBack : 0

/** Counts the answer, or withholds it: after five in a row that only ask back, or to what may be a machine. */
export async function endLoops({ owing, sender, conversation, tx, now }: Case, machine: Machine): Promise<void> {
  const kinds = owing.answerKinds()
  if (kinds.length === 0 || kinds.includes('emergency')) return
  const asksBack = kinds.every((kind) => ASKS_BACK.has(kind))
  // A number that is not in the directory has nothing to command.
  if (sender && !asksBack && !machine.may) {
    if (conversation.askedBack > 0) await updateConversation(tx, conversation.id, { askedBack: 0 })
    return
  }
  const before = counted(conversation, now)
  if (before >= ANSWERS_AT_MOST) owing.keepSilent()
  else await updateConversation(tx, conversation.id, { askedBack: before + 1, askedBackAt: now })
}
