import { describe, expect, test } from 'vitest'
import { answer, firstAnswer } from '../../bots/wording/answer.ts'
import { type Form, type Held, LETTERS, type Reply } from '../../bots/wording/telling.ts'
import { WORD } from '../../bots/wording/words.ts'
import type { Absence } from '../../src/desk/absence.ts'
import { SPOKEN } from '../../src/desk/spoken.ts'
import { ROLES, type Ticket } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { ASEP, at, BUDI, DIMAS, HOUSE, inState, reported, TONO, WULAN } from './cast.ts'
import { mayReply } from './rights.ts'
import { LONG, moves, STATES, tickets } from './stories.ts'

type Kind = Reply['kind']
const FORMS: readonly Form[] = ['sms', 'whatsapp']
const LAST = ['call_taker', 'kepala_seksi', 'jasnita', 'supervisor'] as const
const WHY = ['opted-out', 'gone'] as const
const NAME = 'Siti Nurhaliza Putri'

const many = (count: number, change: Partial<Ticket> = {}): readonly Ticket[] =>
  Array.from({ length: count }, (_, index) => reported({ ...LONG, ...change, id: index, number: 1200 + index }))

const PERSON: Held = {
  code: 1234,
  what: 'person',
  from: '+6281100000099',
  name: NAME,
  team: 'regu malam',
  words: 'DAFTAR Siti Nurhaliza Putri regu malam',
  at: at(23, 14, 20),
}
const FAULT: Held = { code: 1235, what: 'written', from: '+6281100000099', words: LONG.summary, at: at(23, 14, 20) }
const CALL: Held = { code: 1236, what: 'call', from: '+6281100000099', at: at(23, 14, 20) }
const HIDDEN: Held = { code: 1237, what: 'call', at: at(23, 14, 20) }

/** Every kind of answer that is not about a command, as long as it gets in practice. */
const ABSENCES: readonly Absence[] = [
  { from: at(24, 0, 0), until: at(25, 0, 0), wholeDays: true },
  { from: at(24, 0, 0), until: at(27, 0, 0), wholeDays: true },
  { from: at(23, 15, 0) },
  { from: at(24, 9, 0), until: at(24, 11, 0) },
]

/** Who comes back: nothing waits, or tickets of every open step. */
const BACK = [
  {},
  ...(['kepala_seksi', 'call_taker', 'jasnita', 'staf'] as const).flatMap((role) =>
    [1, 12].flatMap((count) =>
      STATES.filter((state) => state !== 'closed' && state !== 'cancelled').map((state) => ({
        role,
        now: at(24, 15, 0),
        waiting: Array.from({ length: count }, () => inState(state, LONG).ticket),
      })),
    ),
  ),
]

const OTHERS: Readonly<Record<Exclude<Kind, 'done' | 'refused'>, readonly Reply[]>> = {
  registered: [
    { kind: 'registered', ticket: reported(LONG), impactReason: 'satu posisi, ada cara lain' },
    { kind: 'registered', ticket: reported({ ...LONG, recordedBy: BUDI, onBehalfOf: NAME }), byTelephone: true },
    { kind: 'registered', ticket: { ...reported(), steps: [] } },
  ],
  joined: [{ kind: 'joined', ticket: reported(LONG), summary: LONG.summary }],
  split: [{ kind: 'split', ticket: reported(LONG), from: 1233 }],
  merged: [{ kind: 'merged', into: reported(LONG), other: 1235 }],
  added: [{ kind: 'added', ticket: reported(LONG) }],
  corrected: [
    { kind: 'corrected', ticket: reported(LONG) },
    { kind: 'corrected', ticket: reported(LONG), completed: true },
  ],
  'call-taken': [
    { kind: 'call-taken', ticket: reported({ ...LONG, ...SPOKEN }) },
    ...STATES.filter((state) => state !== 'closed' && state !== 'cancelled').map(
      (state): Reply => ({
        kind: 'call-taken',
        ticket: inState(state, { ...LONG, ...SPOKEN, id: 1234, number: 1234 }).ticket,
        again: true,
      }),
    ),
  ],
  'please-write': ROLES.map((role) => ({ kind: 'please-write', role })),
  recording: (['kepala_seksi', 'staf', 'supervisor'] as const).flatMap((role) =>
    STATES.flatMap((state) =>
      [false, true].map((lost): Reply => {
        const { ticket } = inState(state, { ...LONG, ...SPOKEN })
        return { kind: 'recording', ticket: role === 'staf' ? { ...ticket, assignee: ASEP } : ticket, role, lost }
      }),
    ),
  ),
  'which-ticket': [2, 3, 15, 60].map((count) => ({ kind: 'which-ticket', tickets: many(count), word: 'SELESAI' })),
  'no-ticket': [
    { kind: 'no-ticket', number: 9999, open: [1234, 1235] },
    { kind: 'no-ticket', open: [] },
    { kind: 'no-ticket', open: many(40).map(({ number }) => number) },
  ],
  status: ROLES.flatMap((role) =>
    STATES.flatMap((state): Reply[] => {
      const { ticket } = inState(state, LONG)
      return [
        { kind: 'status', ticket, role },
        { kind: 'status', ticket, role, now: at(23, 15, 0), missing: 2 },
        { kind: 'status', ticket: { ...ticket, assignee: ASEP }, role, now: at(24, 15, 0) },
      ]
    }),
  ),
  list: ROLES.flatMap((role) =>
    [0, 1, 12, 60].map((count): Reply => ({ kind: 'list', tickets: many(count), role, now: at(23, 14, 8) })),
  ),
  help: ROLES.flatMap((role) =>
    [[], ...STATES.map((state) => [inState(state, LONG).ticket]), many(5)].map(
      (open): Reply => ({ kind: 'help', role, open }),
    ),
  ),
  'on-duty': BACK.map((back) => ({ kind: 'on-duty', person: { ...WULAN, name: NAME }, ...back })),
  'off-duty': [
    { kind: 'off-duty', person: { ...BUDI, name: NAME } },
    { kind: 'off-duty', person: { ...BUDI, name: NAME }, substitute: NAME },
    { kind: 'off-duty', person: { ...BUDI, name: NAME }, not: { name: NAME, why: 'unknown' } },
    { kind: 'off-duty', person: { ...BUDI, name: NAME }, substitute: NAME, not: { name: NAME, why: 'unknown' } },
    ...ROLES.flatMap((role): Reply[] =>
      ([undefined, NAME] as const).map((substitute) => ({
        kind: 'off-duty',
        person: { ...BUDI, name: NAME, role },
        not: { name: NAME, why: 'role', role: 'call_taker', instead: NAME },
        ...(substitute ? { substitute } : {}),
      })),
    ),
    { kind: 'off-duty', person: { ...BUDI, name: NAME }, not: { name: NAME, why: 'self', instead: NAME } },
    {
      kind: 'off-duty',
      person: { ...BUDI, name: NAME },
      substitute: NAME,
      substituteIsAway: true,
      until: at(24, 3, 0),
    },
    ...LAST.flatMap((role) =>
      [[], [1234], Array.from({ length: 30 }, (_, n) => n + 1001)].map(
        (tickets): Reply => ({
          kind: 'off-duty',
          person: { ...BUDI, name: NAME, role },
          last: { role, tickets },
          now: at(23, 14, 5),
          until: at(24, 3, 0),
        }),
      ),
    ),
  ],
  'stays-on-duty': ROLES.flatMap((role): Reply[] => [
    { kind: 'stays-on-duty', person: { ...BUDI, name: NAME, role }, tickets: [1234, 1235, 1236] },
    ...(['unknown', 'self', 'role'] as const).map(
      (why): Reply => ({
        kind: 'stays-on-duty',
        person: { ...BUDI, name: NAME, role },
        not: { name: NAME, why, ...(why === 'role' ? { role: 'call_taker' } : {}), instead: NAME },
      }),
    ),
  ]),
  leave: [
    { kind: 'leave', is: 'too-long' },
    { kind: 'leave', is: 'no-day' },
    ...ABSENCES.flatMap((absence): Reply[] => {
      const noted = {
        kind: 'leave',
        is: 'noted',
        absence,
        now: at(23, 14, 5),
        role: 'kepala_seksi',
        others: [],
      } as const
      return [
        noted,
        { ...noted, changed: true, substitute: NAME },
        { ...noted, not: { name: NAME, why: 'role', role: 'call_taker', instead: NAME } },
        { ...noted, others: Array.from({ length: 9 }, () => absence) },
      ]
    }),
    ...[[], ABSENCES].flatMap((all): Reply[] => [
      { kind: 'leave', is: 'which', all: ABSENCES, now: at(23, 14, 5) },
      { kind: 'leave', is: 'taken-back', taken: ABSENCES.slice(0, 2), all, now: at(23, 14, 5) },
      { kind: 'leave', is: 'taken-back', taken: [], all, day: at(24, 0, 0), now: at(23, 14, 5) },
      { kind: 'leave', is: 'taken-back', taken: [], all, now: at(23, 14, 5) },
    ]),
  ],
  'stand-in-off': [
    { kind: 'stand-in-off', holder: { name: NAME, role: 'kepala_seksi' }, from: at(24, 0, 0), now: at(23, 14, 5) },
  ],
  'stand-in': [[], [1002], Array.from({ length: 30 }, (_, n) => n + 1001)].flatMap((tickets) =>
    [true, false].map((isAway) => ({
      kind: 'stand-in',
      holder: { name: NAME, role: 'kepala_seksi' },
      ...(isAway ? {} : { until: at(24, 3, 0) }),
      now: at(23, 14, 5),
      tickets,
      isAway,
    })),
  ),
  'opted-out': [
    { kind: 'opted-out' },
    ...LAST.flatMap((role) =>
      [[], [1234, 1235]].map((tickets) => ({ kind: 'opted-out' as const, last: { role, tickets } })),
    ),
  ],
  'opted-in': BACK.map((back) => ({ kind: 'opted-in', ...back })),
  'still-silent': [{ kind: 'still-silent' }],
  'what-is-wrong': [{ kind: 'what-is-wrong' }],
  'needs-words': ['audio/ogg', 'image/jpeg', 'video/mp4', 'location', 'application/pdf', 'sticker', 'x'].map(
    (media) => ({
      kind: 'needs-words',
      media,
    }),
  ),
  'offer-note': [{ kind: 'offer-note', number: 1234, text: LONG.summary }],
  emergency: [{ kind: 'emergency' }, { kind: 'emergency', unanswered: true }],
  'emergency-relay': [
    { kind: 'emergency-relay', from: '+6281100000001', text: 'tolong kebakaran di pasar', at: at(23, 14, 20) },
    {
      kind: 'emergency-relay',
      from: '+6281100000001',
      text: '',
      at: at(23, 14, 20),
      attachments: ['image/jpeg'],
      place: { latitude: -6.7068, longitude: 108.557, name: 'Pasar Pagi' },
    },
  ],
  block: [
    { kind: 'block', is: 'not-yours' },
    { kind: 'block', is: 'no-number' },
    ...(['registered', 'opened', 'was-open'] as const).map(
      (is): Reply => ({ kind: 'block', is, phone: '+6281100000099' }),
    ),
    { kind: 'block', is: 'blocked', phone: '+6281100000099', until: at(24, 14, 20) },
  ],
  stranger: [
    ...(['fault', 'hello', 'register', 'other', 'unanswered'] as const).map(
      (about) => ({ kind: 'stranger', about }) as const,
    ),
    { kind: 'stranger', about: 'fault', passedOn: true },
  ],
  'stranger-person': [true, false].map((namesake) => ({ kind: 'stranger-person', held: PERSON, namesake })),
  'stranger-fault': [
    { kind: 'stranger-fault', held: FAULT },
    { kind: 'stranger-fault', held: { ...FAULT, from: 'ID.1502abc', words: LONG.summary.repeat(5) }, person: 1234 },
  ],
  'stranger-call': [CALL, { ...CALL, from: 'sip:siaga112-cirebon@pbx.example' }, HIDDEN].flatMap((held) =>
    [undefined, 'ready' as const, 'lost' as const].map((recording) => ({
      kind: 'stranger-call',
      held,
      ...(recording === undefined ? {} : { recording }),
    })),
  ),
  'stranger-hints': [2, 10, 99].map((count) => ({
    kind: 'stranger-hints',
    all: Array.from({ length: Math.min(count, 50) }, () => ({
      from: '+6281100000099',
      text: LONG.summary.repeat(5),
      at: at(23, 14, 20),
    })),
    count,
    now: at(24, 14, 30),
  })),
  'stranger-crowd': [
    ...[2, 5].map((count): Reply => {
      const one = { from: '+6281100000099', at: at(23, 14, 20) }
      return { kind: 'stranger-crowd', all: Array(count).fill(one), now: at(24, 14, 30) }
    }),
    { kind: 'stranger-crowd', all: [], now: at(24, 14, 30), sameAs: 1234 },
  ],
  'stranger-hint': [
    { kind: 'stranger-hint', from: '+6281100000099', text: LONG.summary, at: at(23, 14, 20), sameAs: 1234 },
    { kind: 'stranger-hint', from: '+6281100000099', text: LONG.summary.repeat(5), at: at(23, 14, 20) },
  ],
  'stranger-outcome': (['approved', 'refused', 'expired'] as const).flatMap((verdict) =>
    (['person', 'report'] as const).flatMap((of) =>
      [...(of === 'person' ? [[]] : []), many(1), many(3)].map((tickets) => ({
        kind: 'stranger-outcome',
        of,
        verdict,
        name: NAME,
        tickets,
        ...(verdict === 'expired' && of === 'person' ? { lost: true } : {}),
      })),
    ),
  ),
  registering: [
    { kind: 'registering', is: 'how' },
    { kind: 'registering', is: 'asked', person: PERSON },
    { kind: 'registering', is: 'waiting', person: PERSON },
  ],
  'held-waiting': (['reminder', 'expired', 'more-calls'] as const).flatMap((why) =>
    [[PERSON], [FAULT, CALL], Array<Held>(40).fill(HIDDEN)].map((all) => ({ kind: 'held-waiting', why, all })),
  ),
  'held-list': [[], [PERSON], [PERSON, FAULT], [PERSON, FAULT, CALL, HIDDEN], Array<Held>(40).fill(CALL)].flatMap(
    (all): Reply[] => [
      { kind: 'held-list', all },
      { kind: 'held-list', all, unknown: 9999 },
      { kind: 'held-list', all, each: true },
    ],
  ),
  'held-decided': [PERSON, FAULT, CALL, HIDDEN].flatMap((held) =>
    (['supervisor', 'kepala_seksi', 'admin'] as const).flatMap((role): Reply[] => [
      { kind: 'held-decided', held, verdict: 'refused', tickets: [], role, with: [1235, 1236] },
      { kind: 'held-decided', held, verdict: 'approved', tickets: [], role, hasNoShift: true, wished: 'regu 3' },
      { kind: 'held-decided', held, verdict: 'approved', tickets: many(1, SPOKEN), role },
      { kind: 'held-decided', held, verdict: 'approved', tickets: many(3), role, hasNoShift: true },
    ]),
  ),
  'held-settled': [PERSON, FAULT, CALL, HIDDEN].flatMap((held) =>
    (['approved', 'refused'] as const).map((verdict) => ({
      kind: 'held-settled',
      held,
      verdict,
      by: { ...BUDI, name: NAME },
      at: at(24, 14, 20),
      tickets: many(2),
    })),
  ),
  'held-over': [
    { kind: 'held-over', held: PERSON, verdict: 'expired', at: at(24, 14, 20) },
    { kind: 'held-over', held: FAULT, verdict: 'refused', by: BUDI, at: at(24, 14, 20) },
    {
      kind: 'held-over',
      held: CALL,
      verdict: 'approved',
      by: { ...BUDI, name: NAME },
      at: at(24, 14, 20),
      number: 1234,
    },
  ],
  'may-not-approve': [{ kind: 'may-not-approve', code: 1234 }],
  'approve-by-whatsapp': [{ kind: 'approve-by-whatsapp', code: 1234 }],
  unclear: ROLES.flatMap((role) =>
    [[], ...STATES.map((state) => [inState(state, LONG).ticket])].map(
      (open): Reply => ({ kind: 'unclear', role, open }),
    ),
  ),
  'stand-in-over': (['holder', 'substitute'] as const).flatMap((to) =>
    [true, false].map((isBack) => ({
      kind: 'stand-in-over',
      to,
      holder: { name: NAME, role: 'kepala_seksi' },
      substitute: NAME,
      ...(isBack ? {} : { next: NAME }),
      at: at(24, 3, 0),
      now: at(24, 3, 0),
      isBack,
      tickets: Array.from({ length: 30 }, (_, n) => n + 1001),
    })),
  ),
  uncovered: ROLES.flatMap((role) =>
    [at(23, 14, 5), at(23, 16, 0)].flatMap((from) =>
      [true, false].map((mine) => ({
        kind: 'uncovered',
        tickets: mine ? [] : Array.from({ length: 30 }, (_, n) => n + 1001),
        role,
        from,
        to: at(24, 7, 30),
        now: at(23, 14, 5),
        away: Array.from({ length: 6 }, () => ({ name: NAME, why: 'opted-out' as const })),
        mine,
      })),
    ),
  ),
  'uncovered-several': [2, 4].map((count) => ({
    kind: 'uncovered-several',
    gaps: LAST.slice(0, count).map((role) => ({
      kind: 'uncovered',
      tickets: Array.from({ length: 30 }, (_, n) => n + 1001),
      role,
      from: at(23, 14, 5),
      to: at(24, 7, 30),
      now: at(23, 14, 5),
      away: Array.from({ length: 6 }, () => ({ name: NAME, why: 'said' as const })),
      mine: false,
    })),
  })),
  covered: [1, 2, 4].flatMap((count) =>
    [1, 5].map((people) => ({
      kind: 'covered',
      roles: LAST.slice(0, count).map((role) => ({
        role,
        by: Array.from({ length: people }, () => ({ name: NAME, standsIn: true })),
      })),
      now: at(23, 23, 35),
    })),
  ),
  'said-solved': ['', 'ganti switch', LONG.summary].flatMap((text) =>
    (['reported', 'repairing', 'vendor-repairing'] as const).map(
      (state): Reply => ({
        kind: 'said-solved',
        person: { ...ASEP, name: NAME },
        ticket: inState(state, LONG).ticket,
        text,
        role: 'kepala_seksi',
      }),
    ),
  ),
  alarm: [
    { kind: 'alarm', words: 'WhatsApp keluar dari perangkat. Mohon pasangkan kembali.', over: false },
    { kind: 'alarm', words: 'WhatsApp tersambung kembali.', over: true },
  ],
  gap: [
    ...(['opted-out', 'nobody'] as const).map((why) => ({
      kind: 'gap' as const,
      person: { ...BUDI, name: NAME },
      why,
      role: 'kepala_seksi' as const,
      waiting: why === 'opted-out' ? many(5) : [],
    })),
    ...LAST.map((role) => ({
      kind: 'gap' as const,
      person: { ...BUDI, name: NAME },
      why: 'opted-out' as const,
      role,
      last: true,
      waiting: [],
      open: role === 'jasnita' ? many(5).map(({ number }) => number) : [],
    })),
  ],
  'number-change': [
    ...(['how', 'by-sms', 'unreadable', 'same', 'stopped', 'too-often', 'taken'] as const).map(
      (is): Reply => ({ kind: 'number-change', is }),
    ),
    ...(['expired', 'too-many-tries', 'ended-here'] as const).map(
      (is): Reply => ({ kind: 'number-change', is, to: '+6281100000042' }),
    ),
    { kind: 'number-change', is: 'too-soon', until: at(23, 14, 15) },
    { kind: 'number-change', is: 'asked', to: '+6281100000042', until: at(23, 14, 15) },
    { kind: 'number-change', is: 'half', waitsFor: 'new', until: at(23, 14, 15) },
    { kind: 'number-change', is: 'wrong', left: 4 },
    { kind: 'number-change', is: 'begins-here', name: NAME },
  ],
  'number-code': (['old', 'new'] as const).map((to) => ({
    kind: 'number-code',
    code: '012345',
    until: at(23, 14, 15),
    to,
  })),
  'number-changed': [
    {
      kind: 'number-changed',
      person: { name: NAME, role: 'kepala_seksi' },
      from: '+6281100000005',
      to: '+6281100000042',
    },
  ],
  'line-closed': [
    { kind: 'line-closed', channel: 'sms', to: '+6281100000100' },
    { kind: 'line-closed', channel: 'sms' },
  ],
  unreached: [{ standsIn: true }, { standsIn: false }, ...WHY.map((why) => ({ standsIn: false, why }))].map((more) => ({
    kind: 'unreached',
    person: { ...BUDI, name: NAME },
    text: { sms: 'Laporan baru No. 1234. Balas TERIMA 1234', whatsapp: 'Laporan baru No. 1234\nBalas TERIMA 1234' },
    ...more,
  })),
}

/** Who decides on what is held was asked to before: their answers are no first ones. */
const FOR_WHO_DECIDES: ReadonlySet<Kind> = new Set([
  'held-list',
  'held-decided',
  'held-over',
  'approve-by-whatsapp',
] as const)
/** What goes to somebody who asked for nothing is no first answer. */
const isLetter = (kind: Kind) => (LETTERS as readonly string[]).includes(kind)

/** Kinds whose SMS may take more than one part, and how many. */
const LONGER: Readonly<Partial<Record<Kind, number>>> = {
  // Ten tickets, a line each, and the numbers of up to thirty more.
  list: 7,
  // Ten tickets with a few words each, and the numbers of up to thirty more.
  'which-ticket': 4,
}

/** Kinds that are about no ticket, or name none: their last line still says what can be replied. */
const NO_NUMBER: readonly Kind[] = [
  'on-duty',
  'off-duty',
  'stays-on-duty',
  'leave',
  'stand-in',
  'stand-in-off',
  'opted-out',
  'opted-in',
  'still-silent',
  'what-is-wrong',
  'needs-words',
  'emergency',
  'emergency-relay',
  'stranger',
  'stranger-fault',
  'stranger-call',
  'stranger-crowd',
  'stranger-hint',
  'stranger-hints',
  'please-write',
  'block',
  'gap',
  'uncovered',
  'uncovered-several',
  'covered',
  'stand-in-over',
]
/** Strangers and citizens are asked for nothing but to call 112, call takers to call; START goes to the provider. */
const NO_COMMAND: readonly Kind[] = [
  'covered',
  'number-change',
  'number-code',
  'number-changed',
  'alarm',
  'line-closed',
  'emergency',
  'emergency-relay',
  'stranger',
  'registering',
  'stranger-outcome',
  // Told and nothing more: somebody else has decided.
  'held-settled',
]

const commands = (change: Partial<Ticket>) =>
  tickets(change).flatMap((ticket) => moves(ticket).map(({ reply }) => reply))
const all = [...commands({}), ...commands(LONG), ...Object.values(OTHERS).flat()]
const named = (reply: Reply) =>
  `${reply.kind} ${'command' in reply ? reply.command : ''}${'refusal' in reply ? `${reply.refusal.command} ${reply.refusal.reason}` : ''} ${'role' in reply ? reply.role : ''} ${'ticket' in reply ? reply.ticket.state : ''}`

const unlike = (form: Form, wrong: (text: string, reply: Reply) => boolean): readonly string[] => [
  ...new Set(
    all.flatMap((reply) => {
      const text = answer(reply, form, HOUSE)
      return wrong(text, reply) ? [`${named(reply)} [${segments(text).units}]: ${text}`] : []
    }),
  ),
]

describe('every answer', () => {
  test('every reason of a refusal and every command occur', () => {
    const refusals = new Set(all.flatMap((reply) => (reply.kind === 'refused' ? [reply.refusal.reason] : [])))
    expect([...refusals].sort()).toEqual([
      'already-ended',
      'no-level',
      'no-reason',
      'nobody-named',
      'not-in-this-step',
      'not-of-section',
      'not-your-role',
    ])
    const done = new Set(all.flatMap((reply) => (reply.kind === 'done' ? [reply.command] : [])))
    expect(done.size).toBe(18)
  })

  test('an SMS is plain and takes one part, but for those that are listed', () => {
    const wrong = unlike('sms', (text, { kind }) => {
      const { encoding, segments: parts } = segments(text)
      return encoding !== 'gsm7' || parts > (LONGER[kind] ?? 1)
    })
    expect(wrong).toEqual([])
  })

  test('an SMS that is the first ever takes one part with its notice, but for lists of tickets', () => {
    const isFirst = ({ kind }: Reply) =>
      kind !== 'list' &&
      kind !== 'which-ticket' &&
      kind !== 'emergency' &&
      kind !== 'number-code' &&
      !isLetter(kind) &&
      !FOR_WHO_DECIDES.has(kind)
    const longer = all.filter(isFirst).flatMap((reply) => {
      const text = firstAnswer([reply], 'sms', HOUSE)
      const { encoding, segments: parts, units } = segments(text)
      return encoding === 'gsm7' && parts === 1 ? [] : [`${named(reply)} [${units}]: ${text}`]
    })
    expect([...new Set(longer)]).toEqual([])
  })

  test.each(FORMS)('%s: nothing is missing, doubled or left over', (form) => {
    const wrong = unlike(form, (text) =>
      /undefined|NaN|null|\[object| {2}|\.\.\.\.| [.,:;]|[.,:;]\.|\n\n|^\s|\s$/.test(
        text.replaceAll(/,? ?\.{2,3}/g, ''),
      ),
    )
    expect(wrong).toEqual([])
  })

  test.each(FORMS)('%s: it names the ticket', (form) => {
    const wrong = unlike(form, (text, reply) => {
      const number = 'ticket' in reply ? reply.ticket.number : 'into' in reply ? reply.into.number : undefined
      if (number !== undefined) return !new RegExp(`\\b${number}\\b`).test(text)
      return !NO_NUMBER.includes(reply.kind) && 'number' in reply && !text.includes(String(reply.number))
    })
    expect(wrong).toEqual([])
  })

  test.each(FORMS)('%s: the last line has words that this person may reply in this state', (form) => {
    const wrong = unlike(form, (text, reply) => {
      if (NO_COMMAND.includes(reply.kind)) return false
      const ticket = 'ticket' in reply ? reply.ticket : 'into' in reply ? reply.into : reported()
      const role = 'role' in reply ? reply.role : 'call_taker'
      const { words, refused } = mayReply(text, ticket, role)
      const merged = reply.kind === 'merged' || reply.kind === 'which-ticket'
      const offDuty = reply.kind === 'refused' && reply.refusal.reason === 'off-duty'
      const aboutOne = 'ticket' in reply && !merged && !offDuty
      return words.length === 0 || (aboutOne && refused.length > 0)
    })
    expect(wrong).toEqual([])
  })
})

describe('a refusal', () => {
  const strangers = tickets({}).flatMap((ticket) => moves(ticket, [DIMAS, TONO]).map(({ reply }) => reply))

  /** The same command again, with what it lacked. */
  const LACKING = new Set(['nobody-named', 'not-of-section', 'no-level', 'no-reason'])

  test('never asks for the very command that it refuses, unless it only lacked a word', () => {
    const again = [...all, ...strangers].flatMap((reply) => {
      // Jasnita's TERIMA is another command than the section's.
      if (reply.kind !== 'refused' || reply.refusal.command === 'AcknowledgeTicket') return []
      if (LACKING.has(reply.refusal.reason)) return []
      const last = answer(reply, 'whatsapp', HOUSE).split('\n').at(-1) ?? ''
      return new RegExp(`\\b${WORD[reply.refusal.command]}\\b`).test(last) ? [`${named(reply)}: ${last}`] : []
    })
    expect(again).toEqual([])
  })

  test("says who may, and what else this person can do: BATAL of a report is its reporter's", () => {
    const [reply] = moves(reported(), [DIMAS]).flatMap(({ reply }) =>
      reply.kind === 'refused' && reply.refusal.command === 'CancelTicket' ? [reply] : [],
    )
    expect(reply && answer(reply, 'sms', HOUSE)).toBe(
      'BATAL 27 belum dicatat, wewenang pelapor atau Kepala Seksi. Balas STATUS 27 untuk perkembangan.',
    )
    const [again] = moves(inState('cancelled').ticket, [DIMAS]).flatMap(({ reply }) =>
      reply.kind === 'refused' && reply.refusal.command === 'ReopenTicket' ? [reply] : [],
    )
    expect(again && answer(again, 'sms', HOUSE)).toBe(
      'BUKA 27 belum dicatat, wewenang pelapor atau Kepala Seksi. Balas STATUS 27 untuk perkembangan, INFO 27 bila ada keterangan.',
    )
  })
})

describe('refusals that the stories do not reach', () => {
  const refused = (
    reason: 'off-duty' | 'too-late-to-reopen' | 'no-vendor',
    command: 'ConfirmTicket' | 'ReopenTicket' | 'EscalateTicket',
    ticket: Ticket,
  ): Reply => ({
    kind: 'refused',
    refusal: { reason, command, state: ticket.state },
    ticket,
    role: 'call_taker',
  })

  test('off duty: HADIR first', () => {
    const reply = refused('off-duty', 'ConfirmTicket', inState('awaiting-confirmation').ticket)
    expect(answer(reply, 'sms', HOUSE)).toBe(
      'YA 27 belum dicatat: Bapak/Ibu tercatat tidak bertugas. Balas HADIR bila bertugas, lalu YA 27.',
    )
  })
  test('too late to reopen: a new report that names the old', () => {
    const reply = refused('too-late-to-reopen', 'ReopenTicket', inState('closed').ticket)
    expect(answer(reply, 'sms', HOUSE)).toBe(
      'Tiket 27 berakhir 23/11 14.25 WIB, lebih dari 1 x 24 jam, dan tidak dibuka lagi. Balas LAPOR dan kendalanya, sebutkan tiket 27.',
    )
  })
  test('an application without a vendor: there is nobody to escalate to', () => {
    const reply = refused('no-vendor', 'EscalateTicket', inState('repairing').ticket)
    expect(answer(reply, 'sms', HOUSE)).toContain(
      'JASNITA 27 belum dapat dicatat: Cirebon Siaga 112 tidak memiliki penyedia.',
    )
  })
  test('Kepala Seksi may not confirm, but close with a reason', () => {
    const { ticket } = inState('awaiting-confirmation')
    const refusal = { reason: 'not-your-role', command: 'ConfirmTicket', state: ticket.state } as const
    expect(answer({ kind: 'refused', refusal, ticket, role: 'kepala_seksi' }, 'sms', HOUSE)).toBe(
      'YA 27 belum dicatat, wewenang Call Taker. Balas TUTUP 27 dan alasannya bila perlu ditutup.',
    )
  })
})

describe('answers about people', () => {
  test('help has only the words that a role needs now', () => {
    const open = [reported(), inState('repairing', { id: 28, number: 28 }).ticket]
    const help = (role: 'kepala_seksi' | 'jasnita' | 'call_taker') => answer({ kind: 'help', role, open }, 'sms', HOUSE)
    expect(help('kepala_seksi')).toContain('27: TERIMA. 28: SELESAI/JASNITA.')
    expect(help('jasnita')).not.toMatch(/TERIMA|LAPOR|JASNITA/)
    expect(help('call_taker')).not.toMatch(/TERIMA|JASNITA|SELESAI/)
  })
  test('a stranger is promised nothing and told to call 112', () => {
    for (const about of ['fault', 'hello', 'register', 'other'] as const) {
      expect(answer({ kind: 'stranger', about }, 'sms', HOUSE)).toContain('Darurat: telepon 112')
    }
  })
  test.each(FORMS)('%s: while 112 takes no calls, every answer that names it names the others before', (form) => {
    const house = { ...HOUSE, line112: 'down' } as const
    // Who is on duty is asked to try 112.
    const told = all.filter(({ kind }) => kind !== 'stranger-crowd')
    const wrong = told.flatMap((reply) => {
      const texts = [answer(reply, form, house), firstAnswer([reply], form, house)]
      return texts.filter((text) => {
        const at = text.search(/(?:telp|telepon|Darurat:|lalu|lagi|atau) 112\b/i)
        return at !== -1 && !(text.search(/\b113\b.*\b110\b/) !== -1 && text.search(/\b113\b/) < at)
      })
    })
    expect([...new Set(wrong)]).toEqual([])
    const named = all.filter((reply) => /\b113\b/.test(answer(reply, form, house))).map(({ kind }) => kind)
    expect(named).toEqual(
      expect.arrayContaining(['registered', 'stranger', 'registering', 'stranger-outcome', 'help', 'what-is-wrong']),
    )
    const longer = all
      .filter((reply) => /\b113\b/.test(answer(reply, 'sms', house)))
      .flatMap((reply) => {
        const text = answer(reply, 'sms', house)
        return segments(text).segments > (LONGER[reply.kind] ?? 1) ? [text] : []
      })
    expect([...new Set(longer)]).toEqual([])
  })
  test.each(FORMS)('%s: whom 112 does not answer is told whom else to call before 112', (form) => {
    const hint = answer({ kind: 'stranger', about: 'unanswered' }, form, HOUSE)
    expect(hint).toContain('Darurat: telepon damkar 113, medis 119 atau polisi 110, lalu coba 112 lagi.')
    const emergency = answer({ kind: 'emergency', unanswered: true }, form, HOUSE)
    expect(emergency).toMatch(/^DARURAT: segera TELEPON damkar 113, medis 119, polisi 110, lalu coba lagi 112\./)
  })
  test.each(FORMS)('%s: whoever may not block is told who may, and staff whom nobody knows how to register', (form) => {
    expect(answer({ kind: 'block', is: 'not-yours' }, form, HOUSE)).toContain(
      'Hanya Supervisor, Kepala Seksi, atau admin yang dapat memblokir nomor.',
    )
    for (const about of ['hello', 'other'] as const)
      expect(firstAnswer([{ kind: 'stranger', about }], form, HOUSE)).toContain('Petugas: kirim DAFTAR, nama, regu.')
  })
  test('whoever has to call or to register a number reads it whole, by SMS as well', () => {
    for (const reply of [
      { kind: 'stranger-fault', held: FAULT },
      { kind: 'stranger-call', held: CALL },
      { kind: 'stranger-person', held: PERSON, namesake: false },
    ] as const)
      for (const form of FORMS) expect(answer(reply, form, HOUSE)).toContain('0811-0000-0099')
  })
  test("what is not understood is not guessed to be about one of several tickets, nor of another vendor's", () => {
    const open = [
      reported({ id: 4, number: 4 }),
      inState('coordinating', { id: 7, number: 7, impact: 'sedang' }).ticket,
    ]
    const say = (role: 'kepala_seksi' | 'jasnita' | 'call_taker', tickets = open) =>
      answer({ kind: 'unclear', role, open: tickets }, 'whatsapp', HOUSE).split('\n')
    expect(say('kepala_seksi')).toEqual([
      'Mohon maaf, pesan belum dipahami.',
      'Mohon sebutkan perintah dan nomor tiketnya.',
      'Contoh: TERIMA 4, STATUS 4 atau LAPOR kendala baru.',
    ])
    expect(say('jasnita').slice(1)).toEqual(['Apakah tentang tiket 7?', 'Contoh: TERIMA 7 atau BANTUAN.'])
    expect(say('call_taker', []).slice(1)).toEqual([
      'Contoh: LAPOR PC 2 tidak bisa login',
      'Balas BANTUAN untuk daftar perintah.',
    ])
  })
  test('Jasnita reads roles, and no name of the office', () => {
    const ticket = { ...inState('coordinating').ticket, assignee: ASEP }
    const status = (role: 'jasnita' | 'supervisor') => answer({ kind: 'status', ticket, role }, 'whatsapp', HOUSE)
    expect(status('supervisor')).toContain('Ditangani: Staf Teknis (Asep)')
    expect(status('jasnita')).toContain('Ditangani: Staf Teknis\n')
  })
  test('an empty answer to DAFTAR says that nothing is open', () => {
    expect(answer({ kind: 'list', tickets: [], role: 'call_taker' }, 'sms', HOUSE)).toMatch(
      /^Tidak ada tiket terbuka\./,
    )
  })
  test('a list begins with the worst impact, then comes the earliest deadline, then the number', () => {
    const open = [
      reported({ id: 4, number: 4, impact: 'rendah' }),
      inState('repairing', { id: 5, number: 5, impact: 'tinggi' }).ticket,
      reported({ id: 6, number: 6, impact: 'tinggi' }),
      inState('awaiting-confirmation', { id: 7, number: 7, impact: 'tinggi' }).ticket,
      reported({ id: 9, number: 9, impact: 'kritis', registeredAt: at(23, 15, 0) }),
      reported({ id: 8, number: 8, impact: 'kritis', registeredAt: at(23, 15, 0) }),
    ]
    for (const form of FORMS) {
      const text = answer({ kind: 'list', tickets: open, role: 'kepala_seksi', now: at(23, 14, 8) }, form, HOUSE)
      const numbers = [...text.matchAll(/^(?:- )?(\d) [A-Z]/gm)].map(([, number]) => Number(number))
      expect(numbers).toEqual([8, 9, 6, 5, 7, 4])
      expect(text).toMatch(/Balas STATUS 8 untuk perkembangan\.$/)
    }
    expect(answer({ kind: 'help', role: 'kepala_seksi', open }, 'sms', HOUSE)).toContain(
      '8: TERIMA. 9: TERIMA. 6: TERIMA.',
    )
  })
  test('a list of more than ten names the rest by number', () => {
    const text = answer({ kind: 'list', tickets: many(12), role: 'supervisor' }, 'whatsapp', HOUSE)
    expect(text).toContain('dan 2 tiket lain: 1210, 1211')
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(10)
  })
})
