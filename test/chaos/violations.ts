/** What has to be true when all is over: nothing lost, nothing twice, nothing left undone. Pure. */
export interface Stored {
  readonly provider_id: string
  readonly state: string
}

export interface Outgoing {
  readonly id: string
  readonly state: string
  readonly channel: string
  readonly gateway: string | null
  readonly provider_id: string | null
  readonly address: string
  readonly text: string
  readonly code: string | null
  /** Another message went out in its place. */
  readonly passed_on: boolean
}

/** On a phone. */
export interface Arrived {
  readonly id: string
  readonly to: string
  readonly text: string
}

export const REACHED: ReadonlySet<string> = new Set(['sent', 'delivered', 'read'])

const first = (text: string) => text.split('\n')[0]?.slice(0, 60) ?? ''

/** Every message that somebody wrote is exactly one stored one, and was dealt with. */
export function incomingViolations(written: readonly string[], stored: readonly Stored[]): string[] {
  const count = new Map<string, number>()
  for (const { provider_id } of stored) count.set(provider_id, (count.get(provider_id) ?? 0) + 1)
  const miscounted = written
    .filter((id) => count.get(id) !== 1)
    .map((id) => `the incoming message ${id} is stored ${count.get(id) ?? 0} times`)
  const known = new Set(written)
  const invented = stored
    .filter(({ provider_id }) => !known.has(provider_id))
    .map(({ provider_id }) => `the message ${provider_id} was stored, and nobody wrote it`)
  const undone = stored
    .filter(({ state }) => state !== 'decided')
    .map(({ provider_id, state }) => `the incoming message ${provider_id} is left ${state}`)
  return [...miscounted, ...invented, ...undone]
}

/** Every message that the desk owes is on one phone once, or failed and took another way. */
export function outgoingViolations(rows: readonly Outgoing[], arrived: readonly Arrived[]): string[] {
  const onPhones = new Set(arrived.map(({ id }) => id))
  const known = new Set(rows.map(({ provider_id }) => provider_id))
  return [
    ...rows.flatMap((row) => rowViolations(row, onPhones)),
    ...arrived
      .filter(({ id }) => !known.has(id))
      .map(({ id, text }) => `a phone has the message ${id}, and the desk does not know it (${first(text)})`),
    ...tooOften(rows, arrived),
  ]
}

function rowViolations(row: Outgoing, onPhones: ReadonlySet<string>): string[] {
  const { id, state, gateway, provider_id, code, channel, passed_on } = row
  if (REACHED.has(state)) {
    const isMissing = gateway === 'whatsapp-web' && !onPhones.has(provider_id ?? '')
    return isMissing ? [`the outgoing message ${id} is ${state}, and no phone has it`] : []
  }
  if (state !== 'failed') return [`the outgoing message ${id} is left ${state} (${code ?? 'no code'}, ${channel})`]
  return passed_on ? [] : [`the outgoing message ${id} failed (${code}) and took no other way`]
}

/** No phone has the same words more often than the desk wrote them. */
function tooOften(rows: readonly Outgoing[], arrived: readonly Arrived[]): string[] {
  const owed = new Map<string, number>()
  const add = (to: string, text: string, more: number) => {
    const left = (owed.get(`${to} ${text}`) ?? 0) + more
    owed.set(`${to} ${text}`, left)
    return left
  }
  for (const { channel, address, text } of rows) if (channel === 'whatsapp') add(address, text, 1)
  return arrived
    .filter(({ to, text }) => add(to, text, -1) < 0)
    .map(({ text }) => `a phone has a message more often than it was written (${first(text)})`)
}
