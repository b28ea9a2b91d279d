/** `send-test <phone>`: one message by the gateways as they are configured, to see that it arrives. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Gateway, Outcome, Outgoing } from '../../bots/gateway.ts'
import { realClocks } from '../../db/clock.ts'
import { isOptedOut } from '../../db/conversations.ts'
import { endLeases, readWatermark, setWatermark, takeLease } from '../../db/gateway-memory.ts'
import type { Config } from '../config.ts'
import type { Channel } from '../desk/ticket.ts'
import { maskPhone, readPhone } from '../format/phone.ts'
import { type Invocation, Trouble } from './command.ts'
import { LOOKING } from './contract.ts'
import { withDatabase } from './database.ts'

const TEXT = 'Uji coba dari help desk Cirebon Siaga 112. Tidak perlu dibalas.'

export async function sendTest({ args: [typed = ''], options, config, output }: Invocation): Promise<number> {
  const phone = readPhone(typed)
  if (!phone.ok) throw new Trouble(`this is no telephone number (${phone.why}): write it like +6281234567890`)
  const settings = await config()
  const wanted = options.channel as Channel | undefined
  const owner = randomUUID()
  return await withDatabase(settings, output.aside, async ({ db }) => {
    if (await isOptedOut(db, phone.e164))
      throw new Trouble(`${maskPhone(phone.e164)} wants no messages (BERHENTI): they write MULAI first`)
    const made = gatewaysOf(settings, (gateway) => ({
      ...LOOKING,
      lease: (name, seconds) => takeLease(db, { gateway, name, owner }, seconds),
      watermark: {
        get: (name) => readWatermark(db, gateway, name),
        set: (name, value) => setWatermark(db, gateway, name, value),
      },
    }))
    const { gateway, channel } = choose(made, wanted)
    // A number of its own among the desk's messages: its receipts are no other message's.
    const { rows } = await db.execute<{ id: string }>(sql`select nextval('message_id') as id`)
    const at = realClocks.wall()
    const message: Outgoing = {
      id: Number(rows[0]?.id),
      channel,
      to: phone.e164,
      text: TEXT,
      at,
      heardAt: at,
      topic: 'test',
      urgent: true,
    }
    const { code, words } = told(await gateway.send(message))
    await endLeases(db, owner)
    output.line(`${gateway.name}, ${channel} to ${maskPhone(phone.e164)}: ${words}`)
    return code
  })
}

const gatewaysOf = ({ gateways }: Config, contractFor: (name: string) => typeof LOOKING): Gateway[] =>
  gateways.map(({ name, create }) => create(contractFor(name)))

function choose(made: readonly Gateway[], wanted: Channel | undefined) {
  const carried = made.flatMap((gateway) =>
    gateway.channels.filter((channel) => channel !== 'voice').map((channel) => ({ gateway, channel })),
  )
  if (carried.length === 0) throw new Trouble('no gateway is configured: set the SMSGATE_ or the TWILIO_ variables')
  const found = carried.find(({ channel }) => wanted === undefined || channel === wanted)
  if (found) return found
  const there = [...new Set(carried.map(({ channel }) => channel))].join(', ')
  throw new Trouble(`no gateway carries ${wanted}: there is ${there}`)
}

function told(outcome: Outcome): { readonly code: number; readonly words: string } {
  switch (outcome.outcome) {
    case 'done':
      return { code: 0, words: `taken by the provider as ${outcome.providerId}. Look at the phone` }
    case 'unknown':
      return { code: 1, words: `its outcome is unknown (${outcome.words}). Look at the phone before you try again` }
    case 'failed':
      return { code: 1, words: `not sent (${outcome.code}): ${outcome.words}` }
    case 'later':
      return { code: 1, words: `not sent: ${outcome.words}` }
    default:
      return outcome satisfies never
  }
}
