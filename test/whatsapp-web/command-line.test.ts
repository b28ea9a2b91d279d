/** `npm run desk -- whatsapp ...`, typed beside a desk that runs. */
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawn } from '../../bots/whatsapp-web/qr.ts'
import { runDesk } from '../../src/cli/program.ts'
import { FILES } from '../../src/config/files.ts'
import { showPairing } from '../../src/pairing.ts'
import { outgoing } from '../harness/small-desk.ts'
import { type Both, ME, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'

async function typed(directory: string, words: readonly string[], lines: string[] = []) {
  const environment = { WHATSAPP_WEB: 'on', DATA_DIR: dirname(directory) }
  const output = { line: (line: string) => void lines.push(line), aside: (line: string) => void lines.push(line) }
  const code = await runDesk(['whatsapp', ...words], { environment, files: FILES, output })
  return { code, text: lines.join('\n') }
}

describe.skipIf(noBrowser)('beside a desk that has the browser', () => {
  let both: Both
  const type = (...words: readonly string[]) => typed(both.directory, words)
  beforeEach(async () => {
    both = await startBoth()
  })
  afterEach(() => both.stop())

  test('a phone is linked by a code, and no second one', async () => {
    await both.becomes('pairing')
    const given = await type('pair', '--phone', ME)
    expect(given.code, given.text).toBe(0)
    expect(given.text.replace('-', '')).toContain(both.standIn.pairingCode)
    await both.standIn.pairByCode()
    await both.becomes('ready')
    expect(await type('pair', '--phone', ME)).toEqual({ code: 1, text: expect.stringContaining('linked already') })
    expect(both.standIn.asked.filter((one) => one.startsWith('pairing-code'))).toHaveLength(1)
  })

  test('the code to be scanned is drawn, again when it changes, until a phone is linked', async () => {
    await both.becomes('pairing')
    const lines: string[] = []
    const running = typed(both.directory, ['pair'], lines)
    const shown = async () => {
      const now = both.desk.gateway.pairing?.()?.qr
      return now !== undefined && lines.includes(await drawn(now))
    }
    await expect.poll(shown, SOON).toBe(true)
    expect(lines.join('\n')).toContain('Perangkat tertaut')
    const first = both.desk.gateway.pairing?.()?.qr
    both.standIn.turnQr()
    await expect.poll(() => both.desk.gateway.pairing?.()?.qr, SOON).not.toBe(first)
    await expect.poll(shown, SOON).toBe(true)
    await both.standIn.pairByQr()
    expect((await running).code).toBe(0)
    expect(lines.at(-1)).toBe('WhatsApp sudah tertaut.')
    expect(await type('pair')).toEqual({ code: 1, text: expect.stringContaining('linked already') })
  })

  test('a desk that runs in a terminal draws it there, and nowhere else', async () => {
    const [terminal, file] = [{ isTTY: true, text: '' }, { text: '' }]
    const writing = (to: { text: string }) => (text: string) => {
      to.text += text
    }
    const { gateway } = both.desk
    showPairing([gateway], { ...terminal, write: writing(terminal) })
    showPairing([gateway], { write: writing(file) })
    await both.becomes('pairing')
    const now = async () => terminal.text.includes(await drawn(gateway.pairing?.()?.qr ?? 'none'))
    await expect.poll(now, SOON).toBe(true)
    await both.link()
    await expect.poll(() => terminal.text, SOON).toContain('WhatsApp sudah tertaut.')
    expect(file.text).toBe('')
    expect(JSON.stringify(both.desk.log)).not.toContain('2@')
  })

  test('a code that WhatsApp refuses ends nothing: the QR code is still there', async () => {
    await both.becomes('pairing')
    both.standIn.refusesPairingCode = true
    expect(await type('pair', '--phone', ME)).toEqual({ code: 1, text: expect.stringContaining('no code') })
    await both.link()
  })

  test('what is no mobile number is refused before anything is asked', async () => {
    expect(await type('pair', '--phone', '12')).toEqual({ code: 1, text: expect.stringContaining('--phone') })
    expect(both.standIn.asked.filter((one) => one.startsWith('pairing-code'))).toEqual([])
  })

  test('paused, nothing is sent until it goes on', async () => {
    await both.link()
    const message = outgoing({ channel: 'whatsapp', to: WULAN })
    expect((await type('pause')).code).toBe(0)
    expect(await both.desk.gateway.send(message)).toMatchObject({ code: 'stopped' })
    expect((await type('status')).text).toContain('sending is stopped')
    expect((await type('resume')).code).toBe(0)
    expect(await both.desk.gateway.send(message)).toMatchObject({ outcome: 'done' })
  })

  test('the groups of the phone are listed with their ids', async () => {
    await both.link()
    const chat = '120363000000000001@g.us'
    expect((await type('groups')).text).toContain('in no group')
    both.standIn.receive({ from: WULAN, text: 'halo semua', chat })
    await expect
      .poll(async () => (await type('groups')).text, SOON)
      .toMatch(/^120363000000000001@g\.us {2}not read {2}\S/)
  })

  test('after it was opened elsewhere, "resume" takes it back', async () => {
    await both.link()
    both.standIn.conflict()
    await both.becomes('conflict')
    expect((await type('resume')).code).toBe(0)
    await both.becomes('ready')
    await expect.poll(() => both.desk.alarms.at(-1)?.over, SOON).toBe(true)
  })
})

test('without a desk that runs, one line says so', async () => {
  expect(await typed('/nowhere/whatsapp', ['status'])).toEqual({
    code: 1,
    text: expect.stringContaining('start it first'),
  })
})
