/** Doctor's look at the directory: is somebody there for every role, and does desk.yaml say the same? */

import { unreachableAddresses } from '../../db/conversations.ts'
import type { Queryable } from '../../db/database.ts'
import { unlinkedSince } from '../../db/lines.ts'
import { withoutGivenUp } from '../../db/number-changes.ts'
import { type Differences, differences, listPeople, type Person, type PersonEntry } from '../../db/people.ts'
import type { Config } from '../config.ts'
import { type Channel, type Instant, ROLES, type Role } from '../desk/ticket.ts'
import { maskPhone } from '../format/phone.ts'
import { longTime } from '../format/times.ts'
import { LOOKING } from './contract.ts'
import { type Finding, missing, note, ok } from './finding.ts'

/** What stays undone while nobody has a role. Without those of the SOP's own columns the desk cannot work. */
const WITHOUT: Readonly<Record<Role, { readonly needed: boolean; readonly words: string }>> = {
  call_taker: { needed: true, words: 'no report comes in and none is confirmed' },
  kepala_seksi: { needed: true, words: 'new reports are neither accepted nor repaired' },
  jasnita: { needed: true, words: 'escalated tickets are not repaired' },
  supervisor: { needed: false, words: 'breaches stay with Kepala Seksi' },
  staf: { needed: false, words: 'Kepala Seksi cannot hand tickets over' },
  admin: { needed: false, words: 'gaps in the directory are told to Kepala Seksi only' },
  auditor: { needed: false, words: 'the papers have no reader besides the office' },
}

const HOW_TO_ADD = 'name somebody in desk.yaml or use `people import FILE.csv`'

/** Why somebody in the directory hears nothing. */
function silentBecause(person: Person, now: Instant): string | undefined {
  if (!person.active) return 'no longer active'
  if (person.until !== null && person.until < now) return 'their appointment has ended'
  return person.optedOutAt === null ? undefined : 'they asked for no more messages'
}

function roleFinding(role: Role, people: readonly Person[], coming: readonly PersonEntry[], now: Instant): Finding {
  const holders = people.filter((person) => person.role === role)
  const reached = holders.filter((person) => silentBecause(person, now) === undefined)
  const next = coming.filter((person) => person.role === role).length
  const about = `people: ${role}`
  if (reached.length > 0) return ok(about, `${reached.length}`)
  if (next > 0) return ok(about, `${next} in desk.yaml, added when the desk starts next`)
  const reasons = [...new Set(holders.map((person) => silentBecause(person, now)))].join('; ')
  const who = holders.length > 0 ? `nobody who can be written to (${reasons})` : 'nobody'
  const { needed, words } = WITHOUT[role]
  return (needed ? missing : note)(about, `${who}: ${words}. To mend it, ${HOW_TO_ADD}`)
}

function differenceFindings({ missing: absent, different }: Differences, demonstration: boolean): Finding[] {
  const about = 'desk.yaml'
  const coming = absent.length > 0 ? [note(about, `${absent.length} people are added when the desk starts next`)] : []
  const other = different.map(({ person, fields }) => {
    const who = `${person.name} (${maskPhone(person.phone)})`
    return note(about, `${who} has another ${fields.join(', ')} in the directory, which counts; change one of them`)
  })
  if (demonstration) return coming
  return coming.length + other.length > 0
    ? [...coming, ...other]
    : [ok(about, 'says the same of people as the directory')]
}

const CHANNEL: Readonly<Record<Channel, string>> = { whatsapp: 'WhatsApp', sms: 'SMS', voice: 'the telephone' }

/** Who cannot be reached on a channel, in the words of the gateway that found it out. */
async function unreachableFindings(db: Queryable, people: readonly Person[], { gateways, house }: Config) {
  const tables = gateways.map(({ create }) => create(LOOKING))
  const why = (code: string) => tables.map(({ explain }) => explain?.(code)?.words).find((words) => words !== undefined)
  const addresses = await unreachableAddresses(db)
  return people.flatMap((person) => {
    const dead = addresses.filter(({ address }) => person.active && address === person.phone)
    return dead.map(({ channel, code, since, needsStart }) => {
      const others = person.channels.filter((other) => dead.every((one) => one.channel !== other))
      const way =
        others.length > 0
          ? `messages go by ${others.map((other) => CHANNEL[other]).join(', ')}`
          : 'nothing else reaches them'
      const reason = `${why(code) ?? 'the provider says so'} (${code}, since ${longTime(since, house)})`
      const who = `${person.name} (${maskPhone(person.phone)})`
      return note(
        'people: unreachable',
        `${who} cannot be reached by ${CHANNEL[channel]}: ${reason}; ${way} until ${needsStart ? 'START' : 'a message'} comes from there`,
      )
    })
  })
}

const DAY = 24 * 3_600_000
const WROTE_WITHIN = 7 * DAY
const MOST_IDS = 20

/** Who may be staff whose number WhatsApp hides. The id is shown whole: it says nothing outside, and has to be typed. */
async function unlinkedFindings(db: Queryable, now: Instant, { house }: Config): Promise<Finding[]> {
  const wrote = await unlinkedSince(db, now - WROTE_WITHIN, MOST_IDS)
  return wrote.map(({ id, profileName, at }) => {
    const shown = (text: string) => text.replace(/[^\p{L}\p{N}\p{Zs}\p{P}]/gu, '').slice(0, 30)
    const name = profileName ? ` ("${shown(profileName)}")` : ''
    const mend = `if they are staff, \`people link PERSON ${shown(id) === id ? id : 'ID'}\``
    return note('people: without a number', `${id}${name} wrote, last ${longTime(at, house)}: ${mend}`)
  })
}

export async function peopleFindings(db: Queryable, config: Config, now: Instant): Promise<Finding[]> {
  const people = await listPeople(db)
  const found = await differences(db, await withoutGivenUp(db, config.people))
  const demonstration = config.demonstration
    ? [note('people', 'desk.yaml names nobody: the demonstration people are used while the simulator is on')]
    : []
  return [
    ...demonstration,
    ...ROLES.map((role) => roleFinding(role, people, found.missing, now)),
    ...(await unreachableFindings(db, people, config)),
    ...(await unlinkedFindings(db, now, config)),
    ...(config.people.length > 0 ? differenceFindings(found, config.demonstration) : []),
  ]
}
