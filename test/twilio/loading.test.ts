import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ENVIRONMENT } from './desk.ts'

const INDEX = fileURLToPath(new URL('../../bots/twilio/index.ts', import.meta.url))

/** In a process of its own: which of the library's files are loaded once the gateway stands. */
const PROGRAM = `
  const { createRequire } = await import('node:module')
  const { twilio } = await import(process.argv[1])
  const loaded = () => Object.keys(createRequire(process.argv[1]).cache).filter((file) => file.includes('/twilio/lib/'))
  const clocks = { desk: async () => 0, wall: () => 0 }
  const gateway = twilio.configure(JSON.parse(process.argv[2])).create({ clocks, log: { error() {} } })
  const before = loaded().length
  await gateway.send({ id: 1, channel: 'sms', to: '+6281100000001', text: 'x', at: 0 })
  console.log(JSON.stringify({ before, after: loaded().length }))
`

test('nothing of the library is loaded before the first message', async () => {
  const environment = JSON.stringify({ ...ENVIRONMENT, TWILIO_API_URL: 'http://127.0.0.1:1' })
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    PROGRAM,
    INDEX,
    environment,
  ])
  expect(JSON.parse(stdout)).toEqual({ before: 0, after: expect.toSatisfy((count: number) => count > 50) })
})
