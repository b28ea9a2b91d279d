/** What the browser, the page, the phone and other desks can do to the gateway, over the real library. */
import { readdir, readFile, readlink, symlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { outgoing } from '../harness/small-desk.ts'
import { type Both, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'

const SECOND = 1000

describe.skipIf(noBrowser)('WhatsApp', () => {
  let both: Both
  beforeEach(async () => {
    both = await startBoth()
  })
  afterEach(() => both.stop())

  const texts = () => both.desk.accepted.map(({ text }) => text)
  const raised = () => both.desk.alarms.filter(({ over }) => !over).map(({ name }) => name)
  /** Time passes only while the next try is waited for: a page that starts has its own time. */
  const comesBack = (look: () => void) =>
    vi.waitFor(() => {
      if (both.state() === 'backing-off') both.pass(5 * SECOND)
      look()
    }, SOON)
  const generation = () =>
    Math.max(...both.desk.log.map(({ fields }) => (fields as { generation?: number }).generation ?? 0))

  test('keeps its session over a restart, and finds all that came while away, in order and once', async () => {
    await both.link()
    both.standIn.receive({ from: WULAN, text: 'sebelum' })
    await expect.poll(texts, SOON).toEqual(['sebelum'])
    await both.desk.stop()
    const away = Array.from({ length: 30 }, (_, n) => `pesan ${n + 1}`)
    for (const text of away) both.standIn.receive({ from: WULAN, text })
    both.standIn.readOnPhone(WULAN)
    await both.restart()
    await both.becomes('ready')
    await expect.poll(() => texts().filter((text) => text.startsWith('pesan')), SOON).toEqual(away)
    expect(raised()).toEqual([])
  })

  test('what was edited or taken back while away is kept with the message that it was', async () => {
    await both.link()
    const edited = both.standIn.receive({ from: WULAN, text: 'LAPOR PC 3' })
    const revoked = both.standIn.receive({ from: WULAN, text: 'salah kirim' })
    await expect.poll(texts, SOON).toHaveLength(2)
    process.kill(await browserOf(both), 'SIGKILL')
    await both.becomes('backing-off')
    both.standIn.edit(edited.id, 'LAPOR PC 4')
    both.standIn.revoke(revoked.id)
    await comesBack(() => expect(both.state()).toBe('ready'))
    await expect.poll(() => both.desk.attached.map(({ to }) => to), SOON).toEqual([edited.id, revoked.id])
  })

  test('a chat that the page does not open keeps the messages of nobody else back', async () => {
    await both.link()
    const other = '+6281100000002'
    both.standIn.receive({ from: WULAN, text: 'sebelum' })
    both.standIn.receive({ from: other, text: 'sebelum juga' })
    await expect.poll(texts, SOON).toHaveLength(2)
    await both.desk.stop()
    both.standIn.receive({ from: WULAN, text: 'tidak terbuka' })
    both.standIn.receive({ from: other, text: 'selagi pergi' })
    both.standIn.silentHistories.add('6281100000001@c.us')
    await both.restart()
    await both.becomes('ready')
    await expect.poll(texts, SOON).toContain('selagi pergi')
    expect(texts()).not.toContain('tidak terbuka')
    both.standIn.silentHistories.clear()
    both.pass(10 * SECOND)
    await expect.poll(texts, SOON).toContain('tidak terbuka')
  })

  test('a page that synchronised before anybody listened is nudged', async () => {
    await both.link()
    both.standIn.sync = 'early'
    await both.restart()
    await both.becomes('syncing')
    both.pass(15 * SECOND)
    await both.becomes('ready')
  })

  test('ready that is told three times is one ready', async () => {
    await both.link()
    both.standIn.finishSync(3)
    both.standIn.receive({ from: WULAN, text: 'sekali' })
    await expect.poll(texts, SOON).toEqual(['sekali'])
    expect(both.state()).toBe('ready')
  })

  test('unlinked at the phone, admins are told at once and a new code is there', async () => {
    await both.link()
    both.standIn.logoutFromPhone('navigation')
    await both.becomes('logged-out')
    await expect.poll(raised).toEqual(['logged-out'])
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).toMatchObject({
      outcome: 'failed',
      retry: true,
      code: 'not-ready',
    })
    await both.link()
    await expect.poll(() => both.desk.alarms.at(-1)?.over).toBe(true)
  })

  test('opened elsewhere, it waits until a person says to go on', async () => {
    await both.link()
    both.standIn.conflict()
    await both.becomes('conflict')
    await expect.poll(raised).toEqual(['conflict'])
    both.pass(3_600 * SECOND)
    expect(both.state()).toBe('conflict')
  })

  test('a browser that is killed is started anew in seconds', async () => {
    await both.link()
    const before = generation()
    process.kill(await browserOf(both), 'SIGKILL')
    await both.becomes('backing-off')
    both.pass(5 * SECOND)
    await both.becomes('ready')
    expect(generation()).toBe(before + 1)
    both.standIn.receive({ from: WULAN, text: 'masih ada' })
    await expect.poll(texts, SOON).toEqual(['masih ada'])
  })

  test.skipIf(process.platform !== 'linux')('a page whose process crashes is started anew in seconds', async () => {
    await both.link()
    const before = generation()
    for (const renderer of await renderersOf(await browserOf(both))) process.kill(renderer, 'SIGKILL')
    await both.becomes('backing-off')
    expect(both.desk.gateway.state().words).toContain('crashed')
    await comesBack(() => expect(both.state()).toBe('ready'))
    expect(generation()).toBe(before + 1)
  })

  test('a process of the browser that is killed takes its browser with it, and both are started anew', async () => {
    await both.link()
    const browser = await browserOf(both)
    process.kill(await parentOf(browser), 'SIGKILL')
    await both.becomes('backing-off')
    await comesBack(() => expect(both.state()).toBe('ready'))
    expect(await browserOf(both)).not.toBe(browser)
    await expect.poll(() => isAlive(browser), SOON).toBe(false)
  })

  test('a page that hangs misses two looks and is started anew', async () => {
    await both.link()
    both.standIn.hangPage()
    both.pass(30 * SECOND)
    await vi.waitFor(() => {
      both.pass(10 * SECOND)
      expect(both.state()).toBe('degraded')
    }, SOON)
    await vi.waitFor(() => {
      both.pass(10 * SECOND)
      expect(['backing-off', 'starting', 'syncing']).toContain(both.state())
    }, SOON)
    await comesBack(() => expect(both.state()).toBe('ready'))
  })

  test('a page that loads anew and takes its time is waited for, and not started anew', async () => {
    await both.link()
    const before = generation()
    both.standIn.loadsIn = 1_000
    both.standIn.reloadPage()
    await vi.waitFor(() => {
      both.pass(SECOND)
      expect(both.state()).toBe('degraded')
    }, SOON)
    await both.standIn.waitForState('CONNECTED')
    await vi.waitFor(() => {
      both.pass(SECOND)
      expect(both.state()).toBe('ready')
    }, SOON)
    expect(generation()).toBe(before)
  })

  test('without network it says so, and goes on by itself', async () => {
    await both.link()
    both.standIn.goOffline()
    await both.becomes('degraded')
    both.standIn.receive({ from: WULAN, text: 'selagi putus' })
    both.standIn.goOnline()
    await both.becomes('ready')
    await expect.poll(texts, SOON).toEqual(['selagi putus'])
  })

  test('while WhatsApp answers 503 it is tried again and again, and people are told', async () => {
    await both.link()
    both.standIn.answer503()
    await both.restart()
    await comesBack(() => expect(raised()).toEqual(['down']))
    expect(both.desk.gateway.state().words).toContain('503')
    both.standIn.answer200()
    await comesBack(() => expect(both.state()).toBe('ready'))
    await expect.poll(() => both.desk.alarms.at(-1)?.over).toBe(true)
  })

  test('a new version of the page that lacks something is named, and tried again', async () => {
    await both.link()
    both.standIn.lackModules('WAWebConnModel')
    await both.restart()
    await both.becomes('backing-off')
    expect(both.desk.gateway.state().words).toContain('WAWebConnModel')
    both.standIn.lackModules()
    await comesBack(() => expect(both.state()).toBe('ready'))
  })

  test('a page that lacks what sending needs is named, people are told, and what is urgent need not wait', async () => {
    await both.link()
    const send = () => both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))
    await both.standIn.lackModules('WAWebSendMsgChatAction')
    expect(await send()).toMatchObject({ outcome: 'failed', retry: true, code: 'page-changed' })
    expect(both.desk.gateway.state().words).toContain('WAWebSendMsgChatAction')
    await expect.poll(raised, SOON).toEqual(['page'])
    await both.standIn.lackModules()
    expect(await send()).toMatchObject({ outcome: 'done' })
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
    await expect.poll(() => both.desk.alarms.at(-1), SOON).toMatchObject({ name: 'page', over: true })
  })

  test('and when an upgrade has mended it, the next desk tells that it is over', async () => {
    await both.link()
    await both.restart()
    await both.becomes('ready')
    await both.desk.raise('page')
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).toMatchObject({
      outcome: 'done',
    })
    await expect.poll(() => both.desk.alarms.at(-1), SOON).toMatchObject({ name: 'page', over: true })
  })

  test('a lock that a dead browser left does not keep the next one out', async () => {
    await both.link()
    await both.desk.stop()
    await symlink(`${hostname()}-4194000`, join(both.directory, 'session', 'SingletonLock'))
    await both.restart()
    await both.becomes('ready')
  })

  test('nothing is launched while another process has the lease, and the browser ends when it is lost', async () => {
    await both.link()
    both.desk.leased = true
    both.pass(10 * SECOND)
    await both.becomes('standby')
    await expect.poll(() => readdir(join(both.directory, 'session')), SOON).not.toContain('SingletonLock')
    both.desk.leased = false
    both.pass(5 * SECOND)
    await both.becomes('ready')
  })

  test('a code that nobody scanned is shown anew', async () => {
    await both.becomes('pairing')
    both.standIn.exhaustQr()
    await expect.poll(() => both.standIn.state, SOON).toBe('UNPAIRED_IDLE')
    await vi.waitFor(() => {
      // Not while it starts again: a start that takes so long would be given up.
      if (both.standIn.state === 'UNPAIRED_IDLE') both.pass(30 * SECOND)
      expect(both.standIn.state).toBe('UNPAIRED')
    }, SOON)
    await both.link()
  })

  test('the stop ends browser and process within five seconds, and never unlinks the phone', async () => {
    await both.link()
    const browser = await browserOf(both)
    const before = performance.now()
    await both.desk.stop()
    expect(performance.now() - before).toBeLessThan(5_000)
    await expect.poll(() => isAlive(browser), SOON).toBe(false)
    expect(both.standIn.asked).not.toContain('logout')
  })
})

/** The process of the browser, by the lock that it holds. */
async function browserOf({ directory }: Both): Promise<number> {
  return Number((await readlink(join(directory, 'session', 'SingletonLock'))).split('-').at(-1))
}

/** Parents of all processes, as Linux tells them. */
async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (const name of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const line = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const parent = Number(
      line
        .slice(line.lastIndexOf(')') + 1)
        .trim()
        .split(' ')[1],
    )
    if (parent > 0) found.set(Number(name), parent)
  }
  return found
}

/** A process that has ended may stand in the list until somebody reaps it. */
async function isAlive(one: number): Promise<boolean> {
  const line = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')
  return line !== '' && line.slice(line.lastIndexOf(')') + 2)[0] !== 'Z'
}

const parentOf = async (one: number) => (await parents()).get(one) ?? 0

async function renderersOf(browser: number): Promise<number[]> {
  const all = await parents()
  const isBelow = (one: number): boolean => {
    const parent = all.get(one)
    return parent !== undefined && (parent === browser || isBelow(parent))
  }
  const renderers: number[] = []
  for (const one of [...all.keys()].filter(isBelow)) {
    const line = await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')
    if (line.includes('--type=renderer')) renderers.push(one)
  }
  return renderers
}

describe.skipIf(noBrowser)('a lease', () => {
  let both: Both
  beforeEach(async () => {
    both = await startBoth({ lease: 15 })
    await both.link()
  })
  afterEach(() => both.stop())

  test('that is over is no lease: who stood still sends nothing before it holds it again', async () => {
    both.pass(15 * SECOND)
    expect(both.state()).toBe('standby')
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN }))).not.toMatchObject({
      outcome: 'done',
    })
    expect(both.standIn.sent).toEqual([])
    await both.becomes('ready')
  })

  test('whose renewal is never answered is asked for again', async () => {
    both.desk.leaseHangs = true
    both.pass(3 * SECOND)
    await expect.poll(() => both.desk.unanswered, SOON).toBe(1)
    both.pass(12 * SECOND)
    expect(both.state()).toBe('standby')
    both.desk.leaseHangs = false
    await vi.waitFor(() => {
      if (both.state() === 'standby') both.pass(SECOND)
      expect(both.state()).toBe('ready')
    }, SOON)
  })
})

describe('without a browser', () => {
  test('one line says how to get one, and the rest of the desk runs on', async () => {
    const both = await startBoth({ chromium: '/nowhere/chromium' })
    await both.becomes('no-browser')
    expect(both.desk.gateway.state().words).toContain('CHROMIUM_PATH')
    expect(await both.desk.gateway.send(outgoing({ channel: 'whatsapp' }))).toMatchObject({ code: 'not-ready' })
    await both.stop()
  })
})
