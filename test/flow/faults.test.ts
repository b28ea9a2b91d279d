/** When a channel fails: what is urgent finds another way, nothing is lost and nothing comes twice (DESIGN rule 6). */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring, wib } from './path.ts'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  afterEach(() => desk.close())

  const statusesOf = async (name: string) =>
    (await desk.messages())
      .filter(({ phone, direction }) => phone === desk.phone(name).address && direction === 'out')
      .map(({ channel, status }) => `${channel} ${status}`)

  test('what arrives has its receipt', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    expect(await statusesOf('Ratna')).toEqual(['whatsapp delivered'])
  })

  test.each(['down', 'reject'])(
    'WhatsApp %s: urgent notices come by SMS at once, and not again later',
    async (mode) => {
      desk = await TestDesk.start({ backend })
      await desk.fault('whatsapp', mode)
      await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
      const [ratna, ...others] = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
      expect(others).toEqual([])
      expect(ratna).toMatchObject({ channel: 'sms', ticket: 1, text: expect.stringContaining('TERIMA 1') })
      await desk.fault('whatsapp', 'ok')
      await desk.advanceTo(wib('14.07'))
      await desk.hears({})
      await desk.advanceTo(wib('14.09'))
      expect(await desk.timeline()).toEqual([expect.stringMatching(/^14\.08 Ratna: PENGINGAT 1/)])
    },
  )

  test('SMS down: who prefers SMS is reached by WhatsApp', async () => {
    const people = `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [sms, whatsapp]}`
    desk = await TestDesk.start({ backend, deskFile: people })
    await desk.fault('sms', 'down')
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1 (' })
    expect(await statusesOf('Ratna')).toEqual(['whatsapp delivered'])
  })

  test('an answer waits for the channel it was asked on, and comes once', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'down')
    await desk.phone('Wulan').says('DAFTAR')
    await desk.advance('PT1M')
    await desk.hears({})
    await desk.fault('whatsapp', 'ok')
    await desk.advance('PT5M')
    await desk.hears({ Wulan: 'Tidak ada tiket terbuka' })
    expect(await statusesOf('Wulan')).toEqual(['whatsapp delivered'])
    await desk.advance('PT2H')
    await desk.hears({})
  })

  test('when the answer to a send is lost, the provider is asked before anything is sent again', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'unknown')
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await desk.advanceTo(wib('14.07'))
    await desk.hears({})
    expect(await statusesOf('Ratna')).toEqual(['whatsapp delivered'])
    expect(await statusesOf('Wulan')).toEqual(['whatsapp delivered'])
  })

  test('an urgent notice without a receipt in time comes again on the next channel, once', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'silent')
    await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.readsAll()
    expect(await statusesOf('Ratna')).toEqual(['whatsapp sent'])
    await desk.fault('whatsapp', 'ok')
    await desk.advance('PT2H')
    const reports = (await desk.readsAll()).filter(({ text }) => text.includes('Laporan baru 1'))
    expect(reports).toMatchObject([{ channel: 'sms', phone: desk.phone('Ratna').address }])
  })

  test('both channels down: nothing is lost, and all of it comes once when they are back', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'down')
    await desk.fault('sms', 'down')
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.advanceTo(wib('14.07'))
    await desk.hears({})
    expect((await desk.ticket(1)).state).toBe('reported')
    await desk.fault('whatsapp', 'ok')
    await desk.fault('sms', 'ok')
    await desk.advanceTo(wib('14.16'))
    const read = await desk.readsAll()
    expect(read.filter(({ text }) => /^Laporan diterima/.test(text))).toHaveLength(1)
    expect(read.filter(({ text }) => /^Laporan baru/.test(text))).toHaveLength(1)
    expect(read.filter(({ text }) => /^PENGINGAT/.test(text))).toHaveLength(1)
    await desk.phone('Ratna').says('TERIMA 1', { at: wib('14.16') })
    await desk.hears({ Ratna: 'diterima', Wulan: 'sudah diterima' })
    await desk.advanceTo(wib('14.20'))
    await desk.hears({})
  })

  test('two messages to one person keep their order while they wait', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'down')
    await desk.phone('Wulan').says('DAFTAR')
    await desk.phone('Wulan').says('BANTUAN')
    await desk.fault('whatsapp', 'ok')
    await desk.advance('PT10M')
    const texts = (await desk.readsAll()).map(({ text }) => text)
    expect(texts).toEqual([expect.stringContaining('Tidak ada tiket'), expect.stringContaining('Perintah')])
  })
})
