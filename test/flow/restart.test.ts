/** Stopping and starting again, losing the queues, and several desks at once: nothing is lost and nothing comes twice. */
import { Redis } from 'ioredis'
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  let other: TestDesk | undefined
  afterEach(async () => {
    await other?.close()
    other = undefined
    await desk.close()
  })

  /** Stops the desk and starts it on the same data when the clock says so; without: where the clock stood. */
  async function restart(now?: string): Promise<void> {
    await desk.stop()
    desk = await TestDesk.start({ backend, after: desk, ...(now ? { environment: { SIMULATOR_NOW: now } } : {}) })
    await desk.settle()
  }

  const flush = async () => {
    const redis = new Redis(desk.config.redisUrl ?? '')
    await redis.flushdb()
    redis.disconnect()
  }

  test('a desk that starts again knows its tickets, and its deadlines continue', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    const before = await desk.ticket(1)
    await restart()
    await desk.hears({})
    expect(await desk.ticket(1)).toEqual(before)
    await desk.advanceTo(wib('14.11'))
    expect((await desk.timeline()).map((line) => line.slice(0, 25))).toEqual([
      '14.08 Ratna: PENGINGAT 1:',
      '14.10 Ratna: TERLAMBAT 1:',
      '14.10 Yudi: TERLAMBAT 1: ',
    ])
    await talkOn(desk)('14.12', 'Ratna', 'TERIMA 1')
    await desk.hears({ Ratna: '14.22 WIB', Wulan: 'sudah diterima' })
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 late', '3 running'])
  })

  test('what fell due while the desk was away is told once, saying how late, and the series goes on', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    await restart(wib('14.23'))
    await desk.advance('PT1S')
    await desk.hears({ Ratna: 'TERLAMBAT 1: langkah 2 lewat 13 menit.', Yudi: 'lewat 13 menit (tenggat 14.10 WIB)' })
    const { events } = await desk.ticket(1)
    const due = events.filter(
      ({ type, moment }: { type: string; moment?: string }) => type === 'MomentPassed' && moment === 'due',
    )
    expect(due).toMatchObject([{ at: wib('14.10') }])
    await desk.advanceTo(wib('14.26'))
    expect(await desk.timeline()).toEqual([
      '14.25 Ratna: TERLAMBAT 1: langkah 2 lewat 15 menit.',
      '14.25 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, lewat 15 menit (tenggat 14.10 WIB).',
    ])
  })

  test('a ticket that waited out its 24 hours while the desk was away is closed at its time', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'awaiting-confirmation')
    await restart(wib('15.00', 1))
    await desk.advance('PT1S')
    await desk.hears({ Wulan: 'tanpa konfirmasi', Ratna: 'tanpa konfirmasi' })
    expect(await desk.ticket(1)).toMatchObject({ closedAs: 'unconfirmed', closedAt: wib('14.05', 1) })
  })

  test('a message that came in just before the stop is decided once', async () => {
    desk = await TestDesk.start({ backend })
    await desk.phone('Wulan').types('LAPOR PC 2 tidak bisa login')
    await restart()
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('what could not be sent before the stop is sent after it, once', async () => {
    desk = await TestDesk.start({ backend })
    await desk.fault('whatsapp', 'down')
    await desk.phone('Wulan').says('DAFTAR')
    await desk.fault('whatsapp', 'ok')
    await restart()
    await desk.advance('PT5M')
    await desk.hears({ Wulan: 'Tidak ada tiket terbuka' })
  })

  test('a report in pieces outlives the stop', async () => {
    desk = await TestDesk.start({ backend })
    await desk.phone('Wulan').says('PC 2', { at: wib('14.05') })
    await desk.phone('Wulan').says('tidak bisa login', { at: wib('14.05') })
    await restart(wib('14.07'))
    await desk.advance('PT1S')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.ticket(1)).toMatchObject({ description: 'PC 2\ntidak bisa login' })
  })

  test.runIf(backend === 'redis')('a Redis that lost everything while the desk was away loses nothing', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    await desk.phone('Dimas').types('LAPOR printer macet', { at: wib('14.05') })
    await desk.stop()
    await flush()
    await restart()
    await desk.advanceTo(wib('14.09'))
    expect((await desk.timeline()).filter((line) => line.startsWith('14.08'))).toEqual([
      '14.08 Ratna: 2 tiket perlu perhatian:',
    ])
    expect(await desk.tickets()).toHaveLength(2)
  })

  test.runIf(backend === 'redis')('a Redis that loses everything under a running desk loses nothing', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    await desk.phone('Dimas').types('LAPOR printer macet', { at: wib('14.05') })
    await flush()
    await desk.settle()
    await desk.hears({ Dimas: 'No. 2', Ratna: 'Laporan baru No. 2' })
    await flush()
    await desk.advanceTo(wib('14.09'))
    expect(await desk.timeline()).toEqual(['14.08 Ratna: 2 tiket perlu perhatian:'])
  })

  test('two desks on one database: 100 tickets due in the same second are told once', async () => {
    desk = await TestDesk.start({ backend })
    other = await TestDesk.start({ backend, database: desk.database })
    const senders = ['Wulan', 'Dimas', 'Sinta']
    const typing = Array.from({ length: 100 }, (_, n) => {
      const at = n % 2 === 0 ? desk : other
      return at?.phone(senders[n % 3] ?? '').types(`LAPOR PC ${n + 1} tidak bisa login`, { at: wib('14.05') })
    })
    await Promise.all(typing)
    await desk.advanceTo(wib('14.07'))
    await desk.readsAll()
    const numbers = (await desk.tickets()).map(({ number }) => number)
    expect(numbers).toHaveLength(100)
    await Promise.all([desk.advanceTo(wib('14.11')), other.advanceTo(wib('14.11'))])
    expect(await desk.timeline()).toEqual([
      '14.08 Ratna: 100 tiket perlu perhatian:',
      '14.10 Ratna: 100 tiket perlu perhatian:',
      '14.10 Yudi: 100 tiket perlu perhatian:',
    ])
    for (const number of numbers) {
      const { events } = await desk.ticket(number)
      expect(events.map(({ type, at }: { type: string; at: string }) => `${type} ${at}`)).toEqual([
        `TicketRegistered ${wib('14.05')}`,
        `MomentPassed ${wib('14.08')}`,
        `MomentPassed ${wib('14.10')}`,
      ])
    }
    await other.readsAll()
  }, 120_000)

  test('a desk that stops while moments are due leaves them to the other', async () => {
    desk = await TestDesk.start({ backend })
    other = await TestDesk.start({ backend, database: desk.database })
    await bring(desk, 'reported')
    await Promise.all([desk.advanceTo(wib('14.11')), other.stop()])
    expect((await desk.timeline()).map((line) => line.slice(0, 25))).toEqual([
      '14.08 Ratna: PENGINGAT 1:',
      '14.10 Ratna: TERLAMBAT 1:',
      '14.10 Yudi: TERLAMBAT 1: ',
    ])
  })
})
