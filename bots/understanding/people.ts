/** Names in a message: who reported, who was spoken to, to whom work is handed. */
import type { KnownPerson } from './meaning.ts'
import type { Reading, Token } from './words.ts'

/** Forms of address: dropped when matching, and what stands before a name. */
export const VOCATIVES: ReadonlySet<string> = new Set(
  'pak pa bapak bpk pk bp bu ibu mas mba mbak mbk bang kang teh teteh neng ndan komandan dan2 bos boss om tante kak kakak gan bro sis min admin mimin akang mang pakde aa rekan kawan ncan ndoro gaes guys sdr sdri'.split(
    ' ',
  ),
)
export const NOT_NAMES: ReadonlySet<string> = new Set(
  `tadi jam pukul semalam kemarin pagi siang sore malam sejak opd warga aplikasi sistem server dashboard kami kita saya anda pusat jasnita vendor pihak tim teknisi
  damkar bpbd psc pmi polisi petugas call taker operator supervisor kasi kepala seksi dinas kantor atas bawah sini situ sana mana awal baru lagi sudah belum tidak bisa
  ya ok siap baik nih aja saja dong deh ini itu yang di ke dan atau untuk dengan dulu lapor mohon tolong izin lokasi lapangan ruang posko pos satpol sebelah teman
  aja jaringan pln telkom indihome provider mulai hari minggu senin selasa rabu kamis jumat sabtu sekitar shift regu piket pc meja ext hp rumah komputer laptop headset`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

export interface Named {
  readonly person?: KnownPerson
  /** As typed, with its form of address. */
  readonly name: string
  readonly from: number
  readonly to: number
}

/** People by each part of their names; a part that two people share names nobody. */
const BY_NAME = new WeakMap<readonly KnownPerson[], ReadonlyMap<string, KnownPerson | undefined>>()

function byName(people: readonly KnownPerson[]): ReadonlyMap<string, KnownPerson | undefined> {
  const known = BY_NAME.get(people)
  if (known !== undefined) return known
  const names = new Map<string, KnownPerson | undefined>()
  for (const person of people)
    for (const part of new Set(person.name.toLowerCase().split(/\s+/)))
      if (part.length >= 3) names.set(part, names.has(part) ? undefined : person)
  BY_NAME.set(people, names)
  return names
}

function knownBy(word: string, people: readonly KnownPerson[]): KnownPerson | undefined {
  return byName(people).get(word)
}

/** A name that starts at this token: a person of the directory, or any word after a form of address. */
export function nameAt(
  reading: Reading,
  at: number,
  people: readonly KnownPerson[],
  strangersToo: boolean,
): Named | undefined {
  const { tokens, source } = reading
  let index = at
  while (index < at + 2 && tokens[index] !== undefined && VOCATIVES.has(tokens[index]!.text)) index += 1
  const token = tokens[index]
  if (token === undefined || token.kind !== 'word' || token.clause !== tokens[at]!.clause) return undefined
  const name = source.slice(tokens[at]!.start, token.end)
  const person = knownBy(token.raw.toLowerCase(), people)
  if (person !== undefined) return { person, name, from: at, to: index + 1 }
  const could = strangersToo && token.text.length >= 3 && !NOT_NAMES.has(token.text) && /^\p{L}+$/u.test(token.raw)
  return could ? { name, from: at, to: index + 1 } : undefined
}

/** Every person of the directory who is named, in order, not counting the sender and people merely addressed. */
export function peopleNamed(reading: Reading, people: readonly KnownPerson[]): Named[] {
  const found: Named[] = []
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const named = nameAt(reading, at, people, false)
    if (named === undefined) continue
    found.push(named)
    at = named.to - 1
  }
  return found
}

export interface Teller {
  readonly person?: KnownPerson
  readonly name: string
  readonly byTelephone: boolean
  readonly from: number
  readonly to: number
}

const POSTS = new Set(['call', 'taker', 'operator', 'petugas', 'supervisor', 'piket', 'dispatcher', 'agent'])
const TOLD = new Set(['dari', 'kata', 'menurut', 'an', 'atasnama', 'titipan', 'pelapor', 'oleh', 'laporan', 'mewakili'])
const REPORTS = new Set(['lapor', 'laporan', 'melapor', 'laporin', 'laporkan'])
const CLOCK = new Set(['jam', 'pukul'])
const BY_PHONE = new Set(['telepon', 'menelepon', 'ditelepon', 'telfon', 'call', 'panggilan', 'nelpon'])

/** Who is said to have reported: "dari Wulan", "telp dr wulan", "wulan telp", "a.n. Joko". */
export function tellerOf(reading: Reading, people: readonly KnownPerson[]): Teller | undefined {
  const { tokens } = reading
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    const before = tokens[at - 1]
    // "Atas nama Dedi" says it in two words.
    const inTwoWords = token.text === 'nama' && before?.text === 'atas'
    if ((TOLD.has(token.text) || inTwoWords) && (token.text !== 'laporan' || isNamed(reading, at + 1, people))) {
      const headed = token.text === 'pelapor' && /[:=]/.test(tokens[at + 1]?.before ?? '')
      if (tokens[at + 1]?.clause !== token.clause && !headed && token.text !== 'an') continue
      const formal = VOCATIVES.has(tokens[at + 1]?.text ?? '') || token.text === 'an' || headed
      const named = nameAt(reading, at + 1, people, formal || capital(tokens[at + 1]))
      // "Jam 11 an telp tidak masuk".
      const clock = before?.kind === 'number' && (token.before === '' || CLOCK.has(tokens[at - 2]?.text ?? ''))
      if (named !== undefined && !(token.text === 'an' && clock))
        return { ...pick(named), byTelephone: phoned(tokens, at, named.to), from: at, to: named.to }
    }
    // "Lapor untuk Dedi", who sits at that position; "lapor untuk pak Hendra" is addressed to him.
    if (token.text === 'untuk' && REPORTS.has(before?.text ?? '')) {
      const named = nameAt(reading, at + 1, people, false)
      if (named?.person?.role === 'call_taker')
        return { ...pick(named), byTelephone: phoned(tokens, at, named.to), from: at, to: named.to }
    }
    if (BY_PHONE.has(token.text) && !BY_PHONE.has(before?.text ?? '')) {
      // "Ditelp pak Yanto": who is not in the directory is named after a form of address.
      const called = /^di/.test(token.typed) && VOCATIVES.has(tokens[at + 1]?.text ?? '')
      const named = nameAt(reading, at + 1, people, called)
      if (named !== undefined && at < 3) return { ...pick(named), byTelephone: true, from: at, to: named.to }
    }
    const named = nameAt(reading, at, people, false)
    if (named?.person !== undefined && at < 4) {
      // "Sri (call taker) menelepon"
      let end = named.to
      while (end < named.to + 3 && POSTS.has(tokens[end]?.text ?? '')) end += 1
      const next = tokens[end]?.text ?? ''
      const then = tokens[end + 1]?.text ?? ''
      const tells = new Set([
        'lapor',
        'menelepon',
        'telepon',
        'bilang',
        'ngabarin',
        'info',
        'sms',
        'whatsapp',
        'kabari',
        'cerita',
        'nginfoin',
        'ngasih',
        'titip',
        'minta',
      ])
      if (tells.has(next) || ((next === 'tadi' || next === 'barusan' || next === 'baru') && tells.has(then)))
        return {
          ...pick(named),
          byTelephone: BY_PHONE.has(next) || BY_PHONE.has(then) || phoned(tokens, at, end),
          from: at,
          to: end + 1,
        }
    }
  }
  return undefined
}

function isNamed(reading: Reading, at: number, people: readonly KnownPerson[]): boolean {
  return VOCATIVES.has(reading.tokens[at]?.text ?? '') || nameAt(reading, at, people, false) !== undefined
}

/** Where the telephone is named beside the caller. */
export function phoneBeside(tokens: readonly Token[], teller: Teller): number | undefined {
  for (const at of [
    teller.from,
    teller.to - 1,
    teller.to,
    teller.from - 1,
    teller.to + 1,
    teller.from - 2,
    teller.to + 2,
  ])
    if (BY_PHONE.has(tokens[at]?.text ?? '')) return at
  return undefined
}

function pick(named: Named): { readonly name: string; readonly person?: KnownPerson } {
  return named.person === undefined ? { name: named.name } : { name: named.name, person: named.person }
}

function capital(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}\p{Ll}+$/u.test(token.raw)
}

/** Tokens that tell who called, not what is broken: "laporan dari bu Endang", "mba sri telp td". */
export function tellingSpan(tokens: readonly Token[], teller: Teller): ReadonlySet<number> {
  const starts = new Set<number>()
  const reach = teller.byTelephone ? 3 : 1
  for (let at = Math.max(0, teller.from - reach); at < Math.min(tokens.length, teller.to + reach); at += 1) {
    const token = tokens[at]!
    const inside = at >= teller.from && at < teller.to
    const near = token.clause === tokens[teller.from]?.clause
    if (
      inside ||
      ((near || (teller.byTelephone && CLOCK.has(tokens[at + 1]?.text ?? ''))) &&
        BY_PHONE.has(token.text) &&
        tokens[at + 1]?.text !== 'taker') ||
      token.text === 'via' ||
      (token.text === 'laporan' && at < teller.from)
    )
      starts.add(token.start)
  }
  return starts
}

function phoned(tokens: readonly Token[], at: number, to: number): boolean {
  return [tokens[at - 1], tokens[at - 2], tokens[at - 3], tokens[to], tokens[to + 1], tokens[to + 2]].some(
    (token) => token !== undefined && (BY_PHONE.has(token.text) || token.text === 'via'),
  )
}
