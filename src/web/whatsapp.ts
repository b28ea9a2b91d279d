/** How the WhatsApp of an ordinary phone is, and what has to be scanned to link it: for administrators alone. */
import type { FastifyInstance } from 'fastify'
import type { Desk } from '../../queues/desk.ts'

export function whatsappRoutes(app: FastifyInstance, { gateways }: Desk): void {
  app.get('/api/whatsapp', async (_request, reply) => {
    const gateway = gateways.find(({ pairing }) => pairing !== undefined)
    if (!gateway) {
      const error = 'the WhatsApp of an ordinary phone is not switched on: set WHATSAPP_WEB=on'
      return reply.code(404).send({ error })
    }
    const pairing = gateway.pairing?.()
    // Whoever keeps a copy could link a phone with it.
    reply.header('cache-control', 'no-store')
    return { ...gateway.state(), ...(pairing ? { pairing } : {}) }
  })
}
