/** The desk for root and for an ordinary user, also where only root may enter. Root alone can play the other users. */
import { chmod, chown, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Desks, newFolder, wholeCheckout } from './places.ts'
import { ROOT } from './process.ts'

vi.setConfig({ testTimeout: 120_000 })
const NOBODY = { uid: 65534, gid: 65534 }

if (!ROOT) process.stdout.write('Starts as another user and below a closed folder are skipped: they need root\n')

describe.skipIf(!ROOT)('started from a checkout with packages of its own', () => {
  const desks = new Desks()
  let folder: string
  let checkout: string

  beforeAll(async () => {
    folder = await newFolder()
    checkout = await wholeCheckout(folder)
  })
  afterEach(() => desks.discard())
  afterAll(() => rm(folder, { recursive: true }))

  test('by an ordinary user, the desk runs as that user and keeps its data in ./data', async () => {
    await chown(checkout, NOBODY.uid, NOBODY.gid)
    const desk = await desks.start({ checkout, user: NOBODY, environment: { HOME: checkout } })
    expect(await fetch(`${await desk.ready()}/readyz`)).toMatchObject({ status: 200 })
    expect((await stat(join(checkout, 'data', 'postgres'))).uid).toBe(NOBODY.uid)
    await desk.ctrlC()
    await rm(join(checkout, 'data'), { recursive: true })
    await chown(checkout, 0, 0)
  })

  test('by root below a folder that only root may enter, the desk runs and says where its database is', async () => {
    await chmod(folder, 0o700)
    const desk = await desks.start({ checkout })
    expect(await fetch(`${await desk.ready()}/readyz`)).toMatchObject({ status: 200 })
    const cluster = await realpath(join(checkout, 'data', 'postgres'))
    expect(desk.out).toContain(`The database is kept in ${cluster}: user `)
    expect((await stat(cluster)).uid).not.toBe(0)
    await desk.terminate()
    // PostgreSQL's programs beside it stay: another desk of this machine may run them by now.
    await rm(cluster, { recursive: true })
  })
})
