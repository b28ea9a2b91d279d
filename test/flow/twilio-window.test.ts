/** WhatsApp's 24 hours in the whole desk: who has not written is sent a template, and what fails later comes again once. */
import { afterEach, expect, test } from 'vitest'
import { NEW_REPORT, WHOLE_TEXT } from '../twilio/desk.ts'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
afterEach(() => whole.end())

const REPORT = 'LAPOR PC 2 tidak bisa login'
const RATNA = 'whatsapp:+6281100000005'
const TEMPLATES = `templates:
  new-report: {contentSid: ${NEW_REPORT}, variables: {1: nomor, 2: kendala}}
  default: {contentSid: ${WHOLE_TEXT}, variables: {1: teks}}`

const start = async (deskFile = TEMPLATES) => {
  whole = await WholeDesk.start({ deskFile })
}
/** How the last message to Ratna went. */
const how = () => {
  const { ContentSid, Body } = whole.standIn.sent.filter(({ to }) => to === RATNA).at(-1)?.parameters ?? {}
  return ContentSid ?? (Body === undefined ? 'not at all' : 'free text')
}
const ratnaWrites = async () => {
  await whole.phones.says('Ratna', 'whatsapp', 'DAFTAR')
  whole.phones.hears({ 'Ratna whatsapp': ['iket', 'terbuka'] })
  await whole.finish()
}

test('who has never written is sent the template for the message; who has written within a day, free text', async () => {
  await start()
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan nomor 1: PC 2 tidak bisa login' })
  await ratnaWrites()
  expect(how()).toBe('free text')
  await whole.desk.advanceTo('2026-11-23T14:08:30+07:00')
  whole.phones.hears({ 'Ratna whatsapp': 'PENGINGAT 1' })
  expect(how()).toBe('free text')
})

test('a day after the last message it is the template again, by desk time', async () => {
  await start()
  await ratnaWrites()
  await whole.desk.advance('PT23H')
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  expect(how()).toBe('free text')
  await whole.finish()
  await whole.desk.advance('PT55M')
  await whole.phones.readsAll()
  expect(how()).toBe(WHOLE_TEXT)
})

test('without a template the message takes the next channel, and the log names what to fill', async () => {
  await start(`templates: {reminder: {contentSid: ${WHOLE_TEXT}, variables: {1: teks}}}`)
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1' })
  expect(whole.desk.log.filter(({ level }) => level === 'warn')).toMatchObject([
    {
      words: expect.stringContaining('fill templates.new-report or templates.default in desk.yaml'),
      fields: { code: 'no-template', next: 'sms' },
    },
  ])
})

test('an office without any template: WhatsApp says that it takes no free text, and the next channel carries it', async () => {
  whole = await WholeDesk.start({ deskFile: 'templates: {}' })
  whole.standIn.windowsClosed.add(RATNA)
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  await whole.finish()
  whole.phones.hears({ 'Ratna sms': 'Laporan baru 1' })
  await whole.phones.says('Dimas', 'sms', 'LAPOR printer macet')
  whole.phones.hears({ 'Dimas sms': 'No. 2', 'Ratna sms': 'Laporan baru 2' })
})

test('63016 comes later: the message comes again once, as a template, and so do those after it', async () => {
  await start()
  await ratnaWrites()
  whole.standIn.windowsClosed.add(RATNA)
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  expect(how()).toBe('free text')
  await whole.finish()
  whole.phones.hears({ 'Ratna whatsapp': 'Laporan nomor 1: PC 2 tidak bisa login' })
  expect(how()).toBe(NEW_REPORT)
  await whole.finish()
  expect(await whole.outcomes()).toEqual([
    'whatsapp delivered',
    'sms delivered',
    'whatsapp failed 63016',
    'whatsapp delivered',
  ])

  await whole.phones.says('Dimas', 'sms', 'LAPOR printer macet')
  whole.phones.hears({ 'Dimas sms': 'No. 2', 'Ratna whatsapp': 'Laporan nomor 2' })
  await whole.finish()
  await ratnaWrites()
  await whole.phones.says('Dimas', 'sms', 'LAPOR suara putus-putus')
  whole.phones.hears({ 'Dimas sms': 'No. 3', 'Ratna whatsapp': 'Laporan baru No. 3' })
  expect(how()).toBe('free text')
})

test('two that were under way when the window closed come again both; told twice, each comes once', async () => {
  await start()
  await ratnaWrites()
  await whole.phones.says('Wulan', 'sms', REPORT)
  const first = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  await whole.phones.says('Dimas', 'sms', 'LAPOR printer macet')
  const second = whole.phones.hears({ 'Dimas sms': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  const notices = [...first, ...second].filter(({ to }) => to === RATNA)
  for (const { sid } of [...notices, ...notices]) await whole.status(sid, 'undelivered', { ErrorCode: '63016' })
  const again = whole.phones.unread().map(({ to, body }) => `${to} ${body.slice(0, 15)}`)
  expect(again).toEqual([`${RATNA} Laporan nomor 1`, `${RATNA} Laporan nomor 2`])
  await whole.phones.readsAll()
})

test('where the template fails with 63016 as well, the message takes the next channel', async () => {
  await start()
  await ratnaWrites()
  whole.standIn.undeliverable.set(RATNA, 63016)
  await whole.phones.says('Wulan', 'sms', REPORT)
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  await whole.finish()
  whole.phones.hears({ 'Ratna whatsapp': 'Laporan nomor 1' })
  await whole.finish()
  whole.phones.hears({ 'Ratna sms': 'Laporan baru 1' })
  expect((await whole.outcomes()).slice(2)).toEqual(['whatsapp failed 63016', 'whatsapp failed 63016', 'sms sent'])
})

test('who writes before 63016 is told has opened the window again: the message comes again as free text', async () => {
  await start()
  await ratnaWrites()
  await whole.phones.says('Wulan', 'sms', REPORT)
  const heard = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  const notice = heard.find(({ to }) => to === RATNA)
  await whole.desk.advance('PT10S')
  await whole.phones.says('Ratna', 'whatsapp', 'DAFTAR')
  whole.phones.hears({ 'Ratna whatsapp': 'terbuka' })
  await whole.status(notice?.sid, 'undelivered', { ErrorCode: '63016' })
  whole.phones.hears({ 'Ratna whatsapp': 'Laporan baru No. 1' })
  expect(how()).toBe('free text')
})
