/** `self-test`: a ticket goes the whole way through the desk that runs, to one phone; nobody else hears of it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { realClocks, simulatedClocks } from '../../db/clock.ts'
import type { Database } from '../../db/database.ts'
import {
  type SelfTestMessage,
  sentBecauseOf,
  testMessage,
  withdrawMessage,
  writeTestMessage,
} from '../../db/self-test.ts'
import { openBackend } from '../../queues/backend.ts'
import { SELF_TEST, type TesterRole, testMessageId } from '../../queues/testers.ts'
import type { Config } from '../config.ts'
import type { Channel, State } from '../desk/ticket.ts'
import { maskPhone, readPhone } from '../format/phone.ts'
import { type Invocation, type Output, Trouble } from './command.ts'
import { LOOKING } from './contract.ts'
import { withDatabase } from './database.ts'

/** A number that no operator has given out, for the simulator. */
const NOBODYS_PHONE = '+6281100009999'
const SECOND = 1000
/** A desk that runs reads a message at once, or with its next sweep. */
const READ_WITHIN = 20 * SECOND
const SENT_WITHIN = 90 * SECOND
/** Receipts of real providers may take so long, or never come. */
const RECEIPT_WITHIN = 45 * SECOND
const LOOK_AGAIN = 100
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

interface Step {
  readonly role: TesterRole
  readonly says: (number: number) => string
  readonly leadsTo: State
}

const STEPS: readonly Step[] = [
  { role: 'call_taker', says: () => 'LAPOR UJI MANDIRI printer macet', leadsTo: 'reported' },
  { role: 'kepala_seksi', says: (n) => `TERIMA ${n}`, leadsTo: 'analysing' },
  { role: 'kepala_seksi', says: (n) => `SELESAI ${n} uji mandiri`, leadsTo: 'awaiting-confirmation' },
  { role: 'call_taker', says: (n) => `YA ${n}`, leadsTo: 'closed' },
]

const WRITTEN: readonly Channel[] = ['whatsapp', 'sms']

interface Way {
  readonly channel: Channel
  readonly phone: string
}

export async function selfTest({ options, config, output }: Invocation): Promise<number> {
  const settings = await config()
  const way = wayOf(settings, options)
  return await withDatabase(settings, output.aside, async ({ db, url }) => {
    const backend = await openBackend({
      databaseUrl: url,
      log: SILENT,
      ...(settings.redisUrl === undefined ? {} : { redisUrl: settings.redisUrl }),
    })
    // Told at once; where the queues take nothing the desk's sweep finds it.
    const tell = (conversation: number) => backend.add('intake', [{ payload: { conversation } }]).catch(() => {})
    try {
      return await run(db, settings, way, tell, output)
    } finally {
      await backend.close()
    }
  })
}

/** Throws in words where nothing can carry it, or no phone was named that may get it. */
function wayOf({ gateways, simulator }: Config, options: Invocation['options']): Way {
  const real = gateways.flatMap(({ create }) => create(LOOKING).channels)
  const carried = WRITTEN.filter((one) => simulator || real.includes(one))
  const channel = carried.find((one) => options.channel === undefined || one === options.channel)
  if (!channel) {
    const there = carried.length === 0 ? 'no gateway is configured' : `there is ${carried.join(', ')}`
    throw new Trouble(`nothing carries ${options.channel ?? 'the test'}: ${there}`)
  }
  if (options.phone !== undefined) {
    const phone = readPhone(options.phone)
    if (!phone.ok) throw new Trouble(`this is no telephone number (${phone.why}): write it like +6281234567890`)
    return { channel, phone: phone.e164 }
  }
  if (!real.includes(channel)) return { channel, phone: NOBODYS_PHONE }
  throw new Trouble(`say which phone gets the test's messages by ${channel}, about eight of them: --phone +628...`)
}

async function run(
  db: Database,
  { simulator }: Config,
  { channel, phone }: Way,
  tell: (conversation: number) => Promise<unknown>,
  output: Output,
): Promise<number> {
  const { wall } = realClocks
  const clocks = simulator ? simulatedClocks(db) : realClocks
  const begun = wall()
  const since = (at: number) => `${((wall() - at) / SECOND).toFixed(1)} s`
  output.line(`Self-test by ${channel} to ${maskPhone(phone)}; nobody else hears of it.`)
  let number = 0
  for (const [index, { role, says, leadsTo }] of STEPS.entries()) {
    const at = wall()
    const text = says(number)
    const fail = (what: string, todo: string) => {
      output.line(`${index + 1}. ${leadsTo}: FAILED after ${since(at)}: ${what}`)
      output.line(`Verdict: the desk does not do its work. ${todo}`)
      return 1
    }
    const providerId = testMessageId(role, randomUUID())
    const message = { gateway: SELF_TEST, providerId, channel, address: phone, at: await clocks.desk(), text }
    await tell(await writeTestMessage(db, message))
    const read = await until(READ_WITHIN, async () => {
      const found = await testMessage(db, providerId)
      return found && found.state !== 'new' ? found : undefined
    })
    if (!read) {
      await withdrawMessage(db, providerId)
      return fail(
        `no desk read "${text}" within ${READ_WITHIN / SECOND} s`,
        'Does one run on this database (`npm start`), with `worker` among its ROLES? See `npm run desk -- doctor`.',
      )
    }
    const found = told(read, leadsTo)
    if (found !== undefined) return fail(found, 'Look at the log of the desk; the test ticket closes by itself.')
    number = read.ticket?.number ?? 0
    const sent = await delivered(db, read)
    if (sent.failed !== undefined)
      return fail(sent.failed, 'See `npm run desk -- doctor` and the state of the gateways.')
    output.line(`${index + 1}. ${leadsTo}: ${read.ticket?.reference}, ${sent.words}, ${since(at)}`)
  }
  output.line(`Verdict: the desk works. The whole way took ${since(begun)}; the ticket is marked as a test.`)
  return 0
}

/** What is wrong with how a message was decided; undefined: nothing. */
function told({ state, ticket }: SelfTestMessage, leadsTo: State): string | undefined {
  if (state !== 'decided' || !ticket) return 'the message was read and made no ticket'
  return ticket.state === leadsTo ? undefined : `the ticket is ${ticket.state} instead`
}

async function delivered(db: Database, message: SelfTestMessage): Promise<{ words: string; failed?: string }> {
  const rows = () => sentBecauseOf(db, message)
  const isGone = (state: string) => state === 'delivered' || state === 'read'
  const settled = await until(SENT_WITHIN, async () => {
    const all = await rows()
    return all.length > 0 && all.every(({ state }) => isGone(state) || state === 'sent' || state === 'failed')
      ? all
      : undefined
  })
  const all = settled ?? (await rows())
  const bad = all.find(({ state }) => !isGone(state) && state !== 'sent')
  if (all.length === 0) return { words: '', failed: 'nothing was answered' }
  if (bad)
    return { words: '', failed: `a message is ${bad.state}${bad.words ? `: ${bad.words} (${bad.code ?? ''})` : ''}` }
  const arrived = await until(RECEIPT_WITHIN, async () =>
    (await rows()).every(({ state }) => isGone(state)) ? true : undefined,
  )
  const by = [...new Set(all.map(({ gateway }) => gateway))].join(', ')
  return {
    words: `${all.length} messages by ${by} ${arrived ? 'delivered' : 'sent, without a receipt: look at the phone'}`,
  }
}

/** Asks again and again; undefined when the time is over. */
async function until<T>(within: number, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const end = realClocks.wall() + within
  for (;;) {
    const found = await ask()
    if (found !== undefined || realClocks.wall() > end) return found
    await wait(LOOK_AGAIN)
  }
}
