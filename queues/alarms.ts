/** What a gateway cannot mend by itself is told to those who can: admins, else Kepala Seksi and supervisors. */
import { answer } from '../bots/wording/answer.ts'
import type { Form } from '../bots/wording/telling.ts'
import type { Transaction } from '../db/database.ts'
import { endAlarm, raiseAlarm } from '../db/gateway-memory.ts'
import { linesTo } from '../db/lines.ts'
import { enqueue, type NewOutgoing } from '../db/outbox.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import { CHANNELS, type Channel, type Instant, type Role } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { readDirectory } from './members.ts'
import { rankOf } from './priority.ts'

interface Alarm {
  readonly gateway: string
  readonly name: string
  /** Indonesian, for people. */
  readonly words: string
}

/** Tells it once until it is ended. */
export async function alarm(desk: Desk, one: Alarm): Promise<void> {
  const now = await desk.clocks.desk()
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers | undefined> => {
    const { members } = await readDirectory(tx, desk.settings)
    const hearers = hearersOf(members, now, desk)
    const raised = await raiseAlarm(tx, { ...one, raisedAt: now, toldIds: hearers.map(({ id }) => id) })
    return raised ? write(desk, tx, { ...one, over: false }, hearers, now) : undefined
  })
  if (!triggers) return
  desk.log.error({ gateway: one.gateway, alarm: one.name }, 'an alarm was raised: people were told')
  await desk.trigger(triggers)
}

/** Those who were told hear that it is over. */
export async function allClear(desk: Desk, one: Alarm): Promise<void> {
  const now = await desk.clocks.desk()
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers | undefined> => {
    const ended = await endAlarm(tx, one.gateway, one.name, now)
    if (!ended) return undefined
    const { members } = await readDirectory(tx, desk.settings)
    const told = members.filter(({ id, optedOut }) => ended.toldIds.includes(id) && !optedOut)
    return write(desk, tx, { ...one, over: true }, told, now)
  })
  if (!triggers) return
  desk.log.info({ gateway: one.gateway, alarm: one.name }, 'an alarm is over')
  await desk.trigger(triggers)
}

function hearersOf(members: readonly Member[], now: Instant, { settings: { office } }: Desk): Member[] {
  const of = (role: Role) => onDutyIn(role, members, now, office).filter(({ optedOut }) => !optedOut)
  const admins = of('admin')
  return admins.length > 0 ? admins : [...of('kepala_seksi'), ...of('supervisor')]
}

async function write(
  { gateways, settings: { house } }: Desk,
  tx: Transaction,
  { gateway, words, over }: Alarm & { readonly over: boolean },
  hearers: readonly Member[],
  now: Instant,
): Promise<Triggers> {
  const others = gateways.filter(({ name }) => name !== gateway)
  const carried = (channel: Channel) => others.some(({ channels }) => channels.includes(channel))
  const say = (form: Form) => answer({ kind: 'alarm', words, over }, form, house)
  const rows: NewOutgoing[] = []
  for (const person of hearers) {
    const channel = person.channels.find(carried) ?? person.channels[0] ?? 'sms'
    const conversationId = (await linesTo(tx, channel, [person])).get(person.id)
    if (conversationId === undefined) continue
    rows.push({
      conversationId,
      channel,
      personId: person.id,
      text: say(channel === 'whatsapp' ? 'whatsapp' : 'sms'),
      forms: { whatsapp: say('whatsapp'), sms: say('sms') },
      topic: over ? 'alarm-over' : 'alarm',
      urgent: !over,
      priority: rankOf([{ topic: 'alarm' }]),
      createdAt: now,
      // Not by the gateway that it is about, as long as another can carry it.
      tried: carried(channel) ? CHANNELS.map((one) => `${one}/${gateway}`) : [],
    })
  }
  const sent = await enqueue(tx, rows)
  return { delivery: sent.map(({ conversationId }) => conversationId) }
}
