/** Senders whose number WhatsApp hides, and messages that come from the office's own numbers (DOMAIN 4.6, 7.9). */
import { afterEach, describe, expect, test } from 'vitest'
import { runDesk } from '../../src/cli/program.ts'
import type { DeskOptions } from '../harness/desk.ts'
import { SMS_FROM, WHATSAPP_FROM } from '../twilio/desk.ts'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
afterEach(() => whole.end())
const start = async (options: DeskOptions = {}) => {
  whole = await WholeDesk.start(options)
}

const ID = 'ID.15022233344455566'
const RATNA = '+6281100000005'
const hidden = { From: `whatsapp:${ID}`, WaId: '', ProfileName: 'Ratna 🌸', ExternalUserId: ID }
const idSays = (text: string) => whole.phones.says('Wulan', 'whatsapp', text, hidden)
const wulanReports = (text: string) => whole.phones.says('Wulan', 'sms', text)

/** As the operator types it. */
async function desk(...typed: string[]): Promise<string> {
  const lines: string[] = []
  const line = (words: string) => void lines.push(words)
  await runDesk(typed, {
    environment: { DATABASE_URL: whole.desk.database, PORT: '1' },
    files: { read: () => undefined },
    output: { line, aside: line },
  })
  return lines.join('\n')
}

describe('a sender without a number', () => {
  test('is a stranger whose id the supervisor reads whole, until the operator links it', async () => {
    await start()
    await idSays('LAPOR PC 2 tidak bisa login')
    const told = [`ID: ${ID}`, 'ditautkan oleh admin', 'PC 2 tidak bisa login']
    whole.phones.hears({ 'Yudi whatsapp': told, 'Ratna whatsapp': told, [`${ID} whatsapp`]: 'belum terdaftar' })
    expect(await desk('doctor')).toMatch(
      new RegExp(`people: without a number +${ID} \\("Ratna *"\\) wrote, last .*people link PERSON ${ID}`),
    )
    expect(await desk('people', 'link', 'Ratna', `whatsapp:${ID}`)).toBe(`${ID} is Ratna (0811-xxxx-x005) from now on.`)
    expect(await desk('doctor')).not.toContain(ID)

    await wulanReports('LAPOR printer macet')
    // Her number has written on WhatsApp never: the line that is linked to her is the one she reads.
    whole.phones.hears({ 'Wulan sms': 'No. 1', [`${ID} whatsapp`]: 'Laporan baru No. 1' })
    await idSays('TERIMA 1')
    whole.phones.hears({ [`${ID} whatsapp`]: 'diterima', 'Wulan whatsapp': 'sudah diterima Kepala Seksi (Ratna)' })
    expect(await whole.desk.ticket(1)).toMatchObject({ state: 'analysing' })
  })

  test('who also writes from the number is written to there', async () => {
    await start()
    expect(await desk('people', 'link', RATNA, ID)).toContain('is Ratna')
    await whole.phones.says('Ratna', 'whatsapp', 'DAFTAR')
    whole.phones.hears({ 'Ratna whatsapp': 'Tidak ada tiket terbuka' })
    await wulanReports('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    const onWhatsapp = whole.standIn.sent.filter(({ to }) => to.startsWith('whatsapp:'))
    expect(onWhatsapp.at(-1)?.to).toBe(`whatsapp:${RATNA}`)
  })

  test('at which nothing can be delivered is passed over for the next channel', async () => {
    await start()
    await desk('people', 'link', 'Ratna', ID)
    await wulanReports('LAPOR printer macet')
    const [first] = whole.phones
      .hears({ 'Wulan sms': 'No. 1', [`${ID} whatsapp`]: 'Laporan baru' })
      .filter(({ to }) => to.includes(ID))
    await whole.status(first?.sid, 'failed', { ErrorCode: '63024' })
    whole.phones.hears({ 'Ratna sms': 'Laporan baru 1' })
  })

  test('is linked to one person alone, and may be nobody again', async () => {
    await start()
    await desk('people', 'link', '5', ID)
    expect(await desk('people', 'link', 'Yudi', ID)).toContain(`linked to Ratna: \`people unlink ${ID}\` first`)
    expect(await desk('people', 'link', 'Siapa', ID)).toContain('nobody in the directory')
    expect(await desk('people', 'link', 'Yudi', '0812')).toContain("no id of WhatsApp's")
    expect(await desk('people', 'unlink', ID)).toBe(`${ID} is nobody from now on.`)
    expect(await desk('people', 'link', 'Yudi', ID)).toContain('is Yudi')
  })
})

describe("a message from one of the office's own numbers", () => {
  test.each([
    ['sms', SMS_FROM, SMS_FROM],
    ['sms', WHATSAPP_FROM, WHATSAPP_FROM],
    ['whatsapp', `whatsapp:${WHATSAPP_FROM}`, WHATSAPP_FROM],
  ] as const)('%s from %s is kept, never answered and logged once', async (channel, From, address) => {
    await start()
    for (const text of ['halo', 'LAPOR PC 2 tidak bisa login', 'STATUS 1', 'tolong kebakaran di pasar'])
      await whole.phones.says('Wulan', channel, text, { From })
    expect(
      await whole.rows(`select i.state from inbox i join conversations c on c.id = conversation_id
        where c.address = '${address}'`),
    ).toEqual(Array.from({ length: 4 }, () => ({ state: 'decided' })))
    expect(whole.standIn.sent).toEqual([])
    const lines = whole.desk.log.filter(({ words }) => words.includes("the desk's own numbers"))
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain(address)
  })
})
