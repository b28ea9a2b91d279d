import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Opened, openDatabase } from '../../db/database.ts'
import {
  addMissing,
  differences,
  importPeople,
  listPeople,
  memberOf,
  type PersonEntry,
  patchPerson,
  readSpan,
} from '../../db/people.ts'
import { people } from '../../db/schema.ts'
import { newDatabase } from '../harness/desk.ts'

const wulan: PersonEntry = { name: 'Wulan', role: 'call_taker', phone: '+6281100000001', shift: 'pagi' }
const ratna: PersonEntry = { name: 'Ratna', role: 'kepala_seksi', phone: '+6281100000005', channels: ['sms'] }
const SHIFTS = { pagi: { from: 420, to: 840 } }

let opened: Opened

beforeAll(async () => {
  opened = openDatabase(await newDatabase(), () => {})
})
afterAll(() => opened.close())
beforeEach(async () => {
  await opened.db.delete(people)
})

const directory = async () => (await listPeople(opened.db)).map(({ name, phone, role }) => ({ name, phone, role }))
const idOf = async (phone: string) => (await listPeople(opened.db)).find((person) => person.phone === phone)?.id ?? 0

describe('addMissing', () => {
  test('adds people with WhatsApp before SMS, always on duty, unless they say otherwise', async () => {
    expect(
      await addMissing(opened.db, [
        { ...ratna, until: 1_800_000_000_000 },
        { ...wulan, shift: null },
      ]),
    ).toBe(2)
    expect(await listPeople(opened.db)).toMatchObject([
      { name: 'Ratna', channels: ['sms'], shift: null, until: 1_800_000_000_000, active: true },
      { name: 'Wulan', channels: ['whatsapp', 'sms'], shift: null, until: null, active: true },
    ])
  })

  test('overwrites nobody whose phone is known', async () => {
    await addMissing(opened.db, [wulan])
    expect(await addMissing(opened.db, [{ ...wulan, name: 'Wulandari', role: 'admin' }, ratna])).toBe(1)
    expect((await directory()).map(({ name }) => name)).toEqual(['Wulan', 'Ratna'])
    expect(await addMissing(opened.db, [])).toBe(0)
  })
})

describe('importPeople', () => {
  test('adds who is new, changes who is different, and leaves the others', async () => {
    await addMissing(opened.db, [wulan, ratna])
    const rows: PersonEntry[] = [
      { ...wulan, role: 'supervisor', shift: null },
      ratna,
      { name: 'Asep', role: 'staf', phone: '+6281100000006' },
    ]
    expect(await importPeople(opened.db, rows)).toEqual({ added: 1, changed: 1, unchanged: 1 })
    expect(await importPeople(opened.db, rows)).toEqual({ added: 0, changed: 0, unchanged: 3 })
    expect(await listPeople(opened.db)).toMatchObject([{ role: 'supervisor', shift: null }, { name: 'Ratna' }, {}])
  })

  test('leaves what a row does not give', async () => {
    await addMissing(opened.db, [{ ...wulan, channels: ['sms'], until: 1_800_000_000_000 }])
    const { shift: _shift, ...rest } = wulan
    expect(await importPeople(opened.db, [{ ...rest, name: 'Wulandari' }])).toMatchObject({ changed: 1 })
    expect(await listPeople(opened.db)).toMatchObject([
      { name: 'Wulandari', channels: ['sms'], shift: 'pagi', until: 1_800_000_000_000 },
    ])
  })

  test('changes nobody when one row is refused', async () => {
    const bad = { ...ratna, name: null } as unknown as PersonEntry
    await addMissing(opened.db, [wulan, ratna])
    await expect(importPeople(opened.db, [{ ...wulan, name: 'Wulandari' }, bad])).rejects.toThrow()
    expect((await directory()).map(({ name }) => name)).toEqual(['Wulan', 'Ratna'])
  })
})

describe('patchPerson', () => {
  test('changes what is given and gives the person back', async () => {
    await addMissing(opened.db, [wulan])
    const id = await idOf(wulan.phone)
    const patched = await patchPerson(opened.db, id, { active: false, shift: null })
    expect(patched).toMatchObject({ is: 'changed', person: { id, name: 'Wulan', active: false, shift: null } })
    expect(await patchPerson(opened.db, id, {})).toMatchObject({ is: 'changed', person: { active: false } })
  })

  test('knows no such person', async () => {
    expect(await patchPerson(opened.db, 999_999, { name: 'X' })).toEqual({ is: 'unknown' })
  })

  test('a phone that somebody else has is refused, the own one is not', async () => {
    await addMissing(opened.db, [wulan, ratna])
    const id = await idOf(wulan.phone)
    expect(await patchPerson(opened.db, id, { phone: ratna.phone })).toEqual({
      is: 'phone-taken',
      id: await idOf(ratna.phone),
    })
    expect(await patchPerson(opened.db, id, { phone: wulan.phone, name: 'W' })).toMatchObject({ is: 'changed' })
    expect(await directory()).toContainEqual({ name: 'W', phone: wulan.phone, role: 'call_taker' })
  })
})

describe('differences', () => {
  test('who is missing, and which fields the directory has otherwise', async () => {
    await addMissing(opened.db, [{ ...wulan, role: 'supervisor', channels: ['sms'] }])
    const found = await differences(opened.db, [{ ...wulan, shift: 'malam' }, ratna])
    expect(found.missing).toEqual([ratna])
    expect(found.different.map(({ person, fields }) => [person.name, fields])).toEqual([['Wulan', ['role', 'shift']]])
    expect(await differences(opened.db, [])).toEqual({ missing: [], different: [] })
  })
})

describe('shifts', () => {
  test.each([
    ['07.00-14.00', { from: 420, to: 840 }],
    ['21:00 - 7:00', { from: 1260, to: 420 }],
    ['17.00 s/d 24.00', { from: 1020, to: 1440 }],
    ['24.00-07.00', undefined],
    ['07.00-07.00', undefined],
    ['07.60-08.00', undefined],
    ['pagi', undefined],
  ])('%s', (text, span) => {
    expect(readSpan(text)).toEqual(span)
  })

  test('a member has the shift of that name, a span of their own, or none', async () => {
    await addMissing(opened.db, [wulan, { ...ratna, shift: '08.00-16.00' }])
    const [first, second] = await listPeople(opened.db)
    if (!first || !second) throw new Error('nobody there')
    expect(memberOf(first, SHIFTS).shift).toEqual({ from: 420, to: 840 })
    expect(memberOf(second, SHIFTS).shift).toEqual({ from: 480, to: 960 })
    expect(memberOf({ ...first, shift: 'constructor' }, SHIFTS)).not.toHaveProperty('shift')
    expect(memberOf({ ...first, shift: null, optedOutAt: 5 }, SHIFTS)).toEqual({
      id: first.id,
      name: 'Wulan',
      role: 'call_taker',
      phone: wulan.phone,
      channels: ['whatsapp', 'sms'],
      optedOut: true,
    })
  })
})
