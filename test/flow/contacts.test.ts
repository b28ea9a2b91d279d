/** Whoever has to telephone reads whom and at which number; nobody outside the office does (DOMAIN 5). */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { bring, wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const BAGAS = '0811-0000-0007'

const OFFICE = `people:
  - {name: Wulan, role: call_taker, phone: 0811-0000-0001}
  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [sms]}
  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005}
  - {name: Bagas, role: jasnita, phone: 0811-0000-0007}
`

test('JASNITA is no plain success where nobody of Jasnita can be reached, and who has to telephone reads the number', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await desk.phone('Bagas').says('STOP')
  const say = await bring(desk, 'repairing')
  await say('14.10', 'Ratna', 'JASNITA 1')
  const heard = await desk.readsAll()
  const to = (name: string) => heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)
  expect(to('Ratna')).toEqual([
    'Tiket 1 diteruskan ke Jasnita 14.10 WIB, tetapi tidak ada petugas Jasnita yang dapat dihubungi lewat pesan.\n' +
      `Mohon telepon Jasnita (Bagas, ${BAGAS}). Tenggat koordinasi 14.20 WIB.\n` +
      'Balas KOORDINASI 1 setelahnya, BUKA 1 bila keliru.',
  ])
  expect(to('Wulan')).toEqual([expect.stringContaining('Laporan No. 1 diteruskan ke Jasnita, 14.10 WIB.')])
  expect(to('Yudi').join()).toContain(BAGAS)
  await desk.phone('Bagas').says('MULAI')
  await say('14.11', 'Ratna', 'BUKA 1')
  await desk.readsAll()
  await say('14.12', 'Ratna', 'JASNITA 1')
  const again = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
  expect(again.map(({ text }) => text.split('\n')[0])).toEqual([
    expect.stringMatching(/^Tiket 1 diteruskan ke Jasnita 14\.12 WIB(?! tetapi)/),
  ])
  expect(again[0]?.text).not.toContain('telepon')
})

test('on SMS the same is one part, with the number', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await desk.phone('Bagas').says('STOP')
  await bring(desk, 'repairing')
  await desk.phone('Ratna', 'sms').says('JASNITA 1', { at: wib('14.10') })
  const sms = (await desk.readsAll()).find(({ phone, channel }) => phone.endsWith('5') && channel === 'sms')
  expect(sms?.text).toContain(`tidak dapat dihubungi lewat pesan. Mohon telepon Jasnita ${BAGAS}. Balas KOORDINASI 1`)
  expect(sms?.text.length).toBeLessThanOrEqual(160)
})

test('a supervisor who is asked to call reads name and number in one SMS; Jasnita reads no number of the office', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await bring(desk, 'coordinating')
  await desk.advanceTo(wib('14.26'))
  const heard = await desk.readsAll()
  const of = (name: string) => heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)
  const yudi = of('Yudi')
  expect(yudi).toHaveLength(2)
  for (const text of yudi) {
    expect(text).toContain('0811-0000-0005')
    expect(text.length).toBeLessThanOrEqual(160)
  }
  expect(of('Ratna').at(-1)).toContain(`Mohon telepon Jasnita (Bagas, ${BAGAS}).`)
  expect(of('Bagas').join()).not.toMatch(/0811-/)
})
