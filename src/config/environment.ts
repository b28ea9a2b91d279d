/** The environment of DESIGN section 6: defaults, checks, and secrets that come from files. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Environment } from '../../bots/gateway.ts'
import { type Files, readFrom } from './files.ts'
import { nearest, quoted } from './nearest.ts'

export const PARTS = ['web', 'worker', 'whatsapp'] as const
/** A part of the desk that a process may run. */
export type Part = (typeof PARTS)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Settings that are secrets, or hold one: they may come from NAME_FILE and no message quotes them. */
const SECRETS: readonly string[] = ['DATABASE_URL', 'REDIS_URL', 'ADMIN_TOKEN', 'HEARTBEAT_URL']

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const address = (schemes: readonly string[], expected: string) =>
  z.string().refine((text) => schemes.includes(urlOf(text)?.protocol ?? ''), expected)

const PUBLIC_URL_EXPECTED =
  'the http(s) address at which providers reach the desk, such as https://desk.example.org, ' +
  'without user, query or the path of a webhook'

function isPublicUrl(text: string): boolean {
  const url = urlOf(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return false
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  return plain && !text.includes('?') && !text.includes('#') && !url.pathname.includes('/webhooks')
}

const isHost = (text: string) => isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535
const listed = (text: string) => text.split(',').map((part) => part.trim())

const SETTINGS = z.object({
  PORT: z.string().refine(isPort, 'a port from 1 to 65535, or 0 for any free one').transform(Number).default(8112),
  HOST: z.string().refine(isHost, 'a host name or an IP address without a port').default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, PUBLIC_URL_EXPECTED)
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'the address of a PostgreSQL database, such as postgres://user@host:5432/desk',
  ).optional(),
  REDIS_URL: address(['redis:', 'rediss:'], 'the address of a Redis server, such as redis://host:6379').optional(),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  DESK_FILE: z.string().optional(),
  ADMIN_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'a token of printable ASCII characters without spaces')
    .optional(),
  HEARTBEAT_URL: address(
    ['http:', 'https:'],
    'the http(s) address of a watchdog that is called every minute',
  ).optional(),
  HEARTBEAT_SECONDS: z
    .string()
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3600, 'seconds from 1 to 3600')
    .transform(Number)
    .default(60),
  ROLES: z
    .string()
    .transform(listed)
    .pipe(z.array(z.enum(PARTS, `a list out of ${PARTS.join(',')}`)))
    .transform((parts): ReadonlySet<Part> => new Set(parts))
    .default(new Set(PARTS)),
  SIMULATOR: z.enum(['on', 'off'], 'on or off').optional(),
  SIMULATOR_NOW: z.iso
    .datetime({ offset: true, error: 'an instant such as 2026-11-23T07:05:00Z or 2026-11-23T14:05:00+07:00' })
    .transform((text) => Date.parse(text))
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Empty variables count as unset, as container files leave them. */
function withoutEmpty(environment: Environment): Record<string, string> {
  const set = Object.entries(environment).map(([name, value]) => [name, value?.trim() ?? ''] as const)
  return Object.fromEntries(set.filter(([, value]) => value !== ''))
}

/** Puts the content of NAME_FILE in the place of NAME, for the desk's own secrets and those of gateways. */
function withSecrets(environment: Record<string, string>, files: Files, prefixes: readonly string[]) {
  const problems: string[] = []
  const filled = { ...environment }
  for (const [variable, path] of Object.entries(environment)) {
    if (!variable.endsWith('_FILE')) continue
    const name = variable.slice(0, -'_FILE'.length)
    if (!SECRETS.includes(name) && !prefixes.some((prefix) => name.startsWith(prefix))) continue
    if (environment[name] !== undefined) {
      problems.push(`${variable}: expected either ${name} or ${variable}, found both`)
      continue
    }
    const content = readFrom(files, path)
    if (!content.ok) problems.push(`${variable}: expected a readable file, ${content.why} ${quoted(path)}`)
    else if (content.text.trim() === '') problems.push(`${variable}: expected a value in the file, found it empty`)
    else filled[name] = content.text.trim()
  }
  return { environment: filled, problems }
}

function wrong(name: string, expected: string, value: string | undefined): string {
  const silent = SECRETS.includes(name) || (name === 'PUBLIC_URL' && value?.includes('@'))
  if (silent) return `${name}: expected ${expected}; the value found is not shown`
  const near = name === 'ROLES' && value ? listed(value).map((part) => nearest(part, PARTS) ?? part) : undefined
  const meant = near && near.join() !== value && near.every((part) => PARTS.some((known) => known === part))
  return `${name}: expected ${expected}, found ${quoted(value)}${meant ? `; did you mean "${near.join(',')}"?` : ''}`
}

/**
 * Checks the desk's own variables. `environment`: everything with secrets filled in, for the gateways to read their
 * keys from; `prefixes` are how those keys begin. `settings` is absent when anything is wrong.
 */
export function readEnvironment(given: Environment, files: Files, prefixes: readonly string[]) {
  const { environment, problems } = withSecrets(withoutEmpty(given), files, prefixes)
  const read = SETTINGS.safeParse(environment)
  if (!read.success) {
    const names = new Map(read.error.issues.map(({ path, message }) => [String(path[0]), message]))
    for (const [name, expected] of names) problems.push(wrong(name, expected, environment[name]))
  }
  const production = environment.NODE_ENV === 'production'
  if (production && environment.SIMULATOR === 'on') {
    problems.push('SIMULATOR: expected off, or not set, while NODE_ENV is production, found "on"')
  }
  return { settings: read.data, environment, production, problems }
}
