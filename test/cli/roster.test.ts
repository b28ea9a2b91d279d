/** `roster import`: who is on duty on which day; all of a file or nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { readRoster } from '../../db/roster.ts'
import { newDatabase } from '../harness/desk.ts'
import { Workplace } from './desk.ts'

let place: Workplace
let database: string
beforeEach(async () => {
  database = await newDatabase()
  place = await Workplace.make({ DATABASE_URL: database })
  await place.put(
    'people.csv',
    'name,role,phone\nWulan,call_taker,0811-0000-0001\nRatna,kepala_seksi,0811-0000-0005\nRatna,jasnita,0811-0000-0007',
  )
  await place.desk(['people', 'import', place.path('people.csv')])
})
afterEach(() => place.leave())

const imported = async (text: string) => {
  await place.put('roster.csv', text)
  return place.desk(['roster', 'import', place.path('roster.csv')])
}

async function rosters() {
  const { db, close } = openDatabase(database, () => {})
  const found = await readRoster(db)
  await close()
  return Object.fromEntries(found)
}

test('dates, weekdays, shifts by name and span, and a leave become days; imported again they replace those days alone', async () => {
  const first = await imported(
    'date;shift;person\n2026-12-24;pagi;wulan\n24/12/2026;21.00-07.00;Wulan\nSenin;siang;Wulan\n2026-12-30 sd 2027-01-01;cuti;0811-0000-0005\n',
  )
  expect(first).toEqual({ code: 0, out: '5 days of 2 people written, in the place of what stood there.\n', err: '' })
  const off = { '2026-12-30': [], '2026-12-31': [], '2027-01-01': [] }
  const morning = { from: 420, to: 840 }
  expect(await rosters()).toEqual({
    1: { '2026-12-24': [morning, { from: 1260, to: 420 }], 1: [{ from: 840, to: 1260 }] },
    2: off,
  })
  await imported('date,shift,person\n2026-12-24,off,Wulan\n')
  expect(await rosters()).toEqual({ 1: { '2026-12-24': [], 1: [{ from: 840, to: 1260 }] }, 2: off })
})

test('with one bad line nothing is imported, and each is named', async () => {
  const { code, out, err } = await imported(
    'date,shift,person\n2026-12-24,pagi,Wulan\n2026-13-01,pagi,Wulan\n2026-12-25,subuh,Wulam\n2026-12-26,pagi,Ratna\n2026-12-24,libur,Wulan\n',
  )
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^roster\.csv line 3: date: expected a date such as 2026-12-24.*found "2026-13-01"$/),
    expect.stringMatching(/^roster\.csv line 4: shift: expected pagi, siang, malam, libur or a span.*found "subuh"$/),
    'roster.csv line 4: person: nobody in the directory has this name; did you mean "Wulan"?',
    'roster.csv line 5: person: 2 people have this name: write the number instead',
    'roster.csv line 6: date: line 2 says otherwise of the same person and day',
    'Nothing was imported.',
  ])
  expect(await rosters()).toEqual({})
})
