/** README's quick start, and what the desk itself says to try, typed into a shell: both do what they say. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SimulatedMessage } from '../harness/transcript.ts'
import { Desks, freshCheckout, newFolder } from './places.ts'
import { CHECKOUT } from './process.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const missing = ['bash', 'curl'].filter((program) => spawnSync(program, ['--version']).error)
if (missing.length > 0) {
  if (process.env.CI === 'true') throw new Error(`CI=true and ${missing.join(' and ')} is not installed`)
  process.stdout.write(`README's quick start is skipped: ${missing.join(' and ')} is not installed\n`)
}

/** The commands of a chapter. Those that define the shell's own words come first. */
function chapter(title: string): { definitions: string; commands: string[]; words: string } {
  const readme = readFileSync(join(CHECKOUT, 'README.md'), 'utf8')
  const words = readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
  const [definitions = '', ...blocks] = [...words.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
  return { definitions, commands: blocks.flatMap((block) => block.trimEnd().split('\n')), words }
}

const MARK = '--- what came of one command'

/** Types the commands into one shell, which ends at the first that fails. What each of them wrote. */
function typed(definitions: string, commands: readonly string[]): string[] {
  const script = [definitions, ...commands.flatMap((command) => [command, `printf '\n${MARK}\n'`])].join('\n')
  const out = execFileSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8' })
  return out.split(`\n${MARK}\n`)
}

const RATNA = '+6281100000005'
const WULAN = '+6281100000001'

const heardBy = (phone: string, json: string): SimulatedMessage[] =>
  JSON.parse(json).messages.filter((one: SimulatedMessage) => one.phone === phone && one.direction === 'out')
const minutes = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000)

/** What README says behind a command, and how what the command wrote shows it. */
const CLAIMS: Readonly<Record<string, (json: string) => void>> = {
  'a new report, and what to answer': (json) => {
    expect(heardBy(RATNA, json).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Laporan baru No\. 1 .*Balas TERIMA 1\.$/s),
    ])
  },
  'asked whether it works again': (json) => {
    expect(heardBy(WULAN, json).at(-1)?.text).toMatch(/^Tiket No\. 1 dinyatakan teratasi.*Balas YA 1 bila normal/s)
  },
  'closed, confirmed, each step judged': (json) => {
    const { state, closedAs, steps } = JSON.parse(json)
    expect([state, closedAs]).toEqual(['closed', 'confirmed'])
    expect(steps.map(({ verdict }: { verdict: string }) => verdict)).toEqual(Array(5).fill('on-time'))
  },
  'reminded after 3 minutes, late after 5': (json) => {
    const [report, ...others] = heardBy(RATNA, json).filter(({ ticket }) => ticket === 2)
    const told = others.map(({ at, text }) => `${minutes(report!.at, at)}: ${text.split(' 2: ')[0]}`)
    expect(told).toEqual(['3: PENGINGAT', '5: TERLAMBAT'])
  },
}

describe.skipIf(missing.length > 0)('typed into a shell', () => {
  const desks = new Desks()
  const { definitions, commands, words } = chapter('Try it')
  let folder: string
  let url: string
  let welcome: string
  /** What each of the commands wrote. */
  let wrote: string[]

  const type = (more: readonly string[]) => {
    const address = 'desk=http://127.0.0.1:8112'
    expect(definitions).toContain(address)
    return typed(definitions.replace(address, `desk=${url}`), more)
  }

  beforeAll(async () => {
    folder = await newFolder()
    const desk = await desks.start({ checkout: await freshCheckout(folder) })
    url = await desk.ready()
    welcome = desk.out
    wrote = type(commands)
  })
  afterAll(async () => {
    await desks.discard()
    await rm(folder, { recursive: true })
  })

  test("README's quick start brings both tickets to their end, by every command of it", () => {
    expect(commands.length).toBeGreaterThan(15)
    const [first, second] = commands.flatMap((command, index) =>
      command.includes('/api/tickets/') ? [JSON.parse(wrote[index] ?? '')] : [],
    )
    expect(first).toMatchObject({
      number: 1,
      state: 'closed',
      closedAs: 'confirmed',
      action: 'service dijalankan ulang',
    })
    expect(second).toMatchObject({ number: 2, state: 'closed', closedAs: 'confirmed', action: 'trunk dialihkan' })
    expect(first).not.toHaveProperty('vendor')
    expect(second).toMatchObject({ vendor: { id: 'jasnita' } })
  })

  test('what README says behind a command is so', () => {
    const said = commands.map((command) => command.split(/ +# /)[1])
    expect(said.filter((claim) => claim !== undefined).sort()).toEqual(Object.keys(CLAIMS).sort())
    said.forEach((claim, index) => {
      if (claim !== undefined) CLAIMS[claim]?.(wrote[index] ?? '')
    })
  })

  test("the clock moved by README's 24 hours shows every reminder on the way", () => {
    const [move = ''] = /-d '\{"advance":"PT24H"\}'/.exec(words) ?? []
    const [, , shown = ''] = type([
      `say $wulan 'LAPOR dashboard tidak bisa dibuka'`,
      `curl -sf $desk/simulator/clock -H "$json" ${move}`,
      'phone $ratna',
    ])
    const told = Object.groupBy(heardBy(RATNA, shown), ({ text }) => text.split(':')[0] ?? '')
    expect(told['PENGINGAT 3']).toHaveLength(1)
    expect(told['TERLAMBAT 3']?.length).toBeGreaterThan(24)
  })

  test('what the desk says to try at its start works', () => {
    const [, printed = ''] = /^Try: .*\n((?: {2}.*\n)+)/m.exec(welcome) ?? []
    const [shown = ''] = type([printed])
    const [, text = 'none'] = /"text":("LAPOR .*?")/.exec(printed) ?? []
    expect(shown.split(`"direction":"in",`).filter((message) => message.includes(`"text":${text}`))).toHaveLength(2)
  })
})
