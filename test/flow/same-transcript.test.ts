/** The same night gives the same transcript, on either backend, however often it is played (DESIGN section 6). */
import { expect, test } from 'vitest'
import { type BackendName, backends, TestDesk } from '../harness/desk.ts'
import { talkOn, wib } from './path.ts'

const PEOPLE = `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001", shift: siang}
  - {name: Dimas, role: call_taker, phone: "+6281100000002", shift: malam}
  - {name: Sinta, role: call_taker, phone: "+6281100000003", shift: malam, channels: [sms]}
  - {name: Yudi, role: supervisor, phone: "+6281100000004", channels: [sms]}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005"}
  - {name: Asep, role: staf, phone: "+6281100000006"}
  - {name: Bagas, role: jasnita, phone: "+6281100000007"}
  - {name: Nadia, role: jasnita, phone: "+6281100000008", channels: [sms, whatsapp]}
`

/** Several tickets of all kinds, and 24 hours in one go; then what stands on all phones, in its order. */
async function night(backend: BackendName): Promise<string[]> {
  const desk = await TestDesk.start({ backend, now: wib('20.00'), deskFile: PEOPLE })
  const say = talkOn(desk)
  await say('20.00', 'Wulan', 'LAPOR panggilan 112 tidak masuk sama sekali')
  await say('20.00', 'Wulan', 'LAPOR printer macet')
  await say('20.00', 'Dimas', 'LAPOR PC 2 tidak bisa login')
  await say('20.07', 'Ratna', 'PERBAIKI 1')
  await say('20.09', 'Ratna', 'ALIHKAN 3 Asep')
  await say('20.15', 'Asep', 'TERIMA 3')
  await say('20.20', 'Ratna', 'JASNITA 1 server sudah dimulai ulang')
  await say('20.40', 'Nadia', 'TERIMA 1')
  await say('20.41', 'Nadia', 'ETA 1 jam 23.00')
  await say('21.10', 'Asep', 'SELESAI 3 akun dibuka')
  await say('21.15', '+6281100000099', 'halo')
  await say('21.20', 'Sinta', 'LAPOR peta kosong')
  await say('21.20.03', 'Sinta', 'LAPOR cctv simpang tidak tampil')
  await say('21.26', 'Ratna', 'SELESAI 2 kertas dirapikan')
  await say('21.30', 'Dimas', 'BELUM 3 masih sama')
  await say('21.31', 'Asep', 'JASNITA 3')
  await say('21.31', 'Bagas', 'SELESAI 3 akun dibuat ulang')
  await say('21.32', 'Ratna', 'KOORDINASI 4')
  await desk.advance('PT24H')
  const transcript = (await desk.messages()).map(
    ({ channel, phone, text, ticket, at, direction }) =>
      `${at.slice(0, 16)} ${direction} ${channel} ${phone} #${ticket ?? '-'} ${text}`,
  )
  await desk.readsAll()
  await desk.close()
  return transcript
}

test('a night of several tickets, played twice on each backend, gives one transcript', async () => {
  const nights: string[][] = []
  for (const backend of backends()) nights.push(await night(backend), await night(backend))
  const [first = [], ...others] = nights
  expect(first.length).toBeGreaterThan(80)
  for (const other of others) expect(other).toEqual(first)
}, 240_000)
