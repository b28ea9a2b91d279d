/** What is wrong with the settings stops the start with a line that says so, before anything is touched. */
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { Desks, freshCheckout, newFolder } from './places.ts'

vi.setConfig({ testTimeout: 120_000 })

const desks = new Desks()
let folder: string
let checkout: string

beforeAll(async () => {
  folder = await newFolder()
  checkout = await freshCheckout(folder)
})
afterEach(() => desks.discard())
afterAll(() => rm(folder, { recursive: true }))

test.each([
  {
    what: 'a wrong value in desk.yaml',
    office: 'people:\n  - name: Wulan\n    role: call_taker\n    phone: nomor\n',
    environment: {},
    line: /^desk\.yaml line 4: people\[0\]\.phone: expected a mobile number such as /,
  },
  {
    what: 'a wrong environment variable',
    office: '',
    environment: { PORT: 'http' },
    line: /^PORT: expected a port from 1 to 65535, .* found "http"$/,
  },
  {
    what: 'the simulator in production',
    office: '',
    environment: { SIMULATOR: 'on', NODE_ENV: 'production' },
    line: /^SIMULATOR: expected off, .* while NODE_ENV is production, found "on"$/,
  },
])('$what stops the start with one line', async ({ office, environment, line }) => {
  await writeFile(join(checkout, 'desk.yaml'), office)
  const desk = await desks.start({ checkout, environment })
  expect(await desk.ended).toBe(1)
  const [first, ...others] = desk.err.trimEnd().split('\n')
  expect(first).toMatch(line)
  expect(others).toEqual(['The desk did not start: mend the settings above.'])
  expect(existsSync(desk.dataDir)).toBe(false)
})
