/** Groups of WhatsApp, and what a human types at the office's own phone. */
import { afterEach, describe, expect, test } from 'vitest'
import { noBrowser } from '../whatsapp-web/library.ts'
import { WhatsAppDesk } from '../whatsapp-web/phones.ts'

const GROUP = '120363000000000001@g.us'
const OTHER = '120363000000000002@g.us'
const PEOPLE = [
  'people:',
  '  - {name: Wulan, role: call_taker, phone: 0811-0000-0001, channels: [whatsapp]}',
  '  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [whatsapp]}',
  '  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [whatsapp]}',
].join('\n')
const STRANGER = '+6281100000099'

describe.skipIf(noBrowser)('WhatsApp', () => {
  let phones: WhatsAppDesk
  afterEach(() => phones.end())
  const start = async (more = '') => {
    phones = await WhatsAppDesk.start(`${PEOPLE}\n${more}`)
  }
  const groupLines = () => phones.desk.log.filter(({ words }) => words.includes('a group that is not read'))
  const texts = async () => (await phones.rows('select text from inbox order by id')).map(({ text }) => text)

  test('in a group that is not named nothing is read, and the log tells once how it can be', async () => {
    await start()
    const { standIn } = phones
    standIn.receive({ from: phones.to('Wulan'), text: 'LAPOR PC 2 mati', chat: GROUP })
    standIn.receive({ from: phones.to('Wulan'), text: 'LAPOR PC 3 mati', chat: GROUP })
    standIn.receive({ from: phones.to('Wulan'), text: 'LAPOR PC 4 mati', chat: OTHER })
    await phones.says('Ratna', 'DAFTAR')
    expect(await texts()).toEqual(['DAFTAR'])
    expect(groupLines().map(({ fields }) => (fields as { group?: string }).group)).toEqual([GROUP, OTHER])
  })

  test('in a group that is read a member’s report is a ticket, answered in the member’s own chat alone', async () => {
    await start(`whatsapp: {groups: ["${GROUP}"]}`)
    const { standIn } = phones
    const wulan = { from: phones.to('Wulan'), chat: GROUP }
    await phones.says('Wulan', 'LAPOR PC 2 tidak bisa login', { chat: GROUP, lid: true })
    const [own] = phones
      .hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
      .filter(({ to }) => to === phones.to('Wulan'))
    expect(own).not.toHaveProperty('quotes')
    // Talk, commands and answers in the group are for the people there.
    for (const text of ['siap pak', 'BATAL 1', 'STATUS', 'ada yang tahu?', '1'])
      await phones.says('Wulan', text, { chat: GROUP })
    standIn.receive({ from: STRANGER, text: 'tolong kebakaran di jalan merdeka ada korban', chat: GROUP })
    standIn.receive({ from: STRANGER, text: 'LAPOR PC 9 mati', chat: GROUP })
    standIn.receive({ ...wulan, text: 'LAPOR PC 8 mati', chat: OTHER })
    await phones.says('Wulan', 'LAPOR printer macet', { chat: GROUP })
    phones.hears({ Wulan: 'No. 2', Ratna: 'Laporan baru No. 2' })
    expect(standIn.sent.filter(({ chat }) => chat.endsWith('@g.us'))).toEqual([])
    expect((await phones.desk.tickets()).map(({ number, state }) => `${number} ${state}`)).toEqual([
      '1 reported',
      '2 reported',
    ])
    expect((await texts()).filter((text) => /PC 9|PC 8|kebakaran/.test(String(text)))).toEqual([])
    expect(groupLines().map(({ fields }) => (fields as { group?: string }).group)).toEqual([OTHER])
  })

  test('a report in the group while WhatsApp was away is found as well', async () => {
    await start(`whatsapp: {groups: ["${GROUP}"]}`)
    await phones.goesAway()
    phones.writesUnheard('Wulan', 'LAPOR PC 2 tidak bisa login', { chat: GROUP })
    phones.writesUnheard('Wulan', 'LAPOR PC 3 tidak bisa login', { chat: OTHER })
    await phones.comesBack(1)
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
  })

  test('what a human types at the office’s phone stands on the ticket that it quotes, and is no command', async () => {
    await start()
    const report = await phones.says('Wulan', 'LAPOR PC 2 tidak bisa login')
    const told = phones
      .hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
      .find(({ to }) => to === phones.to('Ratna'))
    const { standIn } = phones
    standIn.typedOnPhone(phones.to('Wulan'), 'BATAL 1, kami telepon saja', { quote: report })
    standIn.typedOnPhone(phones.to('Ratna'), 'TERIMA 1', { quote: told?.id ?? '' })
    standIn.typedOnPhone(phones.to('Yudi'), 'LAPOR printer macet')
    await expect.poll(texts).toHaveLength(4)
    await phones.desk.settle()
    phones.hears({})
    const ticket = await phones.desk.ticket(1)
    expect(ticket.state).toBe('reported')
    const typed = ticket.messages.filter(
      ({ text }: { text: string }) => /telepon saja|TERIMA 1$/.test(text) && text.length < 40,
    )
    expect(
      typed.map(({ direction, text, status }: Record<string, string>) => `${direction} ${status}: ${text}`),
    ).toEqual(['out sent: BATAL 1, kami telepon saja', 'out sent: TERIMA 1'])
    expect(await phones.desk.tickets()).toHaveLength(1)

    // Also what was typed while nobody listened; and what the desk itself sent is none of it.
    await phones.goesAway(Date.now() - 600_000)
    standIn.typedOnPhone(phones.to('Wulan'), 'kami sedang ke sana', { quote: report, at: Date.now() - 60_000 })
    await phones.comesBack(1)
    phones.hears({})
    const own = await phones.rows("select text from inbox where content ? 'own' order by id")
    expect(own.map(({ text }) => text)).toEqual([
      'BATAL 1, kami telepon saja',
      'TERIMA 1',
      'LAPOR printer macet',
      'kami sedang ke sana',
    ])
  })
})
