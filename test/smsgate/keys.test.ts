/** Names of messages, with several processes at one database. */
import { describe, expect, test } from 'vitest'
import type { Contract } from '../../bots/gateway.ts'
import { createKeys, keyOfTry } from '../../bots/smsgate/keys.ts'
import { outgoing } from '../harness/small-desk.ts'

/** The watermarks and leases of one database; each process has its own contract. */
function database() {
  const watermarks = new Map<string, string>()
  let holder: object | undefined
  const process = (): Contract => {
    const me = {}
    const contract: Partial<Contract> = {
      watermark: {
        get: async (name) => watermarks.get(name),
        set: async (name, value) => void watermarks.set(name, value),
      },
      lease: async () => {
        holder ??= me
        return holder === me
      },
    }
    return contract as Contract
  }
  return { process, watermarks }
}

describe('the name of a message', () => {
  test('is the same in every process and after a restart', async () => {
    const { process } = database()
    const name = await createKeys(process()).of(outgoing())
    expect(await createKeys(process()).of(outgoing())).toBe(name)
    expect(await createKeys(process()).idOf(name)).toBe(7)
  })

  test('is never made twice by processes that start together', async () => {
    const { process, watermarks } = database()
    const tried = await Promise.allSettled(Array.from({ length: 5 }, () => createKeys(process()).of(outgoing())))
    const names = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(names).toHaveLength(1)
    expect(names[0]).toContain(watermarks.get('installation'))
  })

  test('is made once for messages that are sent at the same time', async () => {
    const keys = createKeys(database().process())
    const names = await Promise.all([1, 2, 3].map((id) => keys.of(outgoing({ id }))))
    expect(new Set(names.map((name) => name.split('-')[1])).size).toBe(1)
  })

  test('is made as soon as the database is back', async () => {
    const contract = database().process()
    const { get } = contract.watermark
    let away = true
    const asked = (name: string) => (away ? Promise.reject(new Error('away')) : get(name))
    const keys = createKeys({ ...contract, watermark: { ...contract.watermark, get: asked } })
    await expect(keys.of(outgoing())).rejects.toThrow('away')
    away = false
    expect(await keys.of(outgoing())).toMatch(/^desk-/)
  })

  test('tells its id to this desk only', async () => {
    const keys = createKeys(database().process())
    const name = await keys.of(outgoing())
    expect(await keys.idOf(keyOfTry(name, 3))).toBe(7)
    expect(await createKeys(database().process()).idOf(name)).toBeUndefined()
    for (const other of ['', name.slice(1), `${name}-1`, `${name}0`, name.replace('-7-', '-07-')]) {
      expect(await keys.idOf(other), other).toBeUndefined()
    }
  })
})
