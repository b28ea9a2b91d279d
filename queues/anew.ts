/**
 * Words of a notice are true when they are written. One that goes out later says the same as it stands then: what it
 * told is kept (waiting_notices).
 */
import { answer } from '../bots/wording/answer.ts'
import { digest } from '../bots/wording/digest.ts'
import { sentLate } from '../bots/wording/late.ts'
import type { Form, House } from '../bots/wording/telling.ts'
import type { Queryable } from '../db/database.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { firstOf } from '../db/unsent.ts'
import { toldThen } from '../db/waiting.ts'
import { actorOf, type Member } from '../src/desk/duty.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { houseFor } from './contacts.ts'
import type { Desk } from './desk.ts'
import { readDirectory } from './members.ts'
import { OF_TICKET, WAITED } from './outdated.ts'
import { formFor } from './routes.ts'
import { stillTold } from './still-told.ts'

type Forms = Readonly<Record<Form, string>>

const LATE: Instant = 300_000
const RECEIPTS: ReadonlySet<string> = new Set(['registered', 'joined', 'call-taken'])

/** What is only settled with it is not told again: such a message keeps its words. */
const SETTLES = /^P\d/

/** What the first message told its person, in words of now; undefined: its words say nothing that changes with time. */
export async function wordsNow(
  db: Queryable,
  first: OutboxRow,
  house: House,
  now: Instant,
): Promise<Forms | undefined> {
  const { personId, createdAt, aboutTickets, topic, text } = first
  const isNotice = first.answersId === null && topic !== 'unreached' && OF_TICKET.has(topic)
  if (personId === null || !isNotice || SETTLES.test(text)) return undefined
  const told = await toldThen(db, personId, createdAt, aboutTickets)
  const tellings = stillTold(told, now)
  if (tellings.length === 0 || told.length < new Set(aboutTickets).size) return undefined
  return { whatsapp: digest(tellings, 'whatsapp', house), sms: digest(tellings, 'sms', house) }
}

/** Text and forms of a message that waits, as they are to go out now. */
export async function anew(desk: Desk, row: OutboxRow, now: Instant): Promise<Pick<OutboxRow, 'text' | 'forms'>> {
  const { db, settings } = desk
  const same = { text: row.text, forms: row.forms }
  const write = (forms: Forms) => ({ forms: { ...row.forms, ...forms }, text: formFor({ ...row, forms }, row.channel) })
  if (now - row.createdAt < WAITED && row.insteadOf === null) return same
  const first = await firstOf(db, row)
  const age = now - first.createdAt
  if (RECEIPTS.has(row.topic)) {
    const { whatsapp = row.text, sms = row.text } = row.forms
    return age <= LATE ? same : write({ whatsapp: sentLate(whatsapp, 'whatsapp'), sms: sentLate(sms, 'sms') })
  }
  if (age < WAITED || row.personId === null || !OF_TICKET.has(row.topic)) return same
  const { members } = await readDirectory(db, settings)
  const byId = (id: number | null) => members.find((member) => member.id === id)
  const { house, office } = settings
  const reader = houseFor(byId(row.personId), { house, members, now, office })
  const forms = await wordsNow(db, first, reader, now)
  if (!forms) return same
  const owner = byId(first.personId)
  if (first.personId === row.personId || !owner) return write(forms)
  return write(inPlaceOf(owner, forms, { standsIn: row.topic !== 'unreached', members, now, desk, house: reader }))
}

interface Around {
  readonly standsIn: boolean
  readonly members: readonly Member[]
  readonly now: Instant
  readonly desk: Desk
  readonly house: House
}

/** The same for who hears it in the place of whom it was written to. */
export function inPlaceOf(owner: Member, text: Forms, { standsIn, members, now, desk, house }: Around): Forms {
  const person = actorOf(owner, members, now, desk.settings.office)
  const say = (form: Form) => answer({ kind: 'unreached', person, text, standsIn }, form, house)
  return { whatsapp: say('whatsapp'), sms: say('sms') }
}
