/** The harness itself: a test that uses it can fail. */
import { describe, expect, test } from 'vitest'
import { backends, TestDesk } from './desk.ts'

const failing = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'it passed',
    (error: Error) => error.message,
  )

describe.each(backends())('on %s', (backend) => {
  test('closing fails on a message that nobody expected, and names it', async () => {
    const desk = await TestDesk.start({ backend })
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login')
    await desk.phone('Wulan').receives('No. 1')
    expect(await desk.unexpected()).toEqual([expect.stringMatching(/^Ratna \(whatsapp\): Laporan baru No\. 1/)])
    expect(await failing(desk.close())).toMatch(/messages that nobody expected/)
  })

  test('closing fails on an error in the log, but not on one that the test allows', async () => {
    const breaks = async (allowErrors?: RegExp) => {
      const desk = await TestDesk.start({ backend, ...(allowErrors ? { allowErrors } : {}) })
      desk.logging.error({}, 'a message could not be decided')
      return failing(desk.close())
    }
    expect(await breaks()).toMatch(/errors in the log/)
    expect(await breaks(/could not be decided/)).toBe('it passed')
  })

  test('a phone fails on the wrong words, on silence and on words that should not have come', async () => {
    const desk = await TestDesk.start({ backend })
    const wulan = desk.phone('Wulan')
    await wulan.says('DAFTAR')
    expect(await failing(wulan.receivesNothing())).toMatch(/to Wulan/)
    expect(await failing(wulan.receives('Laporan diterima'))).toMatch(/to Wulan/)
    expect(await failing(wulan.receives('anything'))).toMatch(/Wulan should have received anything/)
    await desk.close()
  })

  test('who hears fails on one person too many and on one too few', async () => {
    const desk = await TestDesk.start({ backend })
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login')
    expect(await failing(desk.hears({ Wulan: 'No. 1' }))).toMatch(/who hears.*Ratna: Laporan baru/s)
    expect(await failing(desk.hears({ Wulan: 'No. 1', Ratna: 'No. 1', Yudi: 'No. 1' }))).toMatch(/who hears/)
    expect(await failing(desk.hears({ Wulan: 'No. 1', Ratna: 'TERLAMBAT' }))).toMatch(/to Ratna/)
    await desk.readsAll()
    await desk.close()
  })

  test('nobody can be called who is not there', async () => {
    const desk = await TestDesk.start({ backend })
    expect(() => desk.phone('Nobody')).toThrow('nobody is called Nobody')
    await desk.close()
  })
})
