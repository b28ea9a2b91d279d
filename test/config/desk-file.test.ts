import { describe, expect, test } from 'vitest'
import { configOf, problemsOf } from './reading.ts'

const people = (...lines: string[]) => ['people:', ...lines.map((line) => `  - {${line}}`)].join('\n')

test('leave is by the days of somebody in the file; whoever is not there, and what is no day, is named', () => {
  const people = 'people: [{name: Ratna, role: kepala_seksi, phone: 0811-0000-0005}]\n'
  const away = configOf({ desk: `${people}leave: [{person: Ratna, days: 2026-12-30 sd 2027-01-01}]` }).leave
  expect(away).toEqual({ '+6281100000005': ['2026-12-30', '2026-12-31', '2027-01-01'] })
  expect(problemsOf({ desk: `${people}leave: [{person: Ratno, days: besok}]` })).toEqual([
    expect.stringMatching(/^desk\.yaml line 2: leave\[0\]\.person: expected the name or number of one of the people/),
    expect.stringMatching(/^desk\.yaml line 2: leave\[0\]\.days: expected a date .*found "besok"$/),
  ])
})

describe('what desk.yaml says', () => {
  test('minutes and reminders go to the steps of the SOP, the others keep theirs', () => {
    const desk = 'sop: {2: 7}\nreminders:\n  2: {before: [1, 4], every: never}\n  6: {after: 30}\n'
    const { office, house } = configOf({ desk })
    expect(office.minutes).toEqual({
      reported: 7,
      analysing: 10,
      repairing: 15,
      coordinating: 10,
      'vendor-repairing': 1440,
    })
    expect(house.minutes).toBe(office.minutes)
    expect(office.reminders.reported).toEqual({ before: [1, 4], after: [5, 15], everyCritical: 10 })
    expect(office.reminders['vendor-repairing']).toMatchObject({ before: [720, 240, 60], after: [30], every: 240 })
  })

  test('confirmation, night and shifts', () => {
    const desk = [
      'confirmation: {askAfterMinutes: [5], atShiftStart: false, closeAfterHours: 48}',
      'reminders: {night: 00.00-05.30, earlyVendorNotice: true}',
      'shifts: {Siang: 06.00-18.00, malam: 18:00-06:00}',
    ].join('\n')
    const { office, shifts } = configOf({ desk })
    expect(office.reminders['awaiting-confirmation']).toEqual({ ask: [5], atShiftStart: false, closeAfter: 2880 })
    // Minute 1440 never comes: only the part after midnight is left.
    expect(office.night).toEqual({ from: 1440, to: 330 })
    expect(office.earlyVendorNotice).toBe(true)
    expect(shifts).toEqual({ siang: { from: 360, to: 1080 }, malam: { from: 1080, to: 360 } })
    expect(office.shiftStarts).toEqual([360, 1080])
  })

  test.each([
    ['Asia/Jakarta', 7, 'WIB'],
    ['Asia/Makassar', 8, 'WITA'],
    ['Asia/Jayapura', 9, 'WIT'],
  ])('%s is %i hours ahead and called %s', (timezone, hours, zone) => {
    const { office, house } = configOf({ desk: `timezone: ${timezone}\n` })
    expect([office.utcOffset, house.utcOffset, house.zone]).toEqual([hours * 3_600_000, hours * 3_600_000, zone])
  })

  test('applications are added or renamed, and may have another vendor or none', () => {
    const desk = [
      'vendors: [{id: sinar, name: CV Sinar}]',
      'applications:',
      '  - {id: dashboard, vendor: none}',
      '  - {id: siaga112, name: Siaga}',
      '  - {id: peta, name: Peta Kota, vendor: sinar}',
    ].join('\n')
    const { applications, vendors, office, house } = configOf({ desk })
    expect(applications).toEqual([
      { id: 'siaga112', name: 'Siaga', vendor: 'jasnita' },
      { id: 'dashboard', name: 'Dashboard Aplikasi', vendor: null },
      { id: 'pendukung', name: 'Perangkat dan jaringan pendukung', vendor: 'jasnita' },
      { id: 'tidak_diketahui', name: 'Tidak diketahui', vendor: 'jasnita' },
      { id: 'peta', name: 'Peta Kota', vendor: 'sinar' },
    ])
    expect(office.vendors).toEqual({ dashboard: null, peta: 'sinar' })
    expect(vendors.map(({ id }) => id)).toEqual(['jasnita', 'sinar'])
    expect(['sinar', undefined, 'lain'].map(house.vendorName)).toEqual(['CV Sinar', 'Jasnita', 'lain'])
    expect(['peta', 'lain'].map(house.applicationName)).toEqual(['Peta Kota', 'lain'])
  })

  test('people are read in any usual form, with their phone as +E.164', () => {
    const desk = people(
      'name: 112, role: Kepala Seksi, phone: 081100000001, channels: sms',
      'name: No, role: staf, phone: +62 811-0000-0002, shift: Pagi, until: 2026-12-31',
      'name: Ya, role: jasnita, phone: 6281100000003, shift: "7:30 s/d 16.00", channels: [SMS, whatsapp]',
    )
    expect(configOf({ desk })).toMatchObject({ demonstration: false })
    expect(configOf({ desk }).people).toEqual([
      { name: '112', role: 'kepala_seksi', phone: '+6281100000001', channels: ['sms'] },
      {
        name: 'No',
        role: 'staf',
        phone: '+6281100000002',
        shift: 'pagi',
        // The last instant of that day in WIB.
        until: Date.UTC(2026, 11, 31, 17) - 1,
      },
      {
        name: 'Ya',
        role: 'jasnita',
        phone: '+6281100000003',
        shift: '07.30-16.00',
        channels: ['sms', 'whatsapp'],
      },
    ])
  })

  test('a key with nothing behind it counts as not given', () => {
    expect(configOf({ desk: 'people:\n#  - name: x\nsop:\nemergency:\n' })).toEqual(sameAsDefaults())
  })

  test.each(['', '# nothing\n', '\uFEFF---\n'])('an empty file (%j) changes nothing', (desk) => {
    expect(configOf({ desk })).toEqual(sameAsDefaults())
  })
})

/** Phrases of the house are functions: they are compared as any function. */
function sameAsDefaults() {
  const config = configOf({})
  const any = expect.any(Function)
  return { ...config, house: { ...config.house, vendorName: any, applicationName: any } }
}

describe('a mistake is named with its line', () => {
  const roles = 'call_taker, supervisor, kepala_seksi, staf, jasnita, admin, auditor'
  const table: readonly (readonly [string, string, ...string[]])[] = [
    ['peple: []', 'line 1: peple: unknown key; did you mean "people"?'],
    ['#\n\nwaktu: 1', expect.stringContaining('line 3: waktu: unknown key; known: timezone, organisation, people,')],
    ['- a\n- b', 'line 1: expected keys and values, found a list'],
    ['people: Wulan', 'line 1: people: expected a list of people, one "- " each, found "Wulan"'],
    [
      people('name: A, role: staf, phone: 0811-0000-0001, chanels: sms'),
      'line 2: people[0].chanels: unknown key; did you mean "channels"?',
    ],
    [
      'people:\n  - name: A\n    role: kasi\n    phone: 0811-0000-0001',
      `line 3: people[0].role: expected one of ${roles}; found "kasi"`,
    ],
    [
      'people:\n  - role: staf',
      'line 2: people[0].name: expected a name, found nothing',
      'line 2: people[0].phone: expected a mobile number such as 0811-0000-0001, found nothing',
    ],
    [
      people('name: A, role: staf, phone: 0811 0000 00O1'),
      'line 2: people[0].phone: expected a mobile number such as 0811-0000-0001 (letters among the digits)',
    ],
    [
      people('name: A, role: staf, phone: (0231) 206011'),
      'line 2: people[0].phone: expected a mobile number such as 0811-0000-0001; ' +
        'this one is a fixed line, which gets neither WhatsApp nor SMS',
    ],
    [
      people(
        'name: A, role: staf, phone: 0811-0000-0001',
        'name: B, role: kasi, phone: 0811-0000-0002',
        'name: C, role: staf, phone: +6281100000001',
        'name: D, role: staf, phone: 6281100000002',
      ),
      `line 3: people[1].role: expected one of ${roles}; found "kasi"`,
      'line 4: people[2].phone: expected each number once; line 2 has the same',
      'line 5: people[3].phone: expected each number once; line 3 has the same',
    ],
    [
      people('name: A, role: staf, phone: 0811-0000-0001, channels: [sms, telegram]'),
      'line 2: people[0].channels: expected whatsapp, sms or both, and voice besides (the desk calls with what is urgent), each once; found "sms, telegram"',
    ],
    [
      people('name: A, role: staf, phone: 0811-0000-0001, shift: pagy'),
      'line 2: people[0].shift: expected the name of a shift or a span such as 07.00-14.00, found "pagy"; ' +
        'did you mean "pagi"?',
    ],
    [
      people('name: A, role: staf, phone: 0811-0000-0001, until: 2026-02-30'),
      'line 2: people[0].until: expected a date such as 2026-12-31, found "2026-02-30"',
    ],
    ['timezone: WIB', 'line 1: timezone: expected one of Asia/Jakarta, Asia/Makassar, Asia/Jayapura, found "WIB"'],
    ['sop:\n  2: 5\n  3: lima', 'line 3: sop.3: expected a whole number of minutes from 1 to 43200, found "lima"'],
    ['sop: {7: 5}', 'line 1: sop.7: unknown key; known: 2, 3, 4, 5, 6'],
    [
      'sop: {2: 4}\nreminders:\n  2:\n    before: [1, 4]',
      'line 4: reminders.2.before: expected less than the 4 minutes of step 2, found 4',
    ],
    ['reminders: {2: {evry: 3}}', 'line 1: reminders.2.evry: unknown key; did you mean "every"?'],
    ['reminders: {2: {every: 0}}', 'line 1: reminders.2.every: expected a number of minutes, or never, found "0"'],
    ['reminders: {night: 01.00-05.00}', 'line 1: reminders.night: expected a span over midnight such as 22.00-06.00'],
    ['shifts: {pagi: 7-14}', 'line 1: shifts.pagi: expected a span such as 07.00-14.00, found "7-14"'],
    [
      'gateways: [twilio, twlio, twilio]',
      'line 1: gateways[1]: unknown gateway "twlio"; did you mean "twilio"?',
      'line 1: gateways[2]: expected each gateway once, found "twilio" again',
    ],
    [
      'applications:\n  - id: peta\n    vendor: jasnta',
      'line 2: applications[0]: expected a name for the application "peta"',
      'line 3: applications[0].vendor: expected none or the id of a vendor, found "jasnta"; did you mean "jasnita"?',
    ],
    [
      'vendors:\n  - {id: a, name: A}\n  - {id: a, name: B}',
      'line 3: vendors[1].id: expected each id once; line 2 has "a" too',
    ],
    [
      'numbering: {format: "{nomor}/{tahun}"}',
      'line 1: numbering.format: expected a format with {urut} and {tahun}, ' +
        'out of {urut} {bulan} {bulan_romawi} {tahun}, found "{nomor}/{tahun}"',
    ],
    [
      'intake: {quietSeconds: 1000}',
      'line 1: intake.quietSeconds: expected a whole number of seconds from 0 to 300, found "1000"',
    ],
    [
      'organisation: {sopCreated: 2019}',
      'line 1: organisation.sopCreated: expected a date such as 2026-12-31, found "2019"',
    ],
    ['a: 1\na: 2', 'line 2: not YAML: Map keys must be unique'],
    ['people:\n\t- x', 'line 2: not YAML: Tabs are not allowed as indentation'],
    ['timezone: *none', expect.stringContaining('line 1: not YAML: Unresolved alias')],
  ]
  test.each(table)('%j', (desk, ...lines) => {
    const expected = lines.map((line) => (typeof line === 'string' ? `desk.yaml ${line}` : line))
    expect(problemsOf({ desk })).toEqual(expected)
  })

  test('a mistake in one key does not hide those in another', () => {
    const desk = `timezone: WIB\n${people('name: A, role: kasi, phone: 1')}\nsop: {1: 2}\n`
    expect(problemsOf({ desk }).map((line) => line.split(':')[0])).toEqual([
      'desk.yaml line 1',
      'desk.yaml line 3',
      'desk.yaml line 3',
      'desk.yaml line 4',
    ])
  })

  test('numbers and names of people are not repeated', () => {
    const desk = people(
      'name: {a: Rahasia}, role: staf, phone: 0811-0000-0001',
      'name: Sandi, role: x, phone: 08110000ab',
    )
    expect(problemsOf({ desk }).join()).not.toMatch(/Sandi|Rahasia|0000-0001, |08110000ab/)
  })

  test('a file that DESK_FILE names is called by its own name', () => {
    const given = { environment: { DESK_FILE: '/etc/desk/kantor.yaml' }, files: { '/etc/desk/kantor.yaml': 'x: 1' } }
    expect(problemsOf(given)[0]).toMatch(/^kantor\.yaml line 1: x: unknown key/)
  })

  test('a ./desk.yaml that is there and cannot be read stops the start', () => {
    const locked = () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' })
    }
    expect(problemsOf({ files: { './desk.yaml': locked } })).toEqual([
      'DESK_FILE: expected a readable file, failed (EACCES) to read "./desk.yaml"',
    ])
  })
})
