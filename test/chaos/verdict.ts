/** What has to be true when all is over: nothing lost, nothing twice, nothing left undone. */
import type { World } from './world.ts'

interface Row {
  readonly id: string
  readonly state: string
  readonly channel: string
  readonly gateway: string | null
  readonly provider_id: string | null
  readonly address: string
  readonly text: string
  readonly code: string | null
  readonly passed_on: boolean
}

export interface Figures {
  readonly written: number
  readonly arrivedAtPhones: number
  readonly bySms: number
  readonly failed: number
}

const OUTGOING = `select o.id, o.state, o.channel, o.gateway, o.provider_id, c.address, o.text, o.code,
    exists (select 1 from outbox other where other.instead_of = o.id) as passed_on
  from outbox o join conversations c on c.id = o.conversation_id`

const REACHED: ReadonlySet<string> = new Set(['sent', 'delivered', 'read'])

/** Whether nothing is under way any more. */
export async function isAtRest({ rows }: World, written: readonly string[]): Promise<boolean> {
  const [left] = await rows<{ n: number }>(`select
    (select count(*) from outbox where state in ('queued', 'sending', 'unknown'))::int +
    (select count(*) from inbox where state = 'new')::int as n`)
  const [stored] = await rows<{ n: number }>(
    `select count(*)::int as n from inbox where gateway = 'whatsapp-web' and provider_id = any($1)`,
    [written],
  )
  return left?.n === 0 && stored?.n === written.length
}

export async function judge(world: World, written: readonly string[]): Promise<[string[], Figures]> {
  const wrong: string[] = []
  const stored = await world.rows<{ provider_id: string; state: string }>(
    `select provider_id, state from inbox where gateway = 'whatsapp-web'`,
  )
  const count = new Map<string, number>()
  for (const { provider_id } of stored) count.set(provider_id, (count.get(provider_id) ?? 0) + 1)
  for (const id of written) {
    const times = count.get(id) ?? 0
    if (times !== 1) wrong.push(`the incoming message ${id} is stored ${times} times`)
  }
  for (const { provider_id, state } of stored) {
    if (!written.includes(provider_id)) wrong.push(`the message ${provider_id} was stored, and nobody wrote it`)
    if (state === 'new' || state === 'failed') wrong.push(`the incoming message ${provider_id} is ${state}`)
  }

  const rows = await world.rows<Row>(OUTGOING)
  const sent = world.standIn.sent.filter(({ ack }) => ack >= 1)
  const known = new Map(rows.flatMap((row) => (row.provider_id === null ? [] : [[row.provider_id, row]])))
  for (const { id, text } of sent) {
    if (!known.has(id)) wrong.push(`a phone has the message ${id}, and the desk does not know it (${first(text)})`)
  }
  const arrived = new Set(sent.map(({ id }) => id))
  for (const row of rows) {
    if (REACHED.has(row.state) && row.gateway === 'whatsapp-web' && !arrived.has(row.provider_id ?? ''))
      wrong.push(`the outgoing message ${row.id} is ${row.state}, and no phone has it`)
    if (!REACHED.has(row.state) && row.state !== 'failed')
      wrong.push(`the outgoing message ${row.id} is left ${row.state} (${row.code ?? 'no code'}, ${row.channel})`)
    if (row.state === 'failed' && !row.passed_on)
      wrong.push(`the outgoing message ${row.id} failed (${row.code}) and took no other way`)
  }
  wrong.push(...twice(sent, rows))
  const bySms = rows.filter(({ channel, state }) => channel === 'sms' && REACHED.has(state)).length
  const failed = rows.filter(({ state }) => state === 'failed').length
  return [wrong, { written: written.length, arrivedAtPhones: sent.length, bySms, failed }]
}

/** No phone may have the same words more often than the desk wrote them. */
function twice(sent: World['standIn']['sent'], rows: readonly Row[]): string[] {
  const owed = new Map<string, number>()
  const key = (to: string, text: string) => `${to} ${text}`
  for (const { channel, address, text } of rows) {
    if (channel === 'whatsapp') owed.set(key(address, text), (owed.get(key(address, text)) ?? 0) + 1)
  }
  const wrong: string[] = []
  for (const { to, text } of sent) {
    const left = owed.get(key(to, text)) ?? 0
    if (left === 0) wrong.push(`a phone has a message more often than it was written (${first(text)})`)
    owed.set(key(to, text), left - 1)
  }
  return wrong
}

const first = (text: string) => text.split('\n')[0]?.slice(0, 60) ?? ''
