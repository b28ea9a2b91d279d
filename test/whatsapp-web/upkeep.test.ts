/** What a browser uses up: memory, and room on the disk. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { outgoing } from '../harness/small-desk.ts'
import { processesOf } from './browsers.ts'
import { type Both, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** The tests' day begins at 14.05 WIB, and desk time is an hour ahead. */
const UNTIL_QUIET = 11 * HOUR

let both: Both
const words = () => both.desk.gateway.state().words ?? ''
const starts = () => both.desk.gateway.figures?.().browser_starts
/** So many minutes of looks. */
const watched = async (minutes = 1) => {
  for (let n = 0; n < minutes; n += 1) {
    const before = both.desk.gateway.figures?.().browser_megabytes
    both.pass(MINUTE)
    await vi.waitFor(
      () => expect(before ?? both.desk.gateway.figures?.().browser_megabytes ?? 0).toBeGreaterThan(0),
      SOON,
    )
  }
}

describe.skipIf(noBrowser || process.platform !== 'linux')('memory', () => {
  afterEach(() => both.stop())

  test('above the limit the browser is started anew at once, and once', async () => {
    both = await startBoth({ memory: { quiet: 10, most: 20 } })
    await both.link()
    expect(starts()).toBe(1)
    both.pass(MINUTE)
    await vi.waitFor(() => expect(starts()).toBe(2), SOON)
    expect(both.desk.log.filter(({ words: told }) => /holds \d+ MB: it is started anew/.test(told))).toHaveLength(1)
    await both.becomes('ready')
    // It is as large again: another start so soon would not help.
    await watched(5)
    expect(starts()).toBe(2)
    expect(words()).toMatch(/holds \d+ MB/)
    const { id } = both.standIn.receive({ from: WULAN, text: 'masih ada' })
    await expect.poll(() => both.desk.accepted.map(({ providerId }) => providerId), SOON).toEqual([id])
  })

  test('below it waits, told of, for an hour of the night in which nobody writes', async () => {
    both = await startBoth({ memory: { quiet: 10, most: 100_000 } })
    await both.link()
    await watched()
    await expect.poll(words, SOON).toMatch(/holds \d+ MB: it is started anew at a quiet hour/)
    both.pass(UNTIL_QUIET)
    both.standIn.receive({ from: WULAN, text: 'selarut ini' })
    await expect.poll(() => both.desk.accepted.length, SOON).toBe(1)
    await watched(4)
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).toMatchObject({
      outcome: 'done',
    })
    await watched(4)
    expect(starts()).toBe(1)
    both.pass(MINUTE)
    await vi.waitFor(() => expect(starts()).toBe(2), SOON)
    await both.becomes('ready')
  })
})

/** A disk of its own, where this machine lets us have one. */
function smallDisk(): { readonly path: string; end(): void } | undefined {
  const path = mkdtempSync(join(tmpdir(), 'whatsapp-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmSync(path, { recursive: true })
    return undefined
  }
  return {
    path,
    end: () => {
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true })
    },
  }
}

describe.skipIf(noBrowser)('a full disk', () => {
  let disk: ReturnType<typeof smallDisk>
  const raised = () => both.desk.alarms.map(({ name, over }) => `${name} ${over ? 'over' : 'raised'}`)
  beforeAll(() => {
    disk = smallDisk()
  })
  afterAll(() => disk?.end())

  test('is told to admins with what to do, breaks nothing that runs, and starts no browser until there is room', async (context) => {
    if (!disk) return context.skip('no disk can be mounted here')
    both = await startBoth({ directory: join(disk.path, 'whatsapp') })
    await both.link()
    const filling = join(disk.path, 'filling')
    await writeFile(filling, Buffer.alloc(200 * 1024 * 1024)).catch(() => {})
    both.pass(MINUTE)
    await expect.poll(raised, SOON).toEqual(['disk raised'])
    expect(words()).toMatch(/ENOSPC.*make room on the disk of DATA_DIR/)
    expect(both.state()).toBe('ready')
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).toMatchObject({
      outcome: 'done',
    })
    const { browser } = await processesOf(join(both.directory, 'session'))
    process.kill(browser ?? 0, 'SIGKILL')
    await both.becomes('backing-off')
    both.pass(5 * SECOND)
    await both.becomes('no-room')
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).toMatchObject({
      code: 'not-ready',
    })
    await rm(filling)
    both.pass(15 * SECOND)
    await both.becomes('ready')
    expect(raised()).toEqual(['disk raised', 'disk over'])
    expect(words()).toBe('')
    await both.stop()
  })

  test('and so is a folder that cannot be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whatsapp-folder-'))
    await writeFile(join(folder, 'whatsapp'), 'a file where a folder should be')
    both = await startBoth({ directory: join(folder, 'whatsapp') })
    await both.becomes('no-room')
    expect(words()).toContain('DATA_DIR has to be a folder')
    await expect.poll(raised, SOON).toEqual(['disk raised'])
    await rm(join(folder, 'whatsapp'))
    await mkdir(join(folder, 'whatsapp'))
    both.pass(15 * SECOND)
    await both.becomes('pairing')
    await both.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
})
