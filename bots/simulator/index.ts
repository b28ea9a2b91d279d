/**
 * Simulated phones: what is sent appears on them, what is typed on them comes in. They are kept in the database, so
 * they outlive a restart and all processes see them; faults are set over HTTP (DESIGN section 6).
 */
import type { Channel } from '../../src/desk/ticket.ts'
import type { Contract, Gateway, Outcome, Outgoing } from '../gateway.ts'
import { withoutDocument } from '../wording/document.ts'

export const FAULT_MODES = ['ok', 'down', 'reject', 'silent', 'unknown'] as const
/** `down`: unreachable. `reject`: refuses. `silent`: accepts, no receipt. `unknown`: accepts, the answer is lost. */
export type FaultMode = (typeof FAULT_MODES)[number]

export interface Fault {
  readonly mode: FaultMode
  readonly code?: string
}

/** The phones themselves. A message shows once, however often it is sent. */
export interface Phones {
  fault(channel: Channel): Promise<Fault>
  show(message: Outgoing): Promise<{ id: string }>
  shown(outboxId: number): Promise<{ id: string } | undefined>
}

function withoutIt({ document: _document, ...message }: Outgoing): Outgoing {
  return { ...message, text: withoutDocument(message.text) }
}

export function createSimulator(contract: Contract, phones: Phones, channels: readonly Channel[]): Gateway {
  const deliver = (message: Outgoing, id: string) =>
    contract.receipt({ id: message.id, providerId: id, status: 'delivered', at: message.at, raw: { id } })
  /** Documents are carried as WhatsApp does; an SMS has none. */
  const shownAs = (message: Outgoing): Outgoing =>
    message.document && message.channel !== 'whatsapp' ? withoutIt(message) : message
  const send = async (given: Outgoing): Promise<Outcome> => {
    const message = shownAs(given)
    const { mode, code } = await phones.fault(message.channel)
    switch (mode) {
      case 'down':
        return { outcome: 'failed', retry: true, code: code ?? 'down', words: 'the simulated network is down' }
      case 'reject':
        return { outcome: 'failed', retry: false, code: code ?? 'rejected', words: 'the simulated network refuses' }
      case 'unknown':
        await phones.show(message)
        return { outcome: 'unknown', words: 'the simulated answer was lost' }
      case 'silent':
        return { outcome: 'done', providerId: (await phones.show(message)).id }
      case 'ok': {
        const { id } = await phones.show(message)
        await deliver(message, id)
        return { outcome: 'done', providerId: id }
      }
      default:
        return mode satisfies never
    }
  }
  return {
    name: 'simulator',
    channels,
    routes: [],
    receiptsAtOnce: true,
    idempotent: true,
    send,
    find: async (message) => {
      const shown = await phones.shown(message.id)
      if (!shown) return undefined
      const { mode } = await phones.fault(message.channel)
      if (mode !== 'silent') await deliver(message, shown.id)
      return { outcome: 'done', providerId: shown.id }
    },
    state: () => ({ state: 'ready' }),
  }
}
