/** The directory over HTTP (DESIGN section 6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bring } from '../flow/path.ts'
import { TestDesk } from '../harness/desk.ts'

describe('people', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start()
  })
  afterAll(() => desk.close())

  const RINA = { name: 'Rina', role: 'call_taker', phone: '0811-0000-0042' }
  const people = async () => (await desk.get<{ people: object[] }>('/api/people')).people
  const write = async (method: 'POST' | 'PATCH', path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${desk.url}${path}`, { method, headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as { error?: string; field?: string } }
  }

  test('are listed in the order in which they came', async () => {
    const list = await people()
    expect(list).toHaveLength(9)
    expect(list[0]).toEqual({
      id: 1,
      name: 'Wulan',
      role: 'call_taker',
      phone: '+6281100000001',
      channels: ['whatsapp', 'sms'],
      onDuty: true,
      optedOut: false,
      active: true,
    })
  })

  test('are added, with the number in its international form; the next message is theirs', async () => {
    const until = '2026-12-01T00:00:00+07:00'
    const added = await write('POST', '/api/people', { ...RINA, channels: ['sms'], shift: 'Siang', until })
    expect(added).toEqual({
      status: 201,
      body: {
        id: expect.any(Number),
        name: 'Rina',
        role: 'call_taker',
        phone: '+6281100000042',
        channels: ['sms'],
        shift: 'siang',
        until: '2026-11-30T17:00:00.000Z',
        onDuty: true,
        optedOut: false,
        active: true,
      },
    })
    expect((await people()).at(-1)).toEqual(added.body)
    await desk.phone('+6281100000042', 'sms').says('DAFTAR')
    await desk.hears({ '+6281100000042': 'Tidak ada tiket terbuka' })
  })

  test('with a number that somebody has are a 409', async () => {
    const taken = { status: 409, body: { error: expect.stringContaining('phone'), field: 'phone' } }
    expect(await write('POST', '/api/people', { ...RINA, phone: '+62 811 0000 0001' })).toEqual(taken)
    expect(await write('PATCH', '/api/people/2', { phone: '0811 0000 0001' })).toEqual(taken)
    const both = [3, 4].map((id) => write('PATCH', `/api/people/${id}`, { phone: '0811-0000-0050' }))
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test.each([
    [{ ...RINA, phone: '112' }, 'phone'],
    [{ ...RINA, phone: '0800-1-000-000' }, 'phone'],
    [{ ...RINA, phone: '(0231) 206011' }, 'phone'],
    [{ ...RINA, phone: 'Rina' }, 'phone'],
    [{ ...RINA, phone: 62811 }, 'phone'],
    [{ name: 'Rina', role: 'call_taker' }, 'phone'],
    [{ ...RINA, name: ' ' }, 'name'],
    [{ ...RINA, name: 'Ri\u0000na' }, 'name'],
    [{ ...RINA, name: 'Ri\ud83d' }, 'name'],
    [{ ...RINA, role: 'boss' }, 'role'],
    [{ ...RINA, shift: 'subuh' }, 'shift'],
    [{ ...RINA, shift: '25.00-26.00' }, 'shift'],
    [{ ...RINA, shift: 'constructor' }, 'shift'],
    [{ ...RINA, channels: [] }, 'channels'],
    [{ ...RINA, channels: ['sms', 'sms'] }, 'channels'],
    [{ ...RINA, channels: ['voice'] }, 'channels'],
    [{ ...RINA, until: 'besok' }, 'until'],
    [{ ...RINA, until: '0000-01-01T00:00:00Z' }, 'until'],
    [{ ...RINA, colour: 'blue' }, 'colour'],
    [[RINA], undefined],
  ])('%j is a 400 that names the field', async (person, field) => {
    const before = await people()
    const { status, body } = await write('POST', '/api/people', person)
    expect(status).toBe(400)
    expect(body.field).toBe(field)
    expect(body.error).toContain(field ?? 'body')
    expect(await people()).toEqual(before)
  })

  test('are changed; what is not named stays', async () => {
    const answer = await write('PATCH', '/api/people/5', { name: 'Ratna Dewi', shift: '07.00-15.00' })
    expect(answer).toMatchObject({
      status: 200,
      body: { id: 5, name: 'Ratna Dewi', role: 'kepala_seksi', phone: '+6281100000005', shift: '07.00-15.00' },
    })
    const again = await write('PATCH', '/api/people/5', { name: 'Ratna', shift: null })
    expect(again.body).not.toHaveProperty('shift')
    expect((await people())[4]).toEqual(again.body)
  })

  test('are linked to ids of WhatsApp, which are nobody else; an empty list ends that', async () => {
    const ids = ['4411223344@lid', 'ID.1502']
    const linked = await write('PATCH', '/api/people/5', { whatsappIds: ['whatsapp:ID.1502', ids[0]] })
    expect(linked).toMatchObject({ status: 200, body: { id: 5, whatsappIds: ids } })
    expect((await people())[4]).toEqual(linked.body)
    expect(await write('PATCH', '/api/people/4', { name: 'Yudi Dua', whatsappIds: ['ID.1502'] })).toEqual({
      status: 409,
      body: { error: 'whatsappIds: ID.1502 is linked to person 5', field: 'whatsappIds' },
    })
    expect((await people())[3]).toMatchObject({ name: 'Yudi' })
    const ended = await write('PATCH', '/api/people/5', { whatsappIds: [] })
    expect(ended.body).not.toHaveProperty('whatsappIds')
  })

  test('who are no longer active are on no duty, and hear nothing', async () => {
    expect((await write('PATCH', '/api/people/8', { active: false })).body).toMatchObject({
      name: 'Nadia',
      active: false,
      onDuty: false,
    })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'JASNITA 1')
    await desk.hears({ Ratna: 'Jasnita', Bagas: 'Yth. Jasnita', Wulan: 'diteruskan ke Jasnita' })
  })

  test.each([
    ['/api/people/99', { name: 'X' }, 404, undefined],
    ['/api/people/99999999999', { name: 'X' }, 404, undefined],
    ['/api/people/x', { name: 'X' }, 400, 'id'],
    ['/api/people/1', { id: 5 }, 400, 'id'],
    ['/api/people/1', { phone: '112' }, 400, 'phone'],
    ['/api/people/1', { shift: 'subuh' }, 400, 'shift'],
    ['/api/people/1', { active: 'no' }, 400, 'active'],
    ['/api/people/1', { whatsappIds: ['+6281100000001'] }, 400, 'whatsappIds.0'],
    ['/api/people/1', { role: null }, 400, 'role'],
    ['/api/people/5', { substituteId: 1 }, 400, 'substituteId'],
    ['/api/people/5', { substituteId: 5 }, 400, 'substituteId'],
  ])('PATCH %s with %j is refused', async (path, change, status, field) => {
    const answer = await write('PATCH', path, change)
    expect(answer.status).toBe(status)
    expect(answer.body.field).toBe(field)
  })

  test.each(['{"name":', 'Rina', '{"__proto__":{"role":"admin"}}'])('%s is not JSON: 400', async (text) => {
    const answer = await desk.postRaw('/api/people', text)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  })
})
