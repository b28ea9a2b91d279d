/** A message with a document, on every line: it arrives with its name and bytes, or the words say where it is. */
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { ASKED, LINES, type Line } from './lines.ts'

const WORDS = 'Laporan perbaikan No. 27 terlampir.'
const PDF = '%PDF-1.7 a small report'
const NAME = 'laporan-perbaikan-27.pdf'

/** Which line carries a document, and whether its bytes can be seen at the far end. */
const ON = [
  ['simulator', 'whatsapp', 'carries'],
  ['simulator', 'sms', 'says where'],
  ['twilio', 'whatsapp', 'carries'],
  ['twilio', 'sms', 'says where'],
  ['smsgate', 'sms', 'says where'],
  ['whatsapp-web', 'whatsapp', 'carries'],
] as const

test('every line is asked', () => {
  expect([...new Set(ON.map(([name]) => name))].sort()).toEqual(Object.keys(LINES).sort())
})

describe.each(ON.filter(([name]) => ASKED.includes(name)))('%s on %s', (name, channel, does) => {
  let line: Line
  afterEach(() => line.end())

  /** As a decision leaves it: a message with a stored document, to be sent. */
  async function owes(person: string): Promise<void> {
    const client = new pg.Client(line.desk.database)
    await client.connect()
    const { rows } = await client.query(
      `with c as (select id from conversations where address = $1 and channel = $2), m as (
        insert into media (inbox_id, mime_type, name, content, sha256)
        values (0, 'application/pdf', $3, convert_to($4, 'UTF8'), 'x') returning id)
      insert into outbox (conversation_id, channel, text, topic, media_id, created_at)
        select c.id, $2, $5, 'recording', m.id, (select max(received_at) from inbox) from c, m returning id`,
      [line.desk.phone(person).address, channel, NAME, PDF, WORDS],
    )
    await client.end()
    expect(rows).toHaveLength(1)
    await line.desk.settle()
  }

  test(`a document: it ${does}`, async () => {
    line = await (LINES[name] as (channel: 'sms' | 'whatsapp') => Promise<Line>)(channel)
    await line.writes('Ratna', 'DAFTAR', '1')
    await line.desk.settle()
    await owes('Ratna')
    const text = (await line.heard('Ratna')).at(-1)
    const documents = await line.documents('Ratna')
    if (does === 'carries') {
      expect(text).toBe(WORDS)
      expect(documents).toEqual([expect.objectContaining({ name: NAME, mimeType: 'application/pdf' })])
      // The simulator shows that it came, and holds nothing.
      if (name !== 'simulator') expect(documents).toEqual([expect.objectContaining({ content: PDF })])
    } else {
      expect(text).toBe(`${WORDS}\nLampirannya tersimpan di meja bantuan dan dapat diminta di sana.`)
      expect(documents).toEqual([])
    }
    expect((await line.heard('Yudi')).length + (await line.documents('Yudi')).length).toBe(0)
  })

  test('whose answer was lost is looked up, and nothing is sent twice', async () => {
    line = await (LINES[name] as (channel: 'sms' | 'whatsapp') => Promise<Line>)(channel)
    await line.writes('Ratna', 'DAFTAR', '1')
    await line.desk.settle()
    const before = (await line.heard('Ratna')).length
    await line.losesAnswer()
    await owes('Ratna')
    await line.answersAgain()
    await line.desk.advance('PT2M')
    expect(await line.heard('Ratna')).toHaveLength(before + 1)
    expect(await line.documents('Ratna')).toHaveLength(does === 'carries' ? 1 : 0)
  })
})
