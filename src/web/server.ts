/** The HTTP side of the desk: webhooks mounted, health, API, the simulator. */
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { TooFast, type WebhookRoute } from '../../bots/gateway.ts'
import type { Database } from '../../db/database.ts'
import { isDatabaseAway, troubleOf } from '../../db/trouble.ts'
import type { Running } from '../../queues/running.ts'
import { apiRoutes } from './api.ts'
import { type Access, administrators, localOnly } from './guard.ts'
import { healthRoutes } from './health.ts'
import { mediaRoutes } from './media.ts'
import { simulatorRoutes } from './simulator.ts'
import { whatsappRoutes } from './whatsapp.ts'

const WEBHOOK_BYTES = 1024 * 1024
/** Simulated attachments come as base64 in the JSON. */
const JSON_BYTES = 32 * 1024 * 1024

export interface ServerOptions extends Access {
  readonly running: Running
  readonly db: Database
  /** A heartbeat goes out: /readyz and /metrics tell whether it does. */
  readonly isWatched?: boolean
}

/** Serves nothing until `listen`. */
export function makeServer({ running, db, isWatched = false, ...access }: ServerOptions): FastifyInstance {
  const { desk } = running
  const app = Fastify({ logger: false, trustProxy: false, bodyLimit: JSON_BYTES })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? (isDatabaseAway(error) ? 503 : 500)
    if (status < 500) return reply.code(status).send({ error: error.message })
    const { method, routeOptions } = request
    desk.log.warn({ method, route: routeOptions.url, ...troubleOf(error) }, 'request failed')
    return reply.code(status).send({ error: status === 503 ? 'the database is away: try again' : 'internal error' })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `nothing at ${request.method} ${request.url.split('?')[0]}` }),
  )
  // An empty body reads as an empty object: settling needs nothing more than its address.
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, {}) : parseJson(request, String(body), done),
  )
  healthRoutes(app, running, db, access, isWatched)
  app.register(async (scope) =>
    webhookRoutes(
      scope,
      desk.gateways.flatMap(({ routes }) => routes),
      desk.log,
    ),
  )
  app.register(async (scope) => {
    scope.addHook('onRequest', administrators(access))
    apiRoutes(scope, db, desk)
    whatsappRoutes(scope, desk)
  })
  // Without an address to the outside there are no links to it.
  if (desk.settings.publicUrl !== undefined) mediaRoutes(app, db, desk)
  if (access.simulator) {
    app.register(async (scope) => {
      scope.addHook('onRequest', localOnly(access))
      simulatorRoutes(scope, running, db)
    })
  }
  return app
}

/** Webhooks get the raw body; a handler that throws is answered with 503, so that the provider tries again. */
function webhookRoutes(scope: FastifyInstance, routes: readonly WebhookRoute[], log: Running['desk']['log']): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: WEBHOOK_BYTES }, (_request, body, done) =>
    done(null, body),
  )
  for (const { path, handle, largestBody = WEBHOOK_BYTES } of routes) {
    scope.post(path, { bodyLimit: largestBody }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      try {
        const answer = await handle({ url: request.url, headers: request.headers, body })
        if (answer.contentType) reply.type(answer.contentType)
        return await reply.code(answer.status).send(answer.body ?? '')
      } catch (error) {
        if (error instanceof TooFast) return reply.code(429).header('retry-after', error.retryAfter).send('')
        log.warn({ route: path, ...troubleOf(error) }, 'a webhook could not be stored: the provider will try again')
        return reply.code(503).send('')
      }
    })
  }
}
