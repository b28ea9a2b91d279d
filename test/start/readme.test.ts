/** The README's quick start, run as it stands there. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { PROJECT } from './process.ts'

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8')
const BLOCKS = [...README.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
const PRINTED = 'http://127.0.0.1:8112'

let desk: TestDesk
let printed: string
beforeAll(async () => {
  desk = await TestDesk.start()
  const script = ['set -euo pipefail', ...BLOCKS].join('\n').replaceAll(PRINTED, desk.url)
  printed = (await promisify(execFile)('bash', ['-c', script])).stdout
})
afterAll(() => desk.stop())

test('the README has blocks to run, and they name the address of the desk', () => {
  expect(BLOCKS.length).toBeGreaterThanOrEqual(3)
  expect(BLOCKS.join('\n')).toContain(PRINTED)
})

test('both endings close as confirmed, the second at Jasnita after a breach', async () => {
  const [first, second] = [await desk.ticket(1), await desk.ticket(2)]
  expect(first).toMatchObject({ state: 'closed', closedAs: 'confirmed' })
  expect(second).toMatchObject({ state: 'closed', closedAs: 'confirmed', vendor: { id: 'jasnita' } })
  const verdict = (step: number) => second.steps.find((one: { step: number }) => one.step === step)?.verdict
  expect([verdict(2), verdict(6), verdict(7)]).toEqual(['late', 'on-time', 'on-time'])
  expect((await desk.tickets()).map(({ number }) => number)).toEqual([1, 2])
})

test('what it prints on the way is what the comments beside it promise', () => {
  for (const words of ['Laporan baru No. 1', 'TERIMA 1', 'YA 1', '"closedAs":"confirmed"', 'Laporan baru No. 2'])
    expect(printed).toContain(words)
})

test('every phone and every command of the office section exists', () => {
  const phones = [...README.matchAll(/\+62\d+/g)].map(([phone]) => phone)
  const known = desk.config.people.map(({ phone }) => phone)
  expect(phones.filter((phone) => !known.includes(phone))).toEqual([])
})
