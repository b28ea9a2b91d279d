/** Which position or device: "PC 2", "ext 103", "semua PC" (DOMAIN 3.2 "Lokasi/unit"). */
import type { Token } from './words.ts'

const KINDS: Readonly<Record<string, string>> = {
  pc: 'PC',
  komputer: 'PC',
  cpu: 'PC',
  ext: 'ext',
  extension: 'ext',
  eks: 'ext',
  ekstensi: 'ext',
  meja: 'meja',
  line: 'line',
  monitor: 'monitor',
  posisi: 'posisi',
  operator: 'operator',
  headset: 'headset',
  laptop: 'laptop',
  printer: 'printer',
  cctv: 'CCTV',
  kamera: 'kamera',
  agent: 'agent',
  agen: 'agent',
  loket: 'loket',
  port: 'port',
  switch: 'switch',
  server: 'server',
  lantai: 'lantai',
  unit: 'unit',
}
const POSITIONS = new Set([
  'PC',
  'ext',
  'meja',
  'posisi',
  'operator',
  'agent',
  'line',
  'laptop',
  'loket',
  'monitor',
  'headset',
  'unit',
])
const ALL = new Set(['semua', 'seluruh', 'ketiga', 'tiga-tiganya', 'semuanya'])

/** "Layar" is what is seen on the monitor more often than the monitor. */
const ON_SCREEN = /^(layar|screen)/

export interface Unit {
  readonly name: string
  /** One position of several, so the rest still works. */
  readonly single: boolean
  readonly all: boolean
  /** Some of several. */
  readonly several: boolean
  readonly marked: readonly number[]
}

/** Where the fault is; what is used instead of it (`aside`) only when nothing else is named. */
export function unitOf(tokens: readonly Token[], aside: ReadonlySet<number> = new Set()): Unit | undefined {
  return (aside.size > 0 ? unitAmong(tokens, aside) : undefined) ?? unitAmong(tokens, new Set())
}

function unitAmong(tokens: readonly Token[], aside: ReadonlySet<number>): Unit | undefined {
  let best: Unit | undefined
  for (let at = 0; at < tokens.length; at += 1) {
    if (aside.has(at)) continue
    const kind = ON_SCREEN.test(tokens[at]!.typed) ? undefined : KINDS[tokens[at]!.text]
    if (kind === undefined) {
      const room = roomAt(tokens, at)
      best ??= room
      continue
    }
    // "Posisi semua meja".
    const next = KINDS[tokens[at + 2]?.text ?? '']
    const heads = next !== undefined && next !== kind && POSITIONS.has(next)
    const every = [at - 1, at + 1].find((place) => ALL.has(tokens[place]?.text ?? '') && !(place > at && heads))
    if (every !== undefined && POSITIONS.has(kind) && kind !== 'unit')
      return {
        name: `semua ${kind}`,
        single: false,
        several: false,
        all: true,
        marked: [at, every].sort((a, b) => a - b),
      }
    let from = at + 1
    while (['nomor', 'no', 'ke'].includes(tokens[from]?.text ?? '') && from < at + 3) from += 1
    const first = tokens[from]
    if (
      first === undefined ||
      first.kind !== 'number' ||
      first.raw === '112' ||
      !/^\d{1,4}$/.test(first.raw) ||
      /^:/.test(first.before.trim())
    )
      continue
    const numbers = [first.raw]
    let to = from + 1
    while (tokens[to] !== undefined && /^(,|&|\+|\/|-|,\s*)?$/.test(tokens[to]!.before.trim())) {
      const next = tokens[to]!
      const joined: boolean = ['dan', 'sama', 'sampai', 'serta'].includes(next.text) || KINDS[next.text] === kind
      let place: number = joined ? to + 1 : to
      if (joined && KINDS[tokens[place]?.text ?? ''] === kind) place += 1
      const number = tokens[place]
      const spaced = !joined && next.before.trim() === ''
      if (number?.kind !== 'number' || !/^\d{1,4}$/.test(number.raw) || (spaced && !follows(tokens, to, numbers))) break
      if (FINE.has(tokens[place + 1]?.text ?? '')) break
      numbers.push(number.raw)
      to = place + 1
    }
    const name = [...new Set(numbers)].map((number) => `${kind} ${number}`).join(', ')
    const unit = {
      name,
      single: POSITIONS.has(kind) && numbers.length === 1,
      several: numbers.length > 1,
      all: false,
      marked: Array.from({ length: to - at }, (_, index) => at + index),
    }
    if (best === undefined || (unit.single && !best.single && !best.several)) best = unit
    at = to - 1
  }
  return best
}

/** "PC 1 2 3": counted on without commas; in "PC 1 2 kali mati" the next number counts something else. */
function follows(tokens: readonly Token[], at: number, numbers: readonly string[]): boolean {
  const after = tokens[at + 1]
  const ends = after === undefined || after.kind === 'number' || after.clause !== tokens[at]!.clause
  return Number(tokens[at]!.raw) === Number(numbers.at(-1)) + 1 && (ends || ON.has(after.text))
}

const ON = new Set(['tidak', 'dan', 'sama', 'mati', 'error', 'semua', 'hang', 'lemot', 'juga', 'pada', 'belum'])

/** "Meja 1, meja 2 aman": the second is not where it is. */
const FINE = new Set(['aman', 'normal', 'ok', 'lancar', 'bisa'])
/** Where nobody answers 112. */
const ASIDE = new Set(['rapat', 'arsip', 'istirahat', 'kepala', 'kasi'])
const ROOMS = new Set(
  'server operator call kontrol control command rapat arsip genset panel dispatch dispatcher supervisor kepala kasi istirahat it noc'.split(
    ' ',
  ),
)

function roomAt(tokens: readonly Token[], at: number): Unit | undefined {
  const token = tokens[at]!
  const next = tokens[at + 1]
  if (token.text === 'ruang' && next !== undefined && next.kind === 'word' && ROOMS.has(next.text))
    return {
      name: tokens[at + 2]?.text === 'center' ? `ruang ${next.text} center` : `ruang ${next.text}`,
      single: ASIDE.has(next.text),
      several: false,
      all: false,
      marked: tokens[at + 2]?.text === 'center' ? [at, at + 1, at + 2] : [at, at + 1],
    }
  return undefined
}
