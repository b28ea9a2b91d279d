/** The office as the desk and its phrases see it: Cirebon's SOP, changed by what desk.yaml says. */
import type { House } from '../../bots/wording/telling.ts'
import type { Shifts } from '../../db/people.ts'
import type { ReminderPlan } from '../desk/moments.ts'
import { CIREBON, type Office } from '../desk/office.ts'
import { HOUR, MINUTE, type Minutes } from '../desk/sop.ts'
import type { Channel, OpenState } from '../desk/ticket.ts'
import type { DeskFile } from './desk-file.ts'
import { type Desk, TIMED, ZONES } from './desk-schema.ts'
import { suggestion } from './nearest.ts'

export interface Application {
  readonly id: string
  readonly name: string
  /** Id of the vendor who repairs it; null: nobody outside. */
  readonly vendor: string | null
}

export interface Vendor {
  readonly id: string
  readonly name: string
}

const SHIFTS: Shifts = {
  pagi: { from: 7 * 60, to: 14 * 60 },
  siang: { from: 14 * 60, to: 21 * 60 },
  malam: { from: 21 * 60, to: 7 * 60 },
}

const JASNITA: Vendor = { id: CIREBON.defaultVendor, name: 'Jasnita' }

/** In minutes. */
const DAY = 24 * 60

const APPLICATIONS: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'siaga112', name: 'Aplikasi Cirebon Siaga 112' },
  { id: 'dashboard', name: 'Dashboard Aplikasi' },
  { id: 'pendukung', name: 'Perangkat dan jaringan pendukung' },
  { id: 'tidak_diketahui', name: 'Tidak diketahui' },
]

const EMERGENCY: House['emergency'] = [
  { name: 'Damkar', number: '113' },
  { name: 'medis', number: '119' },
  { name: 'polisi', number: '110' },
]

export const shiftsOf = (desk: Desk): Shifts => desk.shifts ?? SHIFTS

const zoneOf = (desk: Desk) => ZONES[desk.timezone ?? 'Asia/Jakarta']

export const utcOffsetOf = (desk: Desk) => zoneOf(desk).hours * HOUR

/** Receipts of SMS are unreliable in Indonesia (TWILIO.md), so that none is waited for unless the office says so. */
export function receiptWithinOf({ receiptWithinSeconds: said = {} }: Desk): Partial<Record<Channel, number>> {
  const seconds = { whatsapp: said.whatsapp ?? 60, sms: said.sms ?? 'never', voice: said.voice ?? 120 }
  const limited = Object.entries(seconds).filter(([, limit]) => limit !== 'never')
  return Object.fromEntries(limited.map(([channel, limit]) => [channel, Number(limit) * 1000]))
}

/** `never` takes a series away; what is not said stays. */
function planOf(normal: ReminderPlan, said: NonNullable<NonNullable<Desk['reminders']>['2']>): ReminderPlan {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  const all = Object.entries<unknown>({ ...normal, ...given }).filter(([, value]) => value !== 'never')
  return Object.fromEntries(all) as ReminderPlan
}

function minutesOf(desk: Desk): Minutes {
  const given = TIMED.flatMap(([step, state]) => (desk.sop?.[step] === undefined ? [] : [[state, desk.sop[step]]]))
  return { ...CIREBON.minutes, ...Object.fromEntries(given) }
}

function remindersOf({ desk, wrong }: DeskFile, minutes: Minutes): Office['reminders'] {
  const plans: Record<OpenState, ReminderPlan> = { ...CIREBON.reminders }
  for (const [step, state] of TIMED) {
    const said = desk.reminders?.[step]
    if (!said) continue
    plans[state] = planOf(plans[state], said)
    const late = said.before?.find((before) => before >= (minutes[state] ?? 0))
    if (late === undefined) continue
    wrong(
      ['reminders', step, 'before'],
      `expected less than the ${minutes[state]} minutes of step ${step}, found ${late}`,
    )
  }
  const { askAfterMinutes, atShiftStart, closeAfterHours } = desk.confirmation ?? {}
  plans['awaiting-confirmation'] = {
    ...plans['awaiting-confirmation'],
    ...(askAfterMinutes ? { ask: askAfterMinutes } : {}),
    ...(atShiftStart === undefined ? {} : { atShiftStart }),
    ...(closeAfterHours === undefined ? {} : { closeAfter: (closeAfterHours * HOUR) / MINUTE }),
  }
  return plans
}

/** The night runs over midnight; one that begins or ends at midnight does too. */
function nightOf({ desk, wrong }: DeskFile): Office['night'] {
  const said = desk.reminders?.night
  if (!said) return CIREBON.night
  const night = { from: said.from === 0 ? DAY : said.from, to: said.to === DAY ? 0 : said.to }
  if (night.from <= night.to) wrong(['reminders', 'night'], 'expected a span over midnight such as 22.00-06.00')
  return night
}

export function officeOf(file: DeskFile, applications: readonly Application[]): Office {
  const { desk } = file
  const minutes = minutesOf(desk)
  return {
    minutes,
    reminders: remindersOf(file, minutes),
    utcOffset: utcOffsetOf(desk),
    shiftStarts: [...new Set(Object.values(shiftsOf(desk)).map(({ from }) => from))].sort((a, b) => a - b),
    night: nightOf(file),
    earlyVendorNotice: desk.reminders?.earlyVendorNotice ?? CIREBON.earlyVendorNotice,
    vendors: Object.fromEntries(
      applications.filter(({ vendor }) => vendor !== CIREBON.defaultVendor).map(({ id, vendor }) => [id, vendor]),
    ),
    defaultVendor: CIREBON.defaultVendor,
    warnOfGap: desk.duty?.warnMinutes === undefined ? CIREBON.warnOfGap : desk.duty.warnMinutes * MINUTE,
  }
}

/** Reports what is listed twice under one id; the later wins. */
function once<T extends { id: string }>(file: DeskFile, key: string, list: readonly T[]): readonly T[] {
  list.forEach(({ id }, index) => {
    const first = list.findIndex((other) => other.id === id)
    const line = () => file.lineOf([key, first, 'id'])
    if (first < index) file.wrong([key, index, 'id'], `expected each id once; line ${line()} has "${id}" too`)
  })
  return list
}

export function vendorsOf(file: DeskFile): Vendor[] {
  const said = once(file, 'vendors', file.desk.vendors ?? [])
  return [...new Map([JASNITA, ...said].map((vendor) => [vendor.id, vendor])).values()]
}

/** The four applications that the desk knows by itself, renamed or added to by desk.yaml. */
export function applicationsOf(file: DeskFile, vendors: readonly Vendor[]): Application[] {
  const said = once(file, 'applications', file.desk.applications ?? [])
  const all = new Map(APPLICATIONS.map((known) => [known.id, { ...known, vendor: JASNITA.id as string | null }]))
  const ids = vendors.map(({ id }) => id)
  said.forEach(({ id, name, vendor }, index) => {
    const known = all.get(id)
    if (vendor !== undefined && vendor !== 'none' && !ids.includes(vendor)) {
      const expected = `expected none or the id of a vendor, found "${vendor}"`
      file.wrong(['applications', index, 'vendor'], `${expected}; ${suggestion(vendor, ids)}`)
    }
    if (name === undefined && !known) file.wrong(['applications', index], `expected a name for the application "${id}"`)
    const repairs = vendor === 'none' ? null : (vendor ?? known?.vendor ?? JASNITA.id)
    all.set(id, { id, name: name ?? known?.name ?? id, vendor: repairs })
  })
  return [...all.values()]
}

export function houseOf(
  desk: Desk,
  office: Office,
  applications: readonly Application[],
  vendors: readonly Vendor[],
): House {
  return {
    utcOffset: office.utcOffset,
    zone: zoneOf(desk).name,
    minutes: office.minutes,
    vendorName: (id) => vendors.find((vendor) => vendor.id === (id ?? JASNITA.id))?.name ?? id ?? JASNITA.name,
    applicationName: (id) => applications.find((application) => application.id === id)?.name ?? id,
    emergency: desk.emergency ?? EMERGENCY,
  }
}
