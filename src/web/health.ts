/** Whether the desk is up and can do its work, and its figures (DESIGN section 6). */
import { sql } from 'drizzle-orm'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '../../db/database.ts'
import type { Running } from '../../queues/running.ts'
import { ailments, rolesUnheard } from '../../queues/vitals.ts'
import { type Access, localOrToken } from './guard.ts'

const ANSWER_WITHIN = 2_000

/** False when the check fails or takes too long. */
async function answers(check: () => Promise<unknown>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, ANSWER_WITHIN, false).unref())
  const asked = check().then(
    (value) => value !== false,
    () => false,
  )
  return Promise.race([asked, late])
}

export function healthRoutes(
  app: FastifyInstance,
  running: Running,
  db: Database,
  access: Access,
  isWatched: boolean,
): void {
  const { desk, backend } = running

  app.get('/healthz', async () => ({ ok: true }))

  app.get('/readyz', async (_request, reply: FastifyReply) => {
    const [database, queues] = await Promise.all([
      answers(() => db.execute(sql`select 1`)),
      answers(() => backend.ping()),
    ])
    const gateways = Object.fromEntries(desk.gateways.map((gateway) => [gateway.name, gateway.state()]))
    const ready = database && queues
    // What withholds the heartbeat; the process that sends it finds the same.
    const withheld = isWatched ? { heartbeat: { withheld: await ailments(desk, backend) } } : {}
    const unheard = database ? await rolesUnheard(desk) : []
    // The desk is up; that nobody of a role hears it is for people to mend.
    const people = unheard.length === 0 ? {} : { unheard }
    return reply.code(ready ? 200 : 503).send({ ready, database, queues, gateways, ...people, ...withheld })
  })

  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const figure = (name: string, help: string) => new Gauge({ name, help, labelNames: ['state'], registers: [registry] })
  const tickets = figure('helpdesk_tickets', 'Open tickets by state')
  const messages = figure('helpdesk_messages_waiting', 'Messages that wait, by state')
  const carriers = new Gauge({
    name: 'helpdesk_gateway',
    help: 'Gateways, and the state that each is in',
    labelNames: ['gateway', 'state'],
    registers: [registry],
  })
  const figures = new Gauge({
    name: 'helpdesk_gateway_figure',
    help: 'What gateways tell of themselves',
    labelNames: ['gateway', 'figure'],
    registers: [registry],
  })
  const unheard = new Gauge({
    name: 'helpdesk_role_unheard',
    help: '1 while nobody of a role can be told anything: all of them want no messages, or are gone',
    labelNames: ['role'],
    registers: [registry],
  })
  const overdue = new Gauge({ name: 'helpdesk_due_overdue', help: 'Due rows not carried out', registers: [registry] })

  const heartbeat = isWatched
    ? new Gauge({ name: 'helpdesk_heartbeat', help: '1 while the heartbeat goes out', registers: [registry] })
    : undefined

  app.get('/metrics', { preHandler: localOrToken(access) }, async (_request, reply) => {
    const now = new Date(await desk.clocks.desk()).toISOString()
    const counts = await db.execute<{ kind: string; state: string; n: number }>(sql`
      select 'ticket' as kind, state, count(*)::int as n from tickets
        where state not in ('closed', 'cancelled') and year > 0 group by state
      union all
      select 'message', state, count(*)::int from outbox where state in ('queued', 'sending', 'unknown') group by state
      union all
      select 'message', state, count(*)::int from inbox where state in ('new', 'held') group by state
      union all
      select 'due', 'overdue', count(*)::int from due where done_at is null and due_at < ${now}`)
    heartbeat?.set((await ailments(desk, backend)).length === 0 ? 1 : 0)
    unheard.reset()
    for (const role of await rolesUnheard(desk)) unheard.set({ role }, 1)
    carriers.reset()
    figures.reset()
    for (const gateway of desk.gateways) {
      carriers.set({ gateway: gateway.name, state: gateway.state().state }, 1)
      for (const [name, value] of Object.entries(gateway.figures?.() ?? {}))
        figures.set({ gateway: gateway.name, figure: name }, value)
    }
    tickets.reset()
    messages.reset()
    for (const { kind, state, n } of counts.rows) {
      if (kind === 'ticket') tickets.set({ state }, n)
      else if (kind === 'message') messages.set({ state }, n)
      else overdue.set(n)
    }
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
