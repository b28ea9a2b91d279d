/** What goes wrong with a browser and its page, as the real whatsapp-web.js meets it. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mebibytesOf, processesOf } from './browsers.ts'
import { Library, noBrowser, sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

/** Whether it settles within a time in which it always does when all is well. */
const settles = (promise: Promise<unknown>, milliseconds: number) =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, milliseconds, false)),
  ])

describe.skipIf(noBrowser)('a fault', () => {
  let standIn: WhatsAppWebStandIn
  let folder: Awaited<ReturnType<typeof sessionFolder>>
  let library: Library

  beforeEach(async () => {
    standIn = await startWhatsAppWeb()
    folder = await sessionFolder()
    library = new Library(standIn, folder.path, { authTimeoutMs: 500 })
  })
  afterEach(async () => {
    const { browser } = await processesOf(profile())
    // A page that hangs would hold up an orderly end.
    if (browser !== undefined) process.kill(browser, 'SIGKILL')
    await library.end()
    await standIn.stop()
    await folder.remove()
  })
  const profile = () => join(folder.path, 'session')
  const start = async () => {
    await library.client.initialize()
    await standIn.pairByQr()
    await library.isReady()
  }

  test('a page that answers 503 is refused, and its browser is left running', async () => {
    standIn.answer503()
    await expect(library.client.initialize()).rejects.toBe('auth timeout')
    expect((await processesOf(profile())).browser).toBeDefined()
    standIn.answer200()
    await library.client.pupPage?.reload()
    expect(await library.client.getWWebVersion()).toMatch(/^2\./)
  })

  test('a page that lacks a module is refused with its name', async () => {
    await standIn.lackModules('WAWebCmd')
    await expect(library.client.initialize()).rejects.toThrow(/WAWebCmd/)
  })

  test('a module that is needed for sending alone lets the client become ready and fails the send', async () => {
    await standIn.lackModules('WAWebSendMsgChatAction')
    await start()
    const send = () => library.client.sendMessage('6281100000001@c.us', 'Halo', { sendSeen: false })
    await expect(send()).rejects.toThrow(/WAWebSendMsgChatAction/)
    await standIn.lackModules()
    await send()
    await standIn.waitForSent(1)
  })

  test('a page that hangs answers nothing until it goes on', async () => {
    await start()
    standIn.hangPage(1500)
    await expect.poll(() => settles(library.client.getState(), 200)).toBe(false)
    expect(await library.client.getState()).toBe('CONNECTED')
  })

  test('a killed renderer is an error of the page, and leaves the browser', async () => {
    await start()
    const failed = new Promise<Error>((resolve) => library.client.pupPage?.once('error', resolve))
    const { renderers } = await processesOf(profile())
    for (const pid of renderers) process.kill(pid, 'SIGKILL')
    expect((await failed).message).toMatch(/crashed/i)
    await standIn.waitForState('none')
    expect(library.client.pupBrowser?.connected).toBe(true)
    expect(library.all('disconnected')).toEqual([])
    expect(await settles(library.client.getState(), 300)).toBe(false)
  })

  test('a killed browser is told by puppeteer alone', async () => {
    await start()
    const gone = new Promise<void>((resolve) => library.client.pupBrowser?.once('disconnected', () => resolve()))
    const { browser } = await processesOf(profile())
    process.kill(browser ?? 0, 'SIGKILL')
    await gone
    expect(library.all('disconnected')).toEqual([])
  })

  test('memory that the page holds is memory of its process', async () => {
    await start()
    const held = async () => mebibytesOf((await processesOf(profile())).renderers)
    const before = await held()
    standIn.growMemory(200)
    await expect.poll(held, { timeout: 10_000 }).toBeGreaterThan(before + 150)
  })
})
