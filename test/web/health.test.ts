/** Whether the desk is up, can do its work, and its figures (DESIGN section 6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bring } from '../flow/path.ts'
import { backends, TestDesk } from '../harness/desk.ts'
import { ENVIRONMENT } from '../twilio/desk.ts'

const SIMULATOR = 'helpdesk_gateway{gateway="simulator",state="ready"} 1'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start({ backend })
  })
  afterAll(() => desk.close())

  /** The figures of the desk itself, as 'name{labels} value'. */
  const figures = async () => {
    const answer = await fetch(`${desk.url}/metrics`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/)
    return (await answer.text()).split('\n').filter((line) => line.startsWith('helpdesk_'))
  }

  test('/healthz says that the process is up', async () => {
    expect(await desk.get('/healthz')).toEqual({ ok: true })
  })

  test('/readyz says that database and queues work, and how each gateway is', async () => {
    expect(await desk.get('/readyz')).toEqual({
      ready: true,
      database: true,
      queues: true,
      gateways: { simulator: { state: 'ready' } },
    })
  })

  test('/metrics counts open tickets by state, and what waits', async () => {
    await desk.settle()
    expect(await figures()).toEqual([SIMULATOR, 'helpdesk_due_overdue 0'])
    await bring(desk, 'analysing')
    await desk.fault('whatsapp', 'down')
    await desk.phone('Wulan').says('DAFTAR')
    await desk.phone('Wulan').says('printer macet')
    expect(await figures()).toEqual([
      'helpdesk_tickets{state="analysing"} 1',
      'helpdesk_messages_waiting{state="queued"} 1',
      'helpdesk_messages_waiting{state="held"} 1',
      SIMULATOR,
      'helpdesk_due_overdue 0',
    ])
    await desk.phone('Ratna', 'sms').says('SELESAI 1 akun dibuka')
    await desk.fault('whatsapp', 'ok')
    await desk.advance('PT1M')
    expect(await figures()).toContain('helpdesk_tickets{state="awaiting-confirmation"} 1')
    await desk.readsAll()
  })

  test('/metrics tells how the process does', async () => {
    expect(await (await fetch(`${desk.url}/metrics`)).text()).toMatch(/^process_resident_memory_bytes \d+$/m)
  })
})

test('a gateway that cannot send does not make the desk unready', async () => {
  const environment = { ...ENVIRONMENT, TWILIO_API_URL: 'http://127.0.0.1:1' }
  const desk = await TestDesk.start({ environment })
  await desk.phone('Wulan', 'sms').says('DAFTAR')
  expect(await desk.get('/readyz')).toMatchObject({
    ready: true,
    gateways: { twilio: { state: 'unreachable' }, simulator: { state: 'ready' } },
  })
  await desk.close()
})
