/** A small desk with the phone gateway alone, set up for the stand-in. */
import type { Contract, Environment } from '../../bots/gateway.ts'
import { createSmsgate } from '../../bots/smsgate/index.ts'
import { readSettings, type Settings } from '../../bots/smsgate/settings.ts'
import { NOW, startSmallDesk } from '../harness/small-desk.ts'
import { type StandInOptions, startStandIn } from './stand-in.ts'

export { DESK_NOW, NOW, outgoing, PERSON } from '../harness/small-desk.ts'

export const USER = 'phone-user'
export const PASSWORD = 'password-that-nobody-may-see'
export const SIGNING_KEY = 'signing-key-that-nobody-may-see'
export const DEVICE = 'ffffffffceb0b1db0000018e937c815b'
export const OTHER_DEVICE = 'ffffffffceb0b1db0000018e937c815c'
export const PUBLIC_URL = 'https://desk.example/siaga'

export const ENVIRONMENT: Environment = {
  SMSGATE_URL: 'https://phone.example/3rdparty/v1',
  SMSGATE_USER: USER,
  SMSGATE_PASSWORD: PASSWORD,
  SMSGATE_SIGNING_KEY: SIGNING_KEY,
  PUBLIC_URL,
}

interface Given {
  readonly environment?: Environment
  readonly settings?: Partial<Settings>
  readonly phone?: Partial<StandInOptions>
}

/** The stand-in and a desk that is set up for it; their clocks move together. */
export async function startBoth({ environment = {}, settings = {}, phone = {} }: Given = {}) {
  let passed = 0
  const standIn = await startStandIn({
    user: USER,
    password: PASSWORD,
    signingKey: SIGNING_KEY,
    device: DEVICE,
    now: () => NOW + passed,
    ...phone,
  })
  const read = readSettings({ ...ENVIRONMENT, SMSGATE_URL: standIn.url, ...environment })
  if (read.is !== 'on') throw new Error(`not configured: ${JSON.stringify(read)}`)
  const desk = await startSmallDesk((contract: Contract) => createSmsgate({ ...read.settings, ...settings }, contract))
  return {
    standIn,
    desk,
    pass: (milliseconds: number) => {
      passed += milliseconds
      desk.pass(milliseconds)
    },
    stop: async () => {
      await desk.stop()
      await standIn.stop()
    },
  }
}

export type Both = Awaited<ReturnType<typeof startBoth>>
