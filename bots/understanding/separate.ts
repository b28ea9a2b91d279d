/** Two faults in one message without a list: "printer mati dan cctv ga tampil" (issue: Reports, two tickets). */
import type { Category } from '../../src/desk/ticket.ts'
import { classify, type Fault } from './classify.ts'
import type { Message } from './message.ts'
import type { Reported } from './report.ts'
import type { Token } from './words.ts'

const JOINING = new Set([
  'dan',
  'sama',
  'terus',
  'juga',
  'serta',
  'plus',
  'lalu',
  'kemudian',
  'selain',
  'tambah',
  'sekalian',
])
/** What follows one of these comes of what was said before, or explains it. */
const OF_THE_SAME = new Set(
  `jadi jadinya akibatnya makanya sehingga karena gara-gara sampai soalnya tapi akhirnya ternyata efeknya mungkin kayaknya
  padahal kalau ketika saat pas waktu setelah sebelum sejak biasanya minta mohon maka imbas imbasnya dampaknya penyebabnya`.split(
    /\s+/,
  ),
)
/** Faults that come of each other, or are one fault in two words: one ticket. */
const ALIKE: readonly (readonly Category[])[] = [
  ['panggilan_masuk', 'panggilan_keluar', 'suara', 'perangkat'],
  ['panggilan_masuk', 'suara', 'rekaman'],
  ['tiket_dispatch', 'notifikasi', 'data_laporan'],
  ['tiket_dispatch', 'panggilan_keluar'],
  ['peta_lokasi', 'tiket_dispatch'],
  ['printer', 'data_laporan'],
]
/** One of these explains nearly everything else, or is said beside it. */
const BROAD: ReadonlySet<Category> = new Set([
  'login',
  'tampilan',
  'kinerja',
  'jaringan',
  'listrik',
  'permintaan',
  'lainnya',
])
const BESIDES_BROAD: ReadonlySet<Category> = new Set(['printer', 'perangkat'])
const BETWEEN = new Set(' \n,;.&+')
const MOST_WORDS = 60
const MOST_CUTS = 6
const MOST_FAULTS = 3
const FIRM = 3
/** Enough where several faults are announced. */
const NAMED = 2

/** The texts of several faults, each complete in its own words; undefined when the message tells of one. */
export function separately(message: Message): readonly string[] | undefined {
  const { tokens } = message.content
  if (tokens.length > MOST_WORDS) return undefined
  const parts = apart(tokens, message, MOST_FAULTS, counts(tokens))
  if (parts.length < 2) return undefined
  const { source } = message.reading
  return parts.map((part, index) => {
    const start = index === 0 ? 0 : (part.find((token) => !JOINING.has(token.text)) ?? part[0]!).start
    let end = parts[index + 1]?.[0]?.start ?? source.length
    while (end > start && BETWEEN.has(source[end - 1]!)) end -= 1
    return source.slice(start, end)
  })
}

function apart(
  tokens: readonly Token[],
  message: Message,
  most: number,
  several: boolean,
): readonly (readonly Token[])[] {
  let cuts = 0
  for (let at = 2; at < tokens.length - 1 && cuts < MOST_CUTS && most > 1; at += 1) {
    if (!isCut(tokens, at)) continue
    cuts += 1
    const left = tokens.slice(0, at)
    const right = tokens.slice(at)
    const announced = announces(right)
    // "Selain itu minta tambah akun" asks for another thing.
    const asked = (text: string) => announced && (text === 'minta' || text === 'mohon')
    if (right.some(({ text }) => OF_THE_SAME.has(text) && !asked(text))) continue
    const counted = several || announced
    const one = complete(left, message, several)
    if (one === undefined) continue
    const rest = apart(right, message, most - 1, several)
    const others = rest.map((part) => complete(part, message, several || announces(part)))
    const kin = (other: Fault) => (counted ? one.category === other.category : alike(one.category, other.category))
    if (others.every((other) => other !== undefined && !kin(other))) return [left, ...rest]
  }
  return [tokens]
}

const COUNT = new Set(['dua', '2', 'tiga', '3', 'beberapa'])
const THINGS = new Set(['masalah', 'kendala', 'gangguan', 'keluhan', 'laporan', 'hal'])

/** "Di PC 3. Saya tanya manual": its number counts nothing. */
const PLACES = new Set('pc meja ext line posisi komputer komp operator shift lantai monitor user jam'.split(' '))

/** "Ada dua kendala: ...", "2 nih kang: ...": said to be several. */
function counts(tokens: readonly Token[]): boolean {
  return tokens.slice(0, 10).some((token, at) => {
    const next = tokens[at + 1]
    if (!COUNT.has(token.text) || next === undefined || PLACES.has(tokens[at - 1]?.text ?? '')) return false
    return THINGS.has(next.text) || /[:.]/.test(next.before)
  })
}

const ANNOUNCING = new Set(['sekalian', 'selain', 'tambahan', 'satunya', 'kedua', 'lapor'])

/** "Trus sekalian lapor ...", "satu lagi ...": another fault is announced. */
function announces(tokens: readonly Token[]): boolean {
  return tokens
    .slice(0, 4)
    .some((token, at) => ANNOUNCING.has(token.text) || (token.text === 'satu' && tokens[at + 1]?.text === 'lagi'))
}

function isCut(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!
  if (token.text === 'juga' && token.clause === tokens[at - 1]!.clause) return false
  return JOINING.has(token.text) || (token.clause !== tokens[at - 1]!.clause && !JOINING.has(tokens[at - 1]!.text))
}

/** A fault with its thing and what is wrong with it in these words alone; where several are announced (`told`), its thing. */
function complete(tokens: readonly Token[], message: Message, told: boolean): Fault | undefined {
  const fault = classify(tokens, message.situation.applications)
  if (told && fault.weight >= NAMED) return fault
  return fault.stated && fault.troubled && fault.weight >= FIRM ? fault : undefined
}

function alike(one: Category, other: Category): boolean {
  if (one === other || one === 'lainnya' || other === 'lainnya' || one === 'listrik' || other === 'listrik') return true
  if (one === 'permintaan' || other === 'permintaan') return true
  if (BROAD.has(one) && !BESIDES_BROAD.has(other)) return true
  if (BROAD.has(other) && !BESIDES_BROAD.has(one)) return true
  return ALIKE.some((kin) => kin.includes(one) && kin.includes(other))
}

const OF_ALL: ReadonlySet<Category> = new Set(['tampilan', 'kinerja', 'jaringan', 'listrik', 'lainnya', 'permintaan'])

/** What may be the same trouble seen from another side. */
export function related(one: string, other: Category): boolean {
  if (one === other || OF_ALL.has(one as Category) || OF_ALL.has(other)) return true
  return ALIKE.some((kin) => kin.includes(one as Category) && kin.includes(other))
}

/** Time and reporter are said once for both. */
export function sharing(part: Reported, whole: Reported): Reported {
  const { occurredAt, occurredAtInferred, reporter, onBehalfOf, byTelephone, calledAt } = whole.report
  return {
    ...part,
    report: {
      ...(reporter === undefined ? {} : { reporter }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...(byTelephone === undefined ? {} : { byTelephone }),
      ...(calledAt === undefined ? {} : { calledAt }),
      ...(occurredAt === undefined || part.report.occurredAt !== undefined
        ? {}
        : { occurredAt, ...(occurredAtInferred === undefined ? {} : { occurredAtInferred }) }),
      ...part.report,
    },
  }
}
