/**
 * The keys of desk.yaml and what each expects. Every value arrives as text, as it was written, so that a telephone
 * number keeps its zero. A schema's message says what is expected; desk-file.ts adds the line and what was found.
 */
import { z } from 'zod'
import { readSpan } from '../../db/people.ts'
import { SOP } from '../desk/sop.ts'
import { OPEN_STATES } from '../desk/ticket.ts'

const text = (expected: string) => z.string(expected).refine((value) => value.trim() !== '', expected)

const whole = (from: number, to: number, unit: string) => {
  const expected = `a whole number of ${unit} from ${from} to ${to}`
  const fits = (value: string) => /^\d{1,6}$/.test(value) && Number(value) >= from && Number(value) <= to
  return z.string(expected).refine(fits, expected).transform(Number)
}

const yesNo = z.enum(['true', 'false'], 'true or false').transform((value) => value === 'true')

/** A list, also written as one value or as "a, b". */
const list = <T extends z.ZodType>(item: T, expected: string) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
    z.array(item, expected),
  )

/** A list of groups, one "- " each. */
const groups = <T extends z.ZodType>(item: T, expected: string) => z.array(item, `a list of ${expected}, one "- " each`)

const keys = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape, 'keys and values')

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** A day as it is written, checked to exist. */
const day = z
  .string('a date such as 2026-12-31')
  .refine((value) => DAY.test(value) && !Number.isNaN(Date.parse(value)), 'a date such as 2026-12-31')

const span = z.string('a span such as 07.00-14.00').transform((value, context) => {
  const read = readSpan(value)
  if (read) return read
  context.addIssue({ code: 'custom', message: 'a span such as 07.00-14.00', input: value })
  return z.NEVER
})

const id = z
  .string('a short id such as siaga112')
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'an id of small letters, digits, - and _, such as siaga112')

const minutes = whole(1, 43_200, 'minutes')
const series = z.union([z.literal('never'), minutes], 'a number of minutes, or never')
const receipt = z.union(
  [z.literal('never'), whole(10, 3600, 'seconds')],
  'a number of seconds from 10 to 3600, or never',
)
const minuteList = list(minutes, 'a list of minutes such as [5, 15]')

const plan = keys({
  before: minuteList.optional(),
  after: minuteList.optional(),
  every: series.optional(),
  everyCritical: series.optional(),
  forgotten: series.optional(),
})

type StepKey = `${number}`
/** The states whose step has a duration in the SOP, by the step's number. */
export const TIMED = OPEN_STATES.filter((state) => SOP[state].minutes !== undefined).map(
  (state) => [`${SOP[state].step}` as StepKey, state] as const,
)
const byStep = <T extends z.ZodType>(value: T): Record<StepKey, T> =>
  Object.fromEntries(TIMED.map(([step]) => [step, value]))

const PLACEHOLDERS = ['urut', 'bulan', 'bulan_romawi', 'tahun'] as const

function isFormat(format: string): boolean {
  const used = [...format.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
  const rest = format.replaceAll(/\{[^{}]*\}/g, '')
  const known = used.every((name) => PLACEHOLDERS.some((placeholder) => placeholder === name))
  return known && used.includes('urut') && used.includes('tahun') && !/[{}]/.test(rest)
}

export const ZONES = {
  'Asia/Jakarta': { hours: 7, name: 'WIB' },
  'Asia/Makassar': { hours: 8, name: 'WITA' },
  'Asia/Jayapura': { hours: 9, name: 'WIT' },
} as const
type ZoneName = keyof typeof ZONES
const ZONE_NAMES = Object.keys(ZONES) as [ZoneName, ...ZoneName[]]

const years = z.union([z.literal('keep'), whole(1, 100, 'years')], 'a number of years, or keep')

/** What the fields mean is read in people.ts, for desk.yaml and CSV files alike. */
const person = keys({
  name: z.string('a name').optional(),
  role: z.string('a role').optional(),
  phone: z.string('a phone number').optional(),
  channels: list(z.string('whatsapp or sms'), 'a list such as [whatsapp, sms]').optional(),
  shift: z.string('the name of a shift, or a span such as 07.00-14.00').optional(),
  until: z.string('a date such as 2026-12-31').optional(),
})

/** What the facts are called is read in templates.ts. */
const template = keys({
  contentSid: z
    .string("the id of a content template in Twilio's console")
    .regex(/^HX[0-9a-f]{32}$/i, 'HX and 32 hexadecimal digits'),
  variables: z
    .record(z.string(), z.string('the name of a fact'), 'places with their facts, such as {"1": nomor}')
    .optional(),
})

const GROUP = 'the id of a group such as 120363000000000001@g.us'

const REMINDERS: Record<StepKey, z.ZodOptional<typeof plan>> & {
  night: z.ZodOptional<typeof span>
  earlyVendorNotice: z.ZodOptional<typeof yesNo>
} = { ...byStep(plan.optional()), night: span.optional(), earlyVendorNotice: yesNo.optional() }

export const DESK_SCHEMA = keys({
  timezone: z.enum(ZONE_NAMES, `one of ${ZONE_NAMES.join(', ')}`).optional(),
  organisation: keys({
    kop: groups(text('a line of the letterhead'), 'lines').optional(),
    address: text('an address').optional(),
    place: text('the place that stands before the date').optional(),
    owner: text('the section that owns the SOP').optional(),
    headOfSection: text('the title of the Kepala Seksi').optional(),
    sopNumber: text('the number of the SOP').optional(),
    sopTitle: text('the title of the SOP').optional(),
    sopCreated: day.optional(),
    sopRevised: day.optional(),
    sopEffective: day.optional(),
    signatories: groups(
      keys({
        title: text('the title under which somebody signs'),
        name: text('a name').optional(),
        employeeNumber: text('an employee number (NIP)').optional(),
      }),
      'signatories',
    ).optional(),
  }).optional(),
  people: groups(person, 'people').optional(),
  applications: groups(
    keys({
      id,
      name: text('the name that people read').optional(),
      vendor: text('the id of a vendor, or none').optional(),
    }),
    'applications',
  ).optional(),
  vendors: groups(keys({ id, name: text('the name that people read') }), 'vendors').optional(),
  gateways: list(z.string('the name of a gateway'), 'a list of gateways').optional(),
  shifts: z.record(z.string().trim().toLowerCase(), span, 'names of shifts with their spans').optional(),
  sop: keys(byStep(minutes.optional())).optional(),
  reminders: keys(REMINDERS).optional(),
  confirmation: keys({
    askAfterMinutes: minuteList.optional(),
    atShiftStart: yesNo.optional(),
    closeAfterHours: whole(1, 720, 'hours').optional(),
  }).optional(),
  limits: keys({
    perMinute: whole(1, 1000, 'messages').optional(),
    perHour: whole(1, 10_000, 'messages').optional(),
  }).optional(),
  duty: keys({ warnMinutes: whole(0, 720, 'minutes').optional() }).optional(),
  intake: keys({
    quietSeconds: whole(0, 300, 'seconds').optional(),
    completeWithinMinutes: whole(1, 60, 'minutes').optional(),
  }).optional(),
  receiptWithinSeconds: keys({
    whatsapp: receipt.optional(),
    sms: receipt.optional(),
    voice: receipt.optional(),
  }).optional(),
  numbering: keys({
    format: z
      .string('a format')
      .refine(
        isFormat,
        `a format with {urut} and {tahun}, out of ${PLACEHOLDERS.map((name) => `{${name}}`).join(' ')}`,
      ),
  }).optional(),
  retention: keys({
    decision: text('the retention schedule (JRA) that sets the periods').optional(),
    tickets: years.optional(),
    messages: years.optional(),
    attachments: years.optional(),
  }).optional(),
  whatsapp: keys({
    groups: list(
      z.string(GROUP).regex(/^\d{5,25}(-\d{5,15})?@g\.us$/, `${GROUP} ("npm run desk -- whatsapp groups" lists them)`),
      `a list of groups, each ${GROUP}`,
    ).optional(),
  }).optional(),
  templates: z.record(z.string(), template, 'names of messages, each with contentSid and variables').optional(),
  emergency: groups(
    keys({
      name: text('who answers'),
      number: z.string('a number').regex(/^\+?[\d -]{3,20}$/, 'a number such as 113'),
    }),
    'numbers',
  ).optional(),
})

/** desk.yaml as it was read: only what it says. */
export type Desk = z.infer<typeof DESK_SCHEMA>
