/** What the desk's own rows and the stand-in's phones say when all is over. */
import { incomingViolations, type Outgoing, outgoingViolations, REACHED, type Stored } from './violations.ts'
import type { World } from './world.ts'

export interface Figures {
  readonly arrivedAtPhones: number
  readonly bySms: number
  readonly failed: number
}

/** Whether nothing is under way any more. */
export async function isAtRest({ rows }: World, written: readonly string[]): Promise<boolean> {
  const [left] = await rows<{ n: number }>(`select
    (select count(*) from outbox where state in ('queued', 'sending', 'unknown'))::int +
    (select count(*) from inbox where state in ('new', 'held'))::int as n`)
  const [stored] = await rows<{ n: number }>(
    `select count(*)::int as n from inbox where gateway = 'whatsapp-web' and provider_id = any($1)`,
    [written],
  )
  return left?.n === 0 && stored?.n === written.length
}

export async function judge(world: World, written: readonly string[]): Promise<[string[], Figures]> {
  const stored = await world.rows<Stored>(`select provider_id, state from inbox where gateway = 'whatsapp-web'`)
  const rows = await world.rows<Outgoing>(`select o.id, o.state, o.channel, o.gateway, o.provider_id, c.address, o.text,
      o.code, exists (select 1 from outbox other where other.instead_of = o.id) as passed_on
    from outbox o join conversations c on c.id = o.conversation_id`)
  const arrived = world.standIn.sent.filter(({ ack }) => ack >= 1)
  const figures = {
    arrivedAtPhones: arrived.length,
    bySms: rows.filter(({ channel, state }) => channel === 'sms' && REACHED.has(state)).length,
    failed: rows.filter(({ state }) => state === 'failed').length,
  }
  return [[...incomingViolations(written, stored), ...outgoingViolations(rows, arrived)], figures]
}
