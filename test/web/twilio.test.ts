/** The whole desk behind Twilio's webhooks, its replies at a stand-in of Twilio's Messages resource. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NEXT_TOKEN, PUBLIC_URL, SMS_FROM, TOKEN, WHATSAPP_FROM } from '../twilio/desk.ts'
import { encode, sign } from '../twilio/sign.ts'
import { startTwilioDesk, type TwilioDesk } from './twilio-desk.ts'

let both: TwilioDesk
beforeEach(async () => {
  both = await startTwilioDesk()
})
afterEach(() => both.close())

const [WULAN, RATNA, BAGAS] = ['+6281100000001', '+6281100000005', '+6281100000007'] as const
const STRANGER = '+6281100000099'
const LAPOR = 'LAPOR tiket tidak terkirim ke OPD, PC 2'
const MESSAGE = '/webhooks/twilio/message'

/** Writes and waits until the desk is at rest. */
const says = async (from: string, body: string, more: Record<string, string> = {}) => {
  const answer = await both.says(from, body, more)
  expect(answer.status).toBe(200)
  await both.desk.settle()
  return answer
}
const last = (number: string) => both.sentTo(number).at(-1)

describe('a report', () => {
  test('by WhatsApp becomes a ticket, goes the whole way and is closed', async () => {
    const [wulan, ratna] = [`whatsapp:${WULAN}`, `whatsapp:${RATNA}`]
    await says(wulan, LAPOR, { ProfileName: 'Wulan' })
    expect(last(wulan)).toMatchObject({ from: `whatsapp:${WHATSAPP_FROM}`, body: expect.stringContaining('No. 1') })
    expect(last(ratna)?.body).toContain('Laporan baru No. 1')
    await says(ratna, 'TERIMA 1')
    expect(last(wulan)?.body).toMatch(/diterima/i)
    await says(ratna, 'SELESAI 1 service dijalankan ulang')
    expect(last(wulan)?.body).toContain('YA 1')
    await says(wulan, 'YA 1')
    expect(await both.desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', channel: 'whatsapp' })
    expect([both.sentTo(wulan).length, both.sentTo(ratna).length, both.standIn.sent.length]).toEqual([4, 4, 8])
  })

  test('by SMS is answered by SMS, in plain GSM-7 and without a needless second segment', async () => {
    await says(WULAN, LAPOR)
    expect(last(WULAN)).toMatchObject({ from: SMS_FROM, body: expect.stringContaining('1') })
    expect(last(WULAN)?.body).toMatch(/^[\x20-\x7e\n]*$/)
    expect(await both.desk.ticket(1)).toMatchObject({ channel: 'sms', reporter: { name: 'Wulan' } })
    // Ratna has not written: her first channel is WhatsApp.
    expect(last(`whatsapp:${RATNA}`)?.body).toContain('Laporan baru No. 1')
  })

  test('may be quoted instead of numbered', async () => {
    await says(WULAN, 'LAPOR printer loket 1 macet')
    await says(WULAN, 'LAPOR printer loket 2 macet')
    const [first] = both.sentTo(`whatsapp:${RATNA}`)
    await says(`whatsapp:${RATNA}`, 'TERIMA', { OriginalRepliedMessageSid: first?.sid ?? '' })
    expect((await both.desk.ticket(1)).state).toBe('analysing')
    expect((await both.desk.ticket(2)).state).toBe('reported')
  })

  test('from an unknown number is answered once, and is no ticket', async () => {
    await says(STRANGER, LAPOR)
    await says(STRANGER, 'halo, ada orang?')
    expect(both.standIn.sent.map(({ to }) => to)).toEqual([STRANGER])
    expect(both.standIn.sent[0]?.body).toMatch(/terdaftar/)
    expect(both.standIn.sent[0]?.body).toContain('112')
    expect(await both.desk.tickets()).toEqual([])
  })

  test('the same message on many connections at once is one ticket', async () => {
    const sid = `SM${'b'.repeat(32)}`
    const same = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid }
    const answers = await Promise.all(Array.from({ length: 10 }, () => both.says(WULAN, LAPOR, same)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    await both.desk.settle()
    await says(WULAN, LAPOR, same)
    expect(await both.desk.tickets()).toHaveLength(1)
    expect(both.standIn.sent).toHaveLength(2)
  })

  test.each([
    ['64 KB', `LAPOR ${'tiket tidak terkirim '.repeat(2900)}`],
    ['NUL bytes', 'LAPOR ti\0ket tidak terkirim ke OPD'],
    ['right-to-left marks', '\u202eLAPOR\u202c tiket \u200ftidak terkirim ke OPD'],
    ['a lone surrogate, as the wire holds it', 'LAPOR tiket \ud800 tidak terkirim ke OPD'],
  ])('with %s is stored and answered', async (_name, body) => {
    const answer = await both.says(WULAN, body)
    expect(answer.status).toBe(200)
    await both.desk.settle()
    await both.desk.advance('PT1M')
    expect(await both.desk.tickets()).toHaveLength(1)
    expect(last(WULAN)?.body).toContain('1')
  })

  test('with a picture lists it, and a sticker alone is answered or passed over', async () => {
    const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/media/1', MediaContentType0: 'image/jpeg' }
    await says(`whatsapp:${WULAN}`, LAPOR, media)
    expect((await both.desk.ticket(1)).attachments).toMatchObject([{ mimeType: 'image/jpeg' }])
    await says(`whatsapp:${WULAN}`, '', { ...media, MediaContentType0: 'image/webp' })
    expect(await both.desk.tickets()).toHaveLength(1)
  })

  test('an opt-out that Twilio answered is not answered again, and ends notices', async () => {
    await says(`whatsapp:${RATNA}`, 'STOP', { OptOutType: 'STOP' })
    expect(both.standIn.sent).toEqual([])
    await says(WULAN, LAPOR)
    expect(both.sentTo(`whatsapp:${RATNA}`)).toEqual([])
    await says(`whatsapp:${RATNA}`, 'START', { OptOutType: 'START' })
    await says(WULAN, 'LAPOR printer loket 2 macet')
    expect(last(`whatsapp:${RATNA}`)?.body).toContain('No. 2')
  })
})

describe('a webhook that Twilio did not sign', () => {
  const SECRET_WORDS = 'LAPOR rahasia sekali'
  const odd: readonly (readonly [string, object])[] = [
    ['no signature', { signature: null }],
    ['an empty signature', { signature: '' }],
    ['a wrong signature', { signature: `${'A'.repeat(27)}=` }],
    ['a signature under another token', { token: 'somebody-elses-token' }],
  ]
  test.each(odd)('%s: 403, logged without its body, and nothing is kept', async (_name, how) => {
    const { desk, standIn } = both
    const answer = await standIn.sendMessage(desk.url, { From: WULAN, Body: SECRET_WORDS }, how)
    expect(answer.status).toBe(403)
    const status = { MessageSid: 'SM1', MessageStatus: 'delivered', AccountSid: '' }
    const forged = await fetch(`${desk.url}/webhooks/twilio/status?id=1`, { method: 'POST', body: encode(status) })
    expect(forged.status).toBe(403)
    await desk.settle()
    expect(await desk.tickets()).toEqual([])
    const refused = desk.log.filter(({ words }) => words === 'webhook refused')
    expect(refused).toHaveLength(2)
    expect(JSON.stringify(desk.log)).not.toMatch(/rahasia|62811|current-token|next-token/)
  })

  test('one signed for another address, another body or another account: 403', async () => {
    const { desk, standIn } = both
    const fields = { From: WULAN, Body: SECRET_WORDS }
    const elsewhere = sign(TOKEN, `https://evil.example${MESSAGE}`, fields)
    expect((await standIn.sendMessage(desk.url, fields, { signature: elsewhere })).status).toBe(403)
    expect((await standIn.sendMessage(desk.url, { ...fields, AccountSid: `AC${'9'.repeat(32)}` })).status).toBe(403)
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(TOKEN, `${PUBLIC_URL}${MESSAGE}`, fields),
    }
    const changed = await fetch(desk.url + MESSAGE, {
      method: 'POST',
      headers,
      body: encode({ ...fields, Body: 'lain' }),
    })
    expect(changed.status).toBe(403)
    expect(await desk.tickets()).toEqual([])
  })

  test('one signed under the next token is taken', async () => {
    const { desk, standIn } = both
    expect((await standIn.sendMessage(desk.url, { From: WULAN, Body: LAPOR }, { token: NEXT_TOKEN })).status).toBe(200)
    await desk.settle()
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('a body of several megabytes is refused, and the desk works on', async () => {
    const { desk } = both
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': `${'A'.repeat(27)}=` }
    const answer = await fetch(desk.url + MESSAGE, { method: 'POST', headers, body: `Body=${'x'.repeat(3_000_000)}` })
    expect([403, 413]).toContain(answer.status)
    await says(WULAN, LAPOR)
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('GET is no way in', async () => {
    expect((await fetch(both.desk.url + MESSAGE)).status).toBe(404)
  })
})

describe('what became of a reply', () => {
  const statusOf = async (number: string) => {
    const { messages } = await both.desk.ticket(1)
    const body = last(number)?.body
    return messages.find(({ text }: { text: string }) => text === body)?.status
  }
  const receipt = async (number: string, status: string, more: Record<string, string> = {}) => {
    const answer = await both.standIn.sendStatus(both.desk.url, last(number)?.sid ?? '', status, more)
    expect(answer.status).toBe(200)
    await both.desk.settle()
    return statusOf(number)
  }

  test('only moves forward, in whatever order Twilio tells it', async () => {
    const ratna = `whatsapp:${RATNA}`
    await says(WULAN, LAPOR)
    expect(await statusOf(ratna)).toBe('sent')
    expect(await receipt(ratna, 'queued')).toBe('sent')
    expect(await receipt(ratna, 'delivered')).toBe('delivered')
    expect(await receipt(ratna, 'sent')).toBe('delivered')
    expect(await receipt(ratna, 'undelivered', { ErrorCode: '30003' })).toBe('delivered')
    expect(await receipt(ratna, 'read')).toBe('read')
    expect(await receipt(ratna, 'delivered')).toBe('read')
    expect(await receipt(ratna, 'failed', { ErrorCode: '30008' })).toBe('read')
    expect(both.sentTo(ratna)).toHaveLength(1)
    expect(both.sentTo(RATNA)).toHaveLength(0)
  })

  test('undelivered on WhatsApp goes out by SMS, once', async () => {
    const ratna = `whatsapp:${RATNA}`
    await says(WULAN, LAPOR)
    expect(await receipt(ratna, 'undelivered', { ErrorCode: '63024' })).toBe('failed')
    expect(both.sentTo(RATNA)).toHaveLength(1)
    await receipt(ratna, 'undelivered', { ErrorCode: '63024' })
    await receipt(ratna, 'failed', { ErrorCode: '63024' })
    expect(both.sentTo(RATNA)).toHaveLength(1)
    expect(last(RATNA)).toMatchObject({ from: SMS_FROM, body: expect.stringContaining('TERIMA 1') })
  })

  test('whose receipt came before the answer to the send is kept', async () => {
    const { standIn, desk } = both
    standIn.fail({ answer: 'reset' })
    await says(`whatsapp:${WULAN}`, LAPOR)
    const answered = standIn.sent.find(({ body }) => body.includes('No. 1'))
    expect((await standIn.sendStatus(desk.url, answered?.sid ?? '', 'delivered')).status).toBe(200)
    await desk.advance('PT1M')
    expect(standIn.sent.filter(({ body, to }) => body === answered?.body && to === answered.to)).toHaveLength(1)
    const { messages } = await desk.ticket(1)
    expect(messages.find(({ text }: { text: string }) => text === answered?.body)?.status).toBe('delivered')
  })

  test('whose answer was lost may be quoted all the same', async () => {
    const { standIn, desk } = both
    standIn.fail({ answer: 'reset' }, { answer: 'reset' })
    await says(WULAN, 'LAPOR printer loket 1 macet')
    const [first] = both.sentTo(`whatsapp:${RATNA}`)
    await standIn.sendStatus(desk.url, first?.sid ?? '', 'delivered')
    await desk.advance('PT1M')
    await says(WULAN, 'LAPOR printer loket 2 macet')
    await says(`whatsapp:${RATNA}`, 'TERIMA', { OriginalRepliedMessageSid: first?.sid ?? '' })
    expect((await desk.ticket(1)).state).toBe('analysing')
    expect((await desk.ticket(2)).state).toBe('reported')
  })

  test('a receipt for a message that nobody knows changes nothing', async () => {
    const { desk } = both
    await says(WULAN, LAPOR)
    const fields = {
      MessageSid: `SM${'f'.repeat(32)}`,
      MessageStatus: 'delivered',
      AccountSid: `AC${'0123456789abcdef'.repeat(2)}`,
    }
    for (const query of ['', '?id=999999', '?id=0', '?id=9007199254740991', '?id=1e3', '?id=-1', '?id=%00']) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(TOKEN, `${PUBLIC_URL}/webhooks/twilio/status${query}`, fields),
      }
      const path = `/webhooks/twilio/status${query}`
      const answer = await fetch(desk.url + path, { method: 'POST', headers, body: encode(fields) })
      expect([query, answer.status]).toEqual([query, 200])
    }
    expect(await statusOf(`whatsapp:${RATNA}`)).toBe('sent')
  })
})

describe('the simulator beside Twilio', () => {
  test('moves the clock, and reminders go out through Twilio', async () => {
    await says(WULAN, LAPOR)
    await both.desk.advance('PT6M')
    const bodies = both.sentTo(`whatsapp:${RATNA}`).map(({ body }) => body)
    expect(bodies).toHaveLength(3)
    expect(both.sentTo(`whatsapp:${BAGAS}`)).toEqual([])
    expect(await both.desk.messages()).toEqual([])
  })

  test('carries no channel', async () => {
    expect(await both.desk.get('/readyz')).toEqual({
      ready: true,
      database: true,
      queues: true,
      gateways: { twilio: { state: 'ready' }, simulator: { state: 'ready' } },
    })
    await both.desk.post('/simulator/messages', { channel: 'whatsapp', from: WULAN, text: LAPOR })
    await both.desk.settle()
    expect((await both.desk.messages()).filter(({ direction }) => direction === 'out')).toEqual([])
  })

  test('carries the channel that Twilio does not', async () => {
    const smsOnly = await startTwilioDesk({ environment: { TWILIO_WHATSAPP_FROM: '' } })
    try {
      await smsOnly.desk.phone('Wulan').says(LAPOR)
      await smsOnly.desk.phone('Wulan').receives('No. 1')
      await smsOnly.desk.phone('Ratna').receives('Laporan baru No. 1')
      expect(smsOnly.standIn.sent).toEqual([])
      await smsOnly.says(RATNA, 'TERIMA 1')
      await smsOnly.desk.settle()
      expect(smsOnly.sentTo(RATNA)).toHaveLength(1)
      await smsOnly.desk.phone('Wulan').receives('diterima')
    } finally {
      await smsOnly.close()
    }
  })
})
