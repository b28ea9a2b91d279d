/** Names of our messages at the phone gateway: the idempotency key of a send (SMSGATE.md, Send). */
import { createHash, randomUUID } from 'node:crypto'
import type { Contract, Outgoing } from '../gateway.ts'

/**
 * `desk-<installation>-<our id>-<digest>`, at most 36 characters. The installation: two desks may share a phone. The
 * digest of address and text: a database that was restored from a copy gives its ids again, to other messages.
 */
const KEY = /^desk-([0-9a-f]{8})-([1-9]\d{0,14})-[0-9a-f]{8}(?:-[2-9])?$/
const WATERMARK = 'installation'
const LEASE_SECONDS = 10

export interface Keys {
  /** The same for each try of a message. Rejects when the database is away. */
  of(message: Outgoing): Promise<string>
  /** Our own id of a message; `undefined`: it is not this desk's. Rejects when the database is away. */
  idOf(key: string): Promise<number | undefined>
}

/** A message that failed at the phone keeps its name for ever: another try of it needs another, from 2 on. */
export const keyOfTry = (key: string, attempt: number): string => (attempt === 1 ? key : `${key}-${attempt}`)

const digestOf = ({ to, text }: Outgoing) => createHash('sha256').update(`${to}\n${text}`).digest('hex').slice(0, 8)

export function createKeys({ watermark, lease }: Contract): Keys {
  let known: string | undefined

  const recall = async () => {
    known ??= await watermark.get(WATERMARK)
    return known
  }
  /** Under a lease, so that two processes that start together do not make two. */
  const make = async (): Promise<string> => {
    const before = await recall()
    if (before !== undefined) return before
    if (!(await lease(WATERMARK, LEASE_SECONDS))) throw new Error('another process names this installation now')
    const made = (await recall()) ?? randomUUID().slice(0, 8)
    await watermark.set(WATERMARK, made)
    known = made
    return made
  }
  let making: Promise<string> | undefined
  /** Nor two messages of one process, which share its lease. */
  const installation = (): Promise<string> => {
    making ??= make().finally(() => {
      making = undefined
    })
    return making
  }

  return {
    of: async (message) => `desk-${await installation()}-${message.id}-${digestOf(message)}`,
    idOf: async (key) => {
      const [, of, id] = KEY.exec(key) ?? []
      return of !== undefined && of === (await recall()) ? Number(id) : undefined
    },
  }
}
