/**
 * What is said beside the work: food, prayer, weather, the way to the office, family, money, sport, belongings. A
 * report names a thing of the desk's world with something wrong with it; "ban motor kempes", "ada yg lihat charger
 * saya?" and "rekor hari ini, telepon prank semua" do not.
 */

import { ofWork } from './accounted.ts'
import { words } from './lists.ts'
import type { Message } from './message.ts'
import { isTopic } from './private-words.ts'
import { described, isOpen } from './tickets.ts'
import type { Token } from './words.ts'

/** Of these there are two kinds: the desk's own, and somebody's. */
const OWNABLE = words(
  'hp handphone ponsel charger adaptor baterai aki tv ac kipas internet wifi jaringan sinyal listrik laptop telepon radio speaker kunci',
)
/** Whose it is makes it private: "wifi rumah", "AC mobil", "hp anak saya". */
const AT_HOME = words(
  'rumah kos kosan kontrakan mess motor mobil pribadi anak istri suami mamah mama ibuku bapakku tetangga pacar adik kakak',
)
/** "Hp saya", "charger gue"; "laptop saya" is where the work is done. */
const CARRIED = words('hp handphone ponsel charger adaptor baterai aki kunci')
const MINE = words('saya aku ku gue punyaku')
const LINKS = words('di punya nya')
/** "Motor listrik", "AC mobil". */
const VEHICLES = words('motor mobil sepeda kompor')

/** The thing at this place belongs to somebody's life, not to the desk. */
export function isPrivateThing(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  if (!OWNABLE.has(text) && !OWNABLE.has(tokens[at]!.typed)) return false
  if (VEHICLES.has(tokens[at - 1]?.text ?? '') && tokens[at - 1]!.clause === clause) return true
  const owner = tokens
    .slice(at + 1, at + 4)
    .find((token) => token.clause !== clause || !(LINKS.has(token.text) || OWNABLE.has(token.text)))
  if (owner?.clause !== clause) return false
  return AT_HOME.has(owner.text) || (MINE.has(owner.text) && CARRIED.has(text))
}

const PHONES = words('hp handphone ponsel charger')
const isPhone = (tokens: readonly Token[], at: number): boolean =>
  PHONES.has(tokens[at]!.text) && isPrivateThing(tokens, at)

/** "Tiket konser", "tiket kereta"; "push rank" is played. */
const JOURNEYS = words(
  'konser kereta pesawat bioskop nonton bola bus parkir wahana mudik travel kapal pertandingan pulang',
)

export function isOtherTicket(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.text ?? ''
  return (tokens[at]!.text === 'tiket' && JOURNEYS.has(next)) || (tokens[at]!.text === 'push' && next === 'rank')
}

/** "Hp dinas", "hp petugas jaga". */
const OF_OFFICE = words('dinas kantor petugas operator jaga posko piket damkar opd inventaris bpbd psc siaga aplikasi')
/** What only machines do. */
const DIGITAL = words(
  'error hang lemot loading crash blank timeout bug login offline lag bluescreen muter force close hitam',
)
const WORK = words(
  'warga pelapor penelepon operator agent agen akun user opd damkar psc bpbd pln tiket data layar tombol kabel alat server suara nada antrian telepon panggilan berkas kode aplikasi sistem pc komputer',
)

/** Words of what is beside the work, by their place. */
function topicsIn({ content, fault }: Message): ReadonlySet<number> {
  const { tokens } = content
  const office = tokens.some(({ text }) => OF_OFFICE.has(text))
  const found = new Set<number>()
  tokens.forEach((token, at) => {
    const carried = fault.weight <= 1 && !office && CARRIED.has(token.text)
    if (isTopic(token) || isPrivateThing(tokens, at) || isTraffic(tokens, at) || carried) found.add(at)
  })
  return found
}

const ROADS = words(
  'jalan jl jln jalanan tol bypass perempatan pertigaan simpang lampu arah pasar jembatan kejebak terjebak kena lalin',
)

/** "Macet di jl Kartini", "kejebak macet". */
function isTraffic(tokens: readonly Token[], at: number): boolean {
  const near = [...tokens.slice(Math.max(0, at - 2), at), ...tokens.slice(at + 1, at + 4)]
  return tokens[at]!.text === 'macet' && near.some(({ text, typed }) => ROADS.has(text) || ROADS.has(typed))
}

const SEEKS = words(
  'lihat liat nemu nemuin menemukan temu bawa pinjam minjam minjem pinjem ambil punya simpan jual nitip titip ikut beli pesan pakai pake',
)

/** "Ada yg liat charger?", "obeng saya dipake siapa", "payung punya siapa": asked of the others in the room. */
function seeks(tokens: readonly Token[]): boolean {
  const who = new Set(tokens.filter(({ text }) => text === 'siapa').map(({ clause }) => clause))
  return tokens.some(({ text, typed, stem, clause }, at) => {
    if (![text, typed, stem].some((word) => SEEKS.has(word))) return false
    return who.has(clause) || (tokens[at - 1]?.text === 'yang' && tokens[at - 2]?.text === 'ada')
  })
}

/** "Barangsiapa merasa kehilangan jam tangan", "telah hilang STNK": a thing of somebody's, lost or found. */
function isLost(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ typed }, at) =>
      typed === 'barangsiapa' ||
      (typed === 'barang' && tokens[at + 1]?.text === 'siapa') ||
      (typed === 'merasa' && /hilang/.test(tokens[at + 1]?.typed ?? '')),
  )
}

const BESIDE = 4
/** "Yg nelpon", "penelepon". */
const calls = (tokens: readonly Token[], at: number): boolean =>
  /^(?:ne|me|pe)/.test(tokens[at]!.typed) && tokens[at]!.stem === 'telepon'
/** Who is at work on the ticket: "teknisi kejebak macet" tells of it. */
const WORKERS = words('teknisi engineer vendor jasnita provider telkom pln')

/** "Siap salah, saya kira grup keluarga", "salah kamar": meant for another chat. */
function isElsewhere(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, at) => {
    const next = tokens[at + 1]?.text ?? ''
    return (text === 'salah' && CHATS.has(next)) || (['grup', 'group'].includes(text) && CHATS.has(next))
  })
}
const CHATS = words('grup group kamar chat keluarga sebelah rt rw arisan kelas alumni wali')

/** Of who does something, when, and how urgent it is: it may be about the ticket. */
const OF_DOING = words(`
  saya kami kita aku sudah belum akan nanti jangan harus segera cepat cepetan lama masih lagi jam menit hari besok sekarang tadi barusan laporan persen silakan coba hasil hasilnya semoga mohon
  tolong minta  bisa tidak ok siap noted baik lanjut aman mantap parantos muhun standby tunggu bukan itu ini gini begini begitu gimana bagaimana kenapa`)

/** "Enak ya Cirebon banyak kuliner", "happy weekend": no word in it is of the work, and nobody says what he does. */
function isBeside({ content, situation, fault, reach }: Message): boolean {
  const { tokens } = content
  if (
    fault.weight > 0 ||
    fault.stated ||
    situation.question !== undefined ||
    situation.quoted !== undefined ||
    situation.recent !== undefined
  )
    return false
  if (tokens.length < 3 || !reach.some(isOpen)) return false
  const names = new Set(situation.people.map(({ name }) => name.toLowerCase()))
  return !tokens.some(
    (token) =>
      token.kind === 'number' ||
      OF_DOING.has(token.text) ||
      OF_DOING.has(token.typed) ||
      names.has(token.raw.toLowerCase()) ||
      ofWork(token),
  )
}

const WEARY = words('capek cape capai lelah ngantuk laper lapar pusing begadang tidur semangat sehat')
const ASKS = words('bagaimana gimana kapan siapa mana')

/** "Gimana liburannya? seru?": asked of people's own affairs, not of a ticket. */
export function asksPrivately({ content, fault, numbers, reading, reach, words: said, situation }: Message): boolean {
  const { tokens } = content
  if (numbers.length > 0 || fault.weight > 0 || fault.troubled || situation.quoted !== undefined) return false
  if (described(said, reach.filter(isOpen)).length > 0) return false
  const asked = new Set([
    ...reading.questions,
    ...tokens.filter(({ text }) => ASKS.has(text)).map(({ clause }) => clause),
  ])
  return tokens.some((token) => isTopic(token) && !WEARY.has(token.typed) && asked.has(token.clause))
}

/** Nothing for the desk: talk of private life, with nothing of the work in it and nothing of an open ticket. */
export function isPrivate(message: Message): boolean {
  const { content, fault, numbers, reach, words: said } = message
  const applied = fault.applicationWeight > 0 && fault.application !== 'pendukung'
  if (applied || numbers.length > 0) return false
  if (isLost(content.tokens)) return true
  // "Jangan lupa matikan AC kalau pulang".
  const reminds = content.tokens[0]?.text === 'jangan' && content.tokens[1]?.text === 'lupa'
  if (reminds && !fault.troubled && described(said, reach.filter(isOpen)).length === 0) return true
  if (!fault.troubled && (seeks(content.tokens) || (fault.weight < 3 && isElsewhere(content.tokens)))) return true
  // "Nomor prank yg diblokir masih bisa masuk" is work.
  if (content.tokens.some(({ text, stem }) => /^(?:di)?blokir$/.test(text) || stem === 'blokir')) return false
  // "Ambilin jaket saya di kursi": a thing named, and nothing told of it.
  // "Hp ku jatuh, layarnya retak": a part of what is somebody's own.
  const { tokens: all } = content
  const office = all.some(({ text }) => OF_OFFICE.has(text) || WORK.has(text))
  if (!office && fault.category === 'perangkat' && fault.weight < 9 && all.some((_, at) => isPhone(all, at)))
    return true
  const asksFor = fault.category === 'permintaan' && !office && all.slice(0, 3).some(isTopic)
  // "Tolong buatkan kopi".
  if (asksFor && !fault.troubled && described(said, reach.filter(isOpen)).length === 0) return true
  if (fault.weight >= (fault.stated || fault.category !== 'perangkat' ? 3 : 5) || fault.category === 'permintaan')
    return false
  if (isBeside(message)) return true
  const topics = topicsIn(message)
  const team = message.handles || message.vendor
  if (content.tokens.some(({ text, stem }) => (team && text === 'tim') || WORKERS.has(text) || WORKERS.has(stem)))
    return false
  if (topics.size === 0 || described(said, reach.filter(isOpen)).length > 0) return false
  if (!fault.troubled) return true
  const { tokens } = content
  if (tokens.some(({ text }, at) => WORK.has(text) && !calls(tokens, at))) return false
  // "Ibu2 yg nelpon tadi nangis kucingnya ilang": who called is no part of what is wrong.
  return [...fault.marked].every(
    (at) =>
      topics.has(at) ||
      calls(tokens, at) ||
      (!DIGITAL.has(tokens[at]!.text) &&
        [...topics].some((topic) => Math.abs(topic - at) <= BESIDE && tokens[topic]!.clause === tokens[at]!.clause)),
  )
}
