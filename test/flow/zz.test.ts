import { describe, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring } from './path.ts'
describe.each(backends())('on %s', (backend) => {
  test.each(['reported', 'vendor-repairing', 'awaiting-confirmation'] as const)('%s', async (state) => {
    const desk = await TestDesk.start({ backend })
    await bring(desk, state)
    const c = process.cpuUsage(), t = performance.now()
    await desk.advance('PT24H')
    const u = process.cpuUsage(c)
    console.log(backend, state, Math.round(performance.now() - t), 'ms; cpu', Math.round((u.user + u.system) / 1000), 'messages', (await desk.readsAll()).length)
    await desk.close()
  })
})
