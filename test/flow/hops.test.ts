/** An urgent message that reaches its person on no channel is heard by somebody else (DOMAIN 1.6 row 16). */
import { afterEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const WULAN = '- {name: Wulan, role: call_taker, phone: "+6281100000001", channels: [sms]}'
const YUDI = '- {name: Yudi, role: supervisor, phone: "+6281100000004", channels: [sms]}'
const RATNA = '- {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [whatsapp]}'
const ASEP = '- {name: Asep, role: staf, phone: "+6281100000006", channels: [sms]}'
const TARI = '- {name: Tari, role: admin, phone: "+6281100000009", channels: [sms]}'

const start = async (...people: string[]) => {
  desk = await TestDesk.start({ deskFile: `people:\n  ${people.join('\n  ')}` })
}
const substitute = async (name: string, other: string) => {
  const { people } = await desk.get<{ people: { id: number; name: string }[] }>('/api/people')
  const idOf = (one: string) => people.find((person) => person.name === one)?.id
  const answer = await fetch(`${desk.url}/api/people/${idOf(name)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ substituteId: idOf(other) }),
  })
  expect(answer.status).toBe(200)
}
const hops = async (number = 1) =>
  ((await desk.ticket(number)).events ?? []).filter(({ type }: { type: string }) => type === 'NoticePassedOn')

describe('Kepala Seksi, whose telephone gives no receipt,', () => {
  test('is told to the supervisor after a minute, once, and it is on the record', async () => {
    await start(WULAN, YUDI, RATNA)
    await desk.fault('whatsapp', 'silent')
    await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await desk.advanceTo(wib('14.07'))
    await desk.hears({
      Yudi: 'Ratna (Kepala Seksi) tidak terhubung. Mohon hubungi Ratna (0811-0000-0005) langsung. Laporan baru 1',
    })
    expect(await hops()).toMatchObject([
      { topic: 'new-report', person: { name: 'Ratna' }, channel: 'whatsapp', others: [{ name: 'Yudi' }] },
    ])
    // The reminder reaches nobody either: the supervisor knows.
    await desk.advanceTo(wib('14.09.30'))
    expect(await desk.timeline()).toEqual([expect.stringMatching(/^14\.08 Ratna: PENGINGAT 1/)])
    await desk.advanceTo(wib('14.10.30'))
    expect(await desk.timeline()).toEqual([
      expect.stringMatching(/^14\.10 Ratna: TERLAMBAT/),
      expect.stringMatching(/^14\.10 Yudi \(sms\): TERLAMBAT/),
    ])
  })

  test('has a substitute who hears it, may accept it, and hears what follows', async () => {
    await start(WULAN, YUDI, RATNA, ASEP)
    await substitute('Ratna', 'Asep')
    await desk.fault('whatsapp', 'silent')
    await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await desk.advanceTo(wib('14.07'))
    await desk.hears({ Asep: 'Ratna (Kepala Seksi) tidak terhubung. Mohon Anda yang menangani. Laporan baru 1' })
    await desk.phone('Asep', 'sms').says('ok terima', { at: wib('14.07') })
    await desk.hears({ Asep: 'diterima', Wulan: /diterima/ })
    await desk.advanceTo(wib('14.14.30'))
    const heard = (await desk.timeline()).map((line) => line.slice(0, 24))
    expect(heard.sort()).toEqual(['14.14 Asep (sms): PENGIN', '14.14 Ratna: PENGINGAT 1'])
  })

  test('is asked again as soon as there is a sign of life, and the substitute is not', async () => {
    await start(WULAN, YUDI, RATNA, ASEP)
    await substitute('Ratna', 'Asep')
    await desk.fault('whatsapp', 'silent')
    await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.advanceTo(wib('14.07'))
    await desk.readsAll()
    await desk.fault('whatsapp', 'ok')
    await desk.phone('Ratna').says('TERIMA 1', { at: wib('14.07') })
    await desk.hears({ Ratna: 'diterima', Wulan: /diterima/ })
    await desk.advanceTo(wib('14.14.30'))
    expect(await desk.timeline()).toEqual([expect.stringMatching(/^14\.14 Ratna: PENGINGAT 1/)])
  })
})

test('who is refused on every channel is told of at once; nobody is left but the admin when supervisors are too', async () => {
  await start(WULAN, YUDI.replace('sms', 'whatsapp'), RATNA, TARI)
  await desk.fault('whatsapp', 'reject')
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.hears({
    Wulan: 'No. 1',
    Tari: 'Ratna (Kepala Seksi) tidak terhubung. Mohon hubungi Ratna (0811-0000-0005) langsung.',
  })
  expect(await hops()).toMatchObject([
    { person: { name: 'Ratna' }, others: [{ name: 'Yudi' }] },
    { person: { name: 'Yudi' }, others: [{ name: 'Tari' }] },
  ])
})

test('while a channel is down, who has no other hears it when it is back, and the supervisor meanwhile', async () => {
  await start(WULAN, YUDI, RATNA)
  await desk.fault('whatsapp', 'down')
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.hears({ Wulan: 'No. 1' })
  await desk.advanceTo(wib('14.07'))
  await desk.hears({ Yudi: 'Ratna (Kepala Seksi) tidak terhubung' })
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.09'))
  const read = (await desk.readsAll()).map(({ phone, text }) => `${phone} ${text.slice(0, 12)}`)
  expect(read.sort()).toEqual(['+6281100000005 Laporan baru', '+6281100000005 PENGINGAT 1:'])
})

test('who has answered is chased on no other channel, and nobody else is told', async () => {
  await start(WULAN, YUDI, RATNA.replace('[whatsapp]', '[whatsapp, sms]'))
  await desk.fault('whatsapp', 'silent')
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
  await desk.phone('Ratna').says('TERIMA 1')
  await desk.hears({ Ratna: 'diterima', Wulan: /diterima/ })
  await desk.advanceTo(wib('14.10'))
  await desk.hears({})
  expect(await hops()).toEqual([])
})

test('what asks for a ticket that has ended meanwhile is not sent any more', async () => {
  await start(WULAN, YUDI, RATNA)
  await desk.fault('whatsapp', 'down')
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.phone('Wulan', 'sms').says('BATAL 1 salah kirim')
  await desk.readsAll()
  await desk.advanceTo(wib('14.06.30'))
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.12'))
  const toRatna = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
  expect(toRatna.map(({ text }) => text).filter((text) => text.startsWith('Laporan baru'))).toEqual([])
})

test('while everything is down nothing comes, and afterwards each thing once', async () => {
  await start(WULAN, YUDI, RATNA, ASEP, TARI)
  await desk.fault('whatsapp', 'down')
  await desk.fault('sms', 'down')
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.advanceTo(wib('14.07'))
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await desk.advanceTo(wib('14.09.45'))
  const read = await desk.readsAll()
  expect(read.map(({ text }) => text.slice(0, 12)).sort()).toEqual([
    'Laporan No. ',
    'Laporan baru',
    'PENGINGAT 1:',
    'Ratna (Kepal',
  ])
})
