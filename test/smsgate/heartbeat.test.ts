/** The phone's heartbeat: pings, silence, its alarm and its end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PING_SECONDS, SILENT_AFTER } from '../../bots/smsgate/heartbeat.ts'
import { type Both, DESK_NOW, NOW, outgoing, PERSON, startBoth } from './desk.ts'

const MINUTE = 60_000

let both: Both
beforeEach(async () => {
  both = await startBoth({ settings: { lookEvery: 5 } })
})
afterEach(() => both.stop())

const battery = (level: number, charging: number) => ({
  health: {
    status: 'pass',
    checks: {
      'battery:level': { observedValue: level, observedUnit: 'percent', status: 'pass' },
      'battery:charging': { observedValue: charging, observedUnit: 'flags', status: 'pass' },
    },
  },
})
const ping = (payload: object = battery(94, 4)) =>
  both.standIn.post(both.desk.url, both.standIn.envelope('system:ping', payload))
const start = () => both.desk.gateway.start?.()
const state = () => both.desk.gateway.state()
const alarms = () => both.desk.alarms.map(({ name, over }) => `${name}${over ? ' over' : ''}`)

/** Waits until what a look would tell has been told. */
const told = (count: number) => expect.poll(() => both.desk.alarms.length, { interval: 5, timeout: 5_000 }).toBe(count)

/** Counts the looks at what has been heard: each asks for three values. */
function countLooks({ desk: { watermarks } }: Both): () => number {
  const { get } = watermarks
  let asked = 0
  watermarks.get = (name) => {
    asked += 1
    return get.call(watermarks, name)
  }
  return () => asked / 3
}

/** Several looks take place. */
async function looks(of = both): Promise<void> {
  const count = countLooks(of)
  await expect.poll(count, { interval: 5, timeout: 5_000 }).toBeGreaterThan(3)
}

describe('the limit', () => {
  test('is three pings and a minute', () => {
    expect([PING_SECONDS, SILENT_AFTER]).toEqual([300, 16 * MINUTE])
  })
})

describe('before the first ping', () => {
  test('the gateway waits, and nobody is alarmed within the limit', async () => {
    await start()
    both.pass(SILENT_AFTER - 1)
    await looks()
    expect(state()).toEqual({ state: 'waiting', words: expect.stringContaining('npm run desk -- smsgate setup') })
    expect(alarms()).toEqual([])
  })

  test('the alarm comes with the limit, once, and says what to do', async () => {
    await start()
    both.pass(SILENT_AFTER)
    await told(1)
    await looks()
    expect(both.desk.alarms).toEqual([
      {
        name: 'ping',
        over: false,
        words:
          'SMS belum terpantau: belum ada ping dari ponsel SMS sejak sistem dijalankan 15.05 WIB. ' +
          'Mohon periksa ponsel SMS: menyala, terisi daya, ada sinyal dan internet, aplikasi SMS Gateway berjalan. ' +
          'Lalu jalankan "npm run desk -- smsgate setup" dan ikuti petunjuknya.',
      },
    ])
    expect(state().state).toBe('waiting')
  })

  test('the alarm stands, whatever else comes, until there is one', async () => {
    await start()
    both.pass(SILENT_AFTER)
    await told(1)
    await both.standIn.post(both.desk.url, both.standIn.envelope('app:started', {}))
    await looks()
    both.pass(SILENT_AFTER)
    await looks()
    expect(alarms()).toEqual(['ping'])
    expect(state().state).toBe('waiting')
    await ping()
    await told(2)
    expect(alarms()).toEqual(['ping', 'ping over'])
    expect(state()).toEqual({ state: 'ready' })
  })
})

describe('a ping', () => {
  test('is kept, and the gateway is ready', async () => {
    await start()
    expect(await ping()).toEqual({ status: 200, body: '' })
    expect(both.desk.watermarks.get('heard')).toBe(new Date(NOW).toISOString())
    expect(state()).toEqual({ state: 'ready' })
  })

  test('while the database is away is answered with 503', async () => {
    both.desk.loseDatabase()
    expect(await ping()).toMatchObject({ status: 503 })
  })

  test('that does not come for three times alarms, and the next one ends it', async () => {
    await start()
    await ping()
    both.pass(SILENT_AFTER - 1)
    await looks()
    expect(alarms()).toEqual([])
    both.pass(1)
    await told(1)
    expect(state()).toMatchObject({ state: 'silent', words: expect.stringContaining('since 14.05 WIB') })
    both.pass(4 * MINUTE)
    await ping()
    expect(state()).toEqual({ state: 'ready' })
    await told(2)
    await looks()
    expect(both.desk.alarms).toEqual([
      {
        name: 'ping',
        over: false,
        words:
          'SMS tidak berjalan: tidak ada kabar dari ponsel SMS sejak 15.05 WIB. ' +
          'Mohon periksa ponsel SMS: menyala, terisi daya, ada sinyal dan internet, aplikasi SMS Gateway berjalan. ' +
          'Sementara ini mohon gunakan WhatsApp atau telepon.',
      },
      { name: 'ping', over: true, words: 'SMS berjalan lagi: ada kabar dari ponsel SMS sejak 15.25 WIB.' },
    ])
  })

  test('may be any signed event: an SMS, a receipt, one that is nothing for the desk', async () => {
    const { standIn, desk } = both
    await start()
    await ping()
    for (const event of ['sms:received', 'sms:delivered', 'app:started', 'call:missed']) {
      both.pass(15 * MINUTE)
      const payload = { ...standIn.sms(PERSON, 'YA'), messageId: 'foreign' }
      expect(await standIn.post(desk.url, standIn.envelope(event, payload))).toMatchObject({ status: 200 })
      expect(state(), event).toEqual({ state: 'ready' })
    }
    await looks()
    expect(alarms()).toEqual([])
  })

  test('that nobody has signed keeps nobody alive', async () => {
    await start()
    both.pass(SILENT_AFTER)
    expect(
      await both.standIn.post(both.desk.url, both.standIn.envelope('system:ping', {}), { key: 'foreign' }),
    ).toEqual({
      status: 403,
      body: 'Forbidden',
    })
    await told(1)
  })

  test('that is a copy counts from when it was signed', async () => {
    await start()
    const envelope = both.standIn.envelope('system:ping', battery(94, 4))
    const timestamp = String(NOW / 1000)
    await both.standIn.post(both.desk.url, envelope, { timestamp })
    both.pass(5 * MINUTE)
    expect(await both.standIn.post(both.desk.url, envelope, { timestamp })).toMatchObject({ status: 200 })
    both.pass(SILENT_AFTER - 5 * MINUTE)
    await told(1)
    expect(alarms()).toEqual(['ping'])
  })

  test('that is a copy of an older one takes nothing back', async () => {
    await start()
    await ping()
    both.pass(4 * MINUTE)
    await ping()
    const copy = both.standIn.envelope('system:ping', battery(94, 4))
    await both.standIn.post(both.desk.url, copy, { timestamp: String(NOW / 1000) })
    both.pass(SILENT_AFTER - 1)
    await looks()
    expect(alarms()).toEqual([])
  })

  test('of a phone whose clock is ahead counts from now', async () => {
    await start()
    await both.standIn.post(both.desk.url, both.standIn.envelope('system:ping', {}), {
      timestamp: String(NOW / 1000 + 250),
    })
    both.pass(SILENT_AFTER)
    await told(1)
    expect(alarms()).toEqual(['ping'])
  })

  test('that another process has heard counts', async () => {
    await start()
    both.pass(SILENT_AFTER - 1)
    const kept = both.desk.watermarks as Map<string, string>
    kept.set('battery', '').set('heard', new Date(NOW + SILENT_AFTER - 1).toISOString())
    kept.set('heard-desk', new Date(DESK_NOW + SILENT_AFTER - 1).toISOString())
    await expect.poll(() => state().state).toBe('ready')
    both.pass(1)
    await looks()
    expect(alarms()).toEqual([])
  })
})

describe('where desk time alone is moved', () => {
  test('half an hour without a ping alarms, at the limit, and the next ping ends it at once', async () => {
    await start()
    await ping()
    await both.desk.moveDesk(30 * MINUTE)
    expect(both.desk.alarms.map(({ words }) => words)).toEqual([
      expect.stringContaining('tidak ada kabar dari ponsel SMS sejak 15.05 WIB'),
    ])
    expect(state().state).toBe('silent')
    await looks()
    expect(alarms()).toEqual(['ping'])
    await ping()
    expect(alarms()).toEqual(['ping', 'ping over'])
    expect(state()).toEqual({ state: 'ready' })
  })

  test('a phone that never pinged alarms likewise', async () => {
    await start()
    await both.desk.moveDesk(SILENT_AFTER - 1)
    expect(alarms()).toEqual([])
    await both.desk.moveDesk(1)
    expect(alarms()).toEqual(['ping'])
  })

  test('in steps with a ping in each, all within a second: nobody is alarmed', async () => {
    await start()
    for (let steps = 0; steps < 12; steps += 1) {
      await ping()
      await both.desk.moveDesk(5 * MINUTE)
    }
    await looks()
    expect(alarms()).toEqual([])
    expect(state()).toEqual({ state: 'ready' })
  })

  test('by a day at once alarms, and what is urgent is sent by the phone all the same', async () => {
    await start()
    await ping()
    await both.desk.moveDesk(24 * 60 * MINUTE)
    expect(alarms()).toEqual(['ping'])
    expect(await both.desk.gateway.send(outgoing({ urgent: true }))).toMatchObject({ outcome: 'done' })
  })
})

describe('a restart', () => {
  test('long after the last ping waits for the limit: nothing could be heard meanwhile', async () => {
    await ping()
    both.pass(600 * MINUTE)
    await start()
    await looks()
    expect(alarms()).toEqual([])
    both.pass(SILENT_AFTER)
    await told(1)
  })

  test('ends the alarm of the process before as soon as the phone is heard', async () => {
    await start()
    both.pass(SILENT_AFTER)
    await told(1)
    await both.desk.gateway.stop?.()
    await start()
    await ping()
    await told(2)
    expect(alarms()).toEqual(['ping', 'ping over'])
  })
})

describe('the watch', () => {
  test('goes on after the database was away', async () => {
    await start()
    both.desk.loseDatabase()
    both.pass(SILENT_AFTER)
    await expect.poll(() => both.desk.log.some(({ words }) => words.includes('heartbeat'))).toBe(true)
    expect(alarms()).toEqual([])
    both.desk.findDatabase()
    await told(1)
  })

  test('ends with the gateway', async () => {
    await start()
    await both.desk.gateway.stop?.()
    both.pass(SILENT_AFTER)
    const count = countLooks(both)
    const other = await startBoth({ settings: { lookEvery: 5 } })
    await other.desk.gateway.start?.()
    await looks(other)
    await other.stop()
    expect([count(), alarms()]).toEqual([0, []])
  })
})

describe('the battery', () => {
  test.each([
    [94, 5, undefined],
    [25, 2, undefined],
    [24, 5, "the phone's battery is at 24 %"],
    [94, 0, "the phone's battery is at 94 % and does not charge: plug it in"],
    [9, 0, "the phone's battery is at 9 % and does not charge: plug it in"],
  ])('at %i %% with flags %i: %s', async (level, charging, words) => {
    await ping(battery(level, charging))
    expect(state()).toEqual({ state: 'ready', ...(words && { words }) })
  })

  test('is forgotten when it is well again, and is not made up', async () => {
    await ping(battery(9, 0))
    both.pass(1_000)
    await ping(battery(30, 5))
    expect(state()).toEqual({ state: 'ready' })
    both.pass(1_000)
    await ping({ health: { checks: { 'battery:charging': { observedValue: 0 } } } })
    expect(state()).toEqual({ state: 'ready' })
    both.pass(1_000)
    await ping({ health: 'well' })
    expect(state()).toEqual({ state: 'ready' })
  })
})

describe('while nothing is heard of the phone', () => {
  const silence = async () => {
    await start()
    await ping()
    both.pass(SILENT_AFTER)
  }

  test('an urgent message is passed over once, so that another way is taken, and then sent all the same', async () => {
    await silence()
    const urgent = outgoing({ urgent: true })
    expect(await both.desk.gateway.send(urgent)).toMatchObject({ outcome: 'failed', retry: true, code: 'silent' })
    expect(both.standIn.sent).toEqual([])
    expect(await both.desk.gateway.send(urgent)).toMatchObject({ outcome: 'done' })
    expect(await both.desk.gateway.send(outgoing({ id: 8, urgent: true }))).toMatchObject({ code: 'silent' })
  })

  test('one that is not urgent is sent', async () => {
    await silence()
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'done' })
  })

  test('an urgent message is sent where it never pinged: its silence says nothing', async () => {
    await start()
    await both.standIn.post(both.desk.url, both.standIn.envelope('app:started', {}))
    both.pass(SILENT_AFTER)
    expect(await both.desk.gateway.send(outgoing({ urgent: true }))).toMatchObject({ outcome: 'done' })
  })

  test('until the phone is heard again', async () => {
    await silence()
    const urgent = outgoing({ urgent: true })
    expect(await both.desk.gateway.send(urgent)).toMatchObject({ code: 'silent' })
    await ping()
    expect(await both.desk.gateway.send(urgent)).toMatchObject({ outcome: 'done' })
    both.pass(SILENT_AFTER)
    expect(await both.desk.gateway.send(urgent)).toMatchObject({ code: 'silent' })
  })
})
