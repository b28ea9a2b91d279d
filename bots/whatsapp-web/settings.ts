/** The gateway's own environment keys (DESIGN section 6), read or refused with one clear line a problem. */
import { join, resolve } from 'node:path'
import type { Environment } from '../gateway.ts'

export interface Settings {
  /** Absolute; holds the session, which is a credential. */
  readonly directory: string
  /** The browser that the operator names; absent: looked for on the system. */
  readonly chromium?: string
  /** Where programs are looked for. */
  readonly path: string
  readonly args: readonly string[]
  /** Whether this process has the browser (ROLES whatsapp). */
  readonly runs: boolean
  /** Groups that are read (desk.yaml, whatsapp.groups). */
  readonly groups: readonly string[]
  /** Wall milliseconds between two messages, on the average. */
  readonly pace: number
  /** Real milliseconds between two looks at the clock. */
  readonly tickEvery: number
  /** The database's seconds for which one process has the browser; a dead one is replaced within them. */
  readonly lease: number
  /** Mebibytes of the browser: above `quiet` it is started anew at a quiet hour, above `most` at once. */
  readonly memory: { readonly quiet: number; readonly most: number }
  /** Mebibytes that have to be left on the disk. */
  readonly room: number
}

export type SettingsRead =
  | { readonly is: 'off' }
  | { readonly is: 'on'; readonly settings: Settings }
  | { readonly is: 'wrong'; readonly problems: readonly string[] }

const TICK_EVERY = 250
/** Several renewals long, so that a database that hesitates costs no browser. */
const LEASE_SECONDS = 15
/** Somebody who types fast. Two seconds apart, thirty messages got a number banned (WHATSAPP.md). */
const PACE_SECONDS = 4

const listed = (text: string, separator: string | RegExp) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

export function readSettings(environment: Environment, groups: readonly string[] = []): SettingsRead {
  const { WHATSAPP_WEB = 'off', CHROMIUM_PATH, CHROMIUM_ARGS = '', DATA_DIR, ROLES, PATH = '' } = environment
  const pace = Number(environment.WHATSAPP_WEB_PACE ?? PACE_SECONDS)
  const problems: string[] = []
  if (!['', 'on', 'off'].includes(WHATSAPP_WEB)) problems.push('WHATSAPP_WEB: expected on or off')
  if (WHATSAPP_WEB !== 'on') return problems.length > 0 ? { is: 'wrong', problems } : { is: 'off' }
  if (!(pace >= 0 && pace <= 3600)) problems.push('WHATSAPP_WEB_PACE: expected seconds between two messages, such as 4')
  const args = listed(CHROMIUM_ARGS, /\r?\n/)
  if (args.some((arg) => !arg.startsWith('--')))
    problems.push('CHROMIUM_ARGS: expected arguments that begin with --, one a line')
  if (problems.length > 0) return { is: 'wrong', problems }
  return {
    is: 'on',
    settings: {
      directory: join(resolve(DATA_DIR || './data'), 'whatsapp'),
      ...(CHROMIUM_PATH ? { chromium: CHROMIUM_PATH } : {}),
      path: PATH,
      args,
      groups,
      runs: ROLES === undefined || ROLES === '' || listed(ROLES, ',').includes('whatsapp'),
      pace: pace * 1000,
      tickEvery: TICK_EVERY,
      lease: LEASE_SECONDS,
      memory: { quiet: 1000, most: 2500 },
      room: 50,
    },
  }
}
