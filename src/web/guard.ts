/** Who may reach what (DESIGN section 6, "Guard"). */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const LOOPBACK_PEER = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

/** Why a request does not come from this machine itself, or undefined when it does. */
function notLocal(request: FastifyRequest): string | undefined {
  const { headers } = request
  if (!LOOPBACK_PEER.test(request.socket.remoteAddress ?? '')) return 'only from this machine itself'
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'only under the name localhost or a loopback address'
  const proxied = Object.keys(headers).find((name) => /^(forwarded|via|x-forwarded-.*)$/.test(name))
  if (proxied) return `not through a proxy (header ${proxied})`
  const writes = request.method !== 'GET' && request.method !== 'HEAD'
  const json = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
  return writes && !json ? 'content type must be application/json' : undefined
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time. */
function hasToken(request: FastifyRequest, token: string): boolean {
  const [scheme, given] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && given !== undefined && timingSafeEqual(digest(given), digest(token))
}

export interface Access {
  readonly adminToken?: string
  readonly simulator: boolean
}

const refuse = (reply: FastifyReply, status: 401 | 403, error: string) => reply.code(status).send({ error })

/** For the simulator's routes: this machine itself, and the token where there is one. */
export function localOnly({ adminToken }: Access) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const why = notLocal(request)
    if (why) return refuse(reply, 403, `refused: ${why}`)
    if (adminToken && !hasToken(request, adminToken)) return refuse(reply, 401, 'refused: bearer token needed')
    return undefined
  }
}

/** For API and pages: the token; without one only while the simulator runs, and from this machine itself. */
export function administrators({ adminToken, simulator }: Access) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (adminToken) {
      return hasToken(request, adminToken) ? undefined : refuse(reply, 401, 'refused: bearer token needed')
    }
    if (!simulator) return refuse(reply, 403, 'refused: closed until ADMIN_TOKEN is set')
    const why = notLocal(request)
    return why ? refuse(reply, 403, `refused: ${why}`) : undefined
  }
}

/** For measurements: this machine itself, or the token. */
export function localOrToken({ adminToken }: Access) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!notLocal(request) || (adminToken && hasToken(request, adminToken))) return undefined
    return refuse(reply, 403, 'refused: only from this machine itself or with the token')
  }
}
