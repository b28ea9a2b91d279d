/** Holds the import table of the design: who may import whom. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** A zone is named by its folder; the longest name that fits a file is its zone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/desk': [],
  'src/format': [],
  'bots/understanding': ['src/desk', 'src/format'],
  'bots/wording': ['src/desk', 'src/format'],
  'bots/simulator': ['bots/gateway.ts', 'bots/wording', 'src/desk', 'src/format'],
  'bots/smsgate': ['bots/gateway.ts', 'bots/wording', 'src/desk', 'src/format'],
  'bots/twilio': ['bots/gateway.ts', 'bots/wording', 'src/desk', 'src/format'],
  'bots/whatsapp-web': ['bots/gateway.ts', 'bots/wording', 'src/desk', 'src/format'],
  'bots/gateway.ts': ['src/desk'],
  'bots/gateways.ts': ['bots/gateway.ts', 'bots/smsgate', 'bots/twilio', 'bots/whatsapp-web', 'bots/simulator'],
  db: ['src/desk', 'src/format'],
  'src/reports': ['db', 'src/desk', 'src/format', 'bots/wording'],
  queues: [
    'db',
    'src/reports',
    'bots/gateway.ts',
    'bots/gateways.ts',
    'bots/understanding',
    'bots/wording',
    'src/desk',
    'src/format',
  ],
  'src/web': [
    'src/reports',
    'queues',
    'db',
    'bots/gateway.ts',
    'bots/gateways.ts',
    'bots/wording',
    'src/desk',
    'src/format',
  ],
  'src/config.ts': ['src/config', 'bots/gateway.ts', 'bots/wording', 'db', 'src/desk', 'src/format'],
  'src/config': ['src/config.ts', 'bots/gateway.ts', 'bots/wording', 'db', 'src/desk', 'src/format'],
  src: ['src/config.ts', 'src/config', 'src/web', 'src/reports', 'src/desk', 'src/format', 'queues', 'db', 'bots'],
}
/** The pure core: itself alone, no package, no built-in module. */
const PURE = ['src/desk', 'bots/understanding']
const ZONES = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length)

const inside = (file: string, zone: string) => file === zone || file.startsWith(`${zone}/`)
const zoneOf = (file: string) => ZONES.find((zone) => inside(file, zone))

interface Edge {
  readonly from: string
  readonly to: string
}

function edges(): Edge[] {
  const files = ['src', 'bots', 'queues', 'db'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )
  return files.flatMap((from) => {
    const source = readFileSync(join(ROOT, from), 'utf8')
    const imports = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, name]) =>
      name ? [name] : [],
    )
    return imports.map((name) => ({
      from,
      to: name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), name)) : name,
    }))
  })
}

const ALL = edges()
const between = ALL.filter(({ to }) => zoneOf(to) !== undefined)

test('every import follows the table', () => {
  const forbidden = between.filter(({ from, to }) => {
    const [zone, other] = [zoneOf(from), zoneOf(to)]
    if (!zone || !other || zone === other) return false
    return !MAY_IMPORT[zone]?.some((allowed) => inside(to, allowed))
  })
  expect(forbidden).toEqual([])
})

test('the pure core imports no package and no built-in module', () => {
  const foreign = ALL.filter(({ from, to }) => PURE.some((zone) => inside(from, zone)) && zoneOf(to) === undefined)
  expect(foreign).toEqual([])
})

test('nobody imports the composition root and the command line', () => {
  const roots = ['src/main.ts', 'src/cli.ts']
  expect(ALL.filter(({ to }) => roots.includes(to))).toEqual([])
})

test('only the clock reads the machine’s clock', () => {
  const readers = [...new Set(ALL.map(({ from }) => from))].filter((file) =>
    /Date\.now\(\)|new Date\(\)|performance\.now\(\)/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(readers.filter((file) => file !== 'db/clock.ts' && file !== 'src/cli.ts')).toEqual([])
})

test('edges exist, so the table is not held by an empty list', () => {
  for (const zone of [
    'src/desk',
    'db',
    'queues',
    'src/web',
    'bots/wording',
    'bots/understanding',
    'bots/smsgate',
    'bots/twilio',
    'bots/whatsapp-web',
  ]) {
    expect(between.filter(({ from }) => zoneOf(from) === zone).length, zone).toBeGreaterThan(0)
  }
})
