/** Nobody of a role can be told anything: nobody is written to against their will, and the gap is loud (DOMAIN 7.8). */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const OFFICE = `
people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Dimas, role: call_taker, phone: "+6281100000002"}
  - {name: Yudi, role: supervisor, phone: "+6281100000004"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005"}
  - {name: Bagas, role: jasnita, phone: "+6281100000007"}
  - {name: Tari, role: admin, phone: "+6281100000009"}
`
const ready = () => desk.get<{ unheard?: string[] }>('/readyz')
const figure = async (role: string) =>
  new RegExp(`^helpdesk_role_unheard\\{role="${role}"\\} (\\d)$`, 'm').exec(
    await (await fetch(`${desk.url}/metrics`)).text(),
  )?.[1]

test('one after the other opts out: the last hears what it means, the next in line at once, at last who can telephone', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  expect((await ready()).unheard).toBeUndefined()
  await desk.phone('Yudi').says('STOP')
  await desk.hears({
    Yudi: ['Tidak ada lagi Supervisor yang menerima pesan', 'Balas MULAI'],
    Ratna: ['Yudi menghentikan pemberitahuan', 'Tidak ada lagi Supervisor'],
    Tari: ['Yudi menghentikan pemberitahuan', 'Tidak ada lagi Supervisor'],
  })
  await desk.phone('Ratna').says('BERHENTI')
  await desk.hears({
    Ratna: ['Tidak ada lagi Kepala Seksi yang menerima pesan', 'juga yang kritis', 'Balas MULAI', 'PULANG'],
    Tari: ['Ratna menghentikan pemberitahuan', 'Tidak ada lagi Kepala Seksi', 'Mohon telepon'],
  })
  expect((await ready()).unheard).toEqual(['kepala_seksi', 'supervisor'])
  expect(await figure('kepala_seksi')).toBe('1')
  expect(await figure('jasnita')).toBeUndefined()

  await desk.phone('Wulan').says('LAPOR panggilan 112 tidak masuk sama sekali')
  const howTo = [
    'tidak sampai ke Kepala Seksi',
    'Mohon telepon Ratna (0811-0000-0005), minta balas MULAI',
    'Laporan baru No. 1 (KRITIS)',
  ]
  await desk.hears({ Wulan: 'No. 1', Tari: howTo })
  const missed = async () =>
    (await desk.ticket(1)).events.filter(({ type }: { type: string }) => type === 'NoticePassedOn')
  expect(await missed()).toMatchObject([{ topic: 'new-report', person: { name: 'Ratna' }, others: [{ name: 'Tari' }] }])

  await desk.phone('Tari').says('STOP')
  await desk.readsAll()
  // The call takers on duty are left: they can telephone.
  await desk.phone('Dimas').says('LAPOR semua komputer call taker mati')
  const all = await desk.readsAll()
  const of = (name: string) => all.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)
  expect(of('Wulan')).toEqual([expect.stringContaining('Mohon telepon Ratna')])
  expect(of('Dimas')).toEqual([expect.stringContaining('No. 2'), expect.stringContaining('Mohon telepon Ratna')])
  for (const name of ['Ratna', 'Yudi', 'Tari']) expect(of(name), name).toEqual([])

  await desk.phone('Ratna').says('MULAI')
  await desk.readsAll()
  expect((await ready()).unheard).toEqual(['supervisor'])
  await desk.advanceTo(wib('14.09'))
  expect((await desk.readsAll()).map(({ phone }) => phone)).toEqual([desk.phone('Ratna').address])
})

test('the last of all who mend it opts out: the call takers on duty hear it at once', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  for (const name of ['Tari', 'Yudi']) await desk.phone(name).says('STOP')
  await desk.readsAll()
  await desk.phone('Ratna').says('STOP')
  const gap = ['Ratna menghentikan pemberitahuan', 'Mohon telepon']
  await desk.hears({ Ratna: 'Balas MULAI', Wulan: gap, Dimas: gap })
  await desk.phone('+6281100000098').says('tolong kebakaran di pasar')
  await desk.hears({ '+6281100000098': 'TELEPON 112', Wulan: 'kebakaran', Dimas: 'kebakaran' })
})

test('the last of a role hears what that role misses, and which tickets wait for it', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await desk.phone('Wulan').says('LAPOR panggilan 112 tidak masuk sama sekali')
  await desk.phone('Ratna').says('JASNITA 1')
  await desk.readsAll()
  await desk.phone('Bagas').says('BERHENTI')
  const gap = ['Bagas menghentikan', 'Tiket yang menunggu tindak lanjut: 1.']
  await desk.hears({
    Bagas: ['Tidak sampai ke Jasnita: tiket baru dan pengingat.', 'Tiket terbuka: No. 1.', 'Balas MULAI'],
    Ratna: gap,
    Yudi: gap,
    Tari: gap,
  })
  await desk.phone('Dimas').says('BERHENTI')
  await desk.readsAll()
  await desk.phone('Wulan').says('BERHENTI')
  const answer = (await desk.readsAll()).find(({ phone }) => phone === desk.phone('Wulan').address)?.text
  expect(answer).toContain('Tidak sampai ke Call Taker: permintaan konfirmasi dan pesan darurat.')
})

test('no call taker wants messages: an emergency goes to whoever is left', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  for (const name of ['Wulan', 'Dimas']) await desk.phone(name).says('STOP')
  await desk.readsAll()
  await desk.phone('+6281100000098').says('tolong kebakaran di pasar')
  await desk.hears({ '+6281100000098': 'TELEPON 112', Yudi: 'kebakaran' })
})
