/** Linking a browser, keeping the link, and losing it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClientOptions } from 'whatsapp-web.js'
import { leaveStaleLock, processesOf, removeLocks } from './browsers.ts'
import { Library, noBrowser, sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

describe.skipIf(noBrowser)('a link', () => {
  let standIn: WhatsAppWebStandIn
  let folder: Awaited<ReturnType<typeof sessionFolder>>
  let libraries: Library[]

  beforeEach(async () => {
    standIn = await startWhatsAppWeb()
    folder = await sessionFolder()
    libraries = []
  })
  afterEach(async () => {
    for (const library of libraries) await library.end()
    await standIn.stop()
    await folder.remove()
  })
  const start = async (options: ClientOptions = {}) => {
    const library = new Library(standIn, folder.path, options)
    libraries.push(library)
    await library.client.initialize()
    return library
  }
  const linked = async () => {
    const library = await start()
    await standIn.pairByQr()
    await library.isReady()
    return library
  }

  test('a QR code is shown, turns, ends, is shown again, and is scanned', async () => {
    const library = await start()
    expect(await library.hears('qr')).toMatch(/^2@/)
    standIn.turnQr()
    await library.hears('qr', () => true, 1)
    standIn.exhaustQr()
    await expect.poll(() => library.client.getState()).toBe('UNPAIRED_IDLE')
    await library.client.pupPage?.evaluate('window.require("WAWebCmd").Cmd.refreshQR()')
    await library.hears('qr', () => true, 2)
    expect(new Set(library.all('qr').map(({ values: [code] }) => code)).size).toBe(3)
    await standIn.pairByQr()
    await library.isReady()
    expect(library.client.info.wid._serialized).toBe('6281100000112@c.us')
    expect(library.all('authenticated')).toHaveLength(1)
  })

  test('a pairing code is refused, asked for again and typed', async () => {
    const library = await start()
    standIn.refusesPairingCode = true
    await expect(library.client.requestPairingCode('6281100000112')).rejects.toThrow('rate-overlimit')
    standIn.refusesPairingCode = false
    await library.client.requestPairingCode('6281100000112')
    expect(await library.hears('code')).toBe(standIn.pairingCode)
    await standIn.pairByCode()
    await library.isReady()
  })

  test('it is kept over an orderly end and over a kill', async () => {
    const first = await linked()
    await first.end()
    const second = await start()
    await second.isReady()
    const gone = new Promise((resolve) => second.client.pupBrowser?.once('disconnected', resolve))
    const { browser, renderers } = await processesOf(join(folder.path, 'session'))
    expect(browser).toBe(second.client.pupBrowser?.process()?.pid)
    expect(renderers.length).toBeGreaterThan(0)
    process.kill(browser ?? 0, 'SIGKILL')
    await gone
    const third = await start()
    await third.isReady()
    expect([...second.all('qr'), ...third.all('qr')]).toEqual([])
    expect(second.all('disconnected')).toEqual([])
  })

  test('the phone unlinks: the page leaves, the session is wiped and a new QR code is shown', async () => {
    const library = await linked()
    const listensAgain = standIn.waitForAsked(/^listens$/)
    standIn.logoutFromPhone()
    expect(await library.hears('disconnected')).toBe('LOGOUT')
    await library.hears('qr', () => true, 1)
    await listensAgain
    expect(standIn.paired).toBe(false)
  })

  test('the phone unlinks and the page only says UNPAIRED: the browser ends', async () => {
    const library = await linked()
    standIn.logoutFromPhone('state')
    expect(await library.hears('disconnected')).toBe('UNPAIRED')
    await standIn.waitForState('none')
  })

  test('unlinked while away, it shows a QR code', async () => {
    await (await linked()).end()
    standIn.logoutFromPhone()
    const library = await start()
    await library.hears('qr')
    expect(library.all('ready')).toEqual([])
  })

  test('the client logs out by itself, and nothing is told', async () => {
    const library = await linked()
    await library.client.logout()
    expect(standIn.asked).toContain('logout')
    expect(library.all('disconnected')).toEqual([])
    expect(await readdir(folder.path)).toEqual([])
  })

  test('WhatsApp Web opened elsewhere is a conflict, and the browser ends', async () => {
    const library = await linked()
    standIn.conflict()
    expect(await library.hears('disconnected')).toBe('CONFLICT')
    await standIn.waitForState('none')
    expect(standIn.paired).toBe(true)
  })

  test('a page that has synchronised too early never comes to ready by itself', async () => {
    await (await linked()).end()
    standIn.sync = 'early'
    const library = await start()
    expect(await library.client.getState()).toBe('CONNECTED')
    expect(library.all('ready')).toEqual([])
    await library.client.pupPage?.evaluate('window.onAppStateHasSyncedEvent()')
    await library.isReady()
    expect(library.all('ready')).toHaveLength(1)
  })

  test('a page that synchronises late makes the client ready then, and may say so again', async () => {
    standIn.sync = 'late'
    const library = await start()
    await standIn.pairByQr()
    await expect.poll(() => library.client.getState()).toBe('CONNECTED')
    expect(library.all('ready')).toEqual([])
    standIn.finishSync()
    await library.isReady()
    standIn.finishSync(2)
    await library.isReady(3)
  })

  test('a lock that a browser on another machine left behind stops the start until it is removed', async () => {
    await leaveStaleLock(join(folder.path, 'session'))
    await expect(start()).rejects.toThrow(/Code: 21/)
    await removeLocks(join(folder.path, 'session'))
    await (await start()).hears('qr')
  })
})
