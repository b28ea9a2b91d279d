/** Which of several fitting tickets can be meant when none is named (DOMAIN 4.3 rule 1). */

import type { KnownTicket } from './meaning.ts'
import type { Message } from './message.ts'
import type { Act } from './sight.ts'
import { described } from './tickets.ts'

export type Reader = (ticket: KnownTicket | undefined) => readonly Act[]

/** Categories that people name by each other's words. */
const KIN: readonly (readonly string[])[] = [
  ['panggilan_masuk', 'panggilan_keluar', 'suara', 'perangkat'],
  [
    'login',
    'tampilan',
    'kinerja',
    'tiket_dispatch',
    'data_laporan',
    'notifikasi',
    'peta_lokasi',
    'rekaman',
    'permintaan',
  ],
  ['jaringan', 'kinerja', 'tampilan', 'login', 'panggilan_masuk', 'suara'],
  ['perangkat', 'printer', 'listrik'],
]

/** "Printer sudah bisa" does not confirm the only ticket when that is about the login. */
export function speaksOfOther(message: Message, ticket: KnownTicket, actsOf: Reader): boolean {
  const { fault, words } = message
  // "Ternyata kabelnya kendor": what it was.
  if (words.some(({ text }) => text === 'ternyata') && !namesOther(message, ticket)) return false
  if (message.reports && namesOther(message, ticket) && actsOf(ticket).some((act) => act.intent === 'confirm_resolved'))
    return described(words, [ticket]).length === 0
  if (
    !message.reports ||
    fault.weight < (ticket.state === 'awaiting-confirmation' ? 3 : 2) ||
    ticket.category === 'lainnya' ||
    fault.category === ticket.category
  )
    return false
  if (!actsOf(ticket).some((act) => act.intent === 'confirm_resolved' && act.row !== undefined)) return false
  // Asked about one ticket, people name it loosely; before step 7 only its own words say that it has healed.
  const asked = ticket.state === 'awaiting-confirmation'
  if (asked && KIN.some((kin) => kin.includes(fault.category) && kin.includes(ticket.category))) return false
  return described(words, [ticket]).length === 0
}

const NAMED = 4

/** "Dashboard sudah normal" does not confirm a ticket about the other application. */
function namesOther({ fault }: Message, { application }: KnownTicket): boolean {
  const known = application === 'siaga112' || application === 'dashboard'
  return known && fault.applicationWeight >= NAMED && fault.application !== application
}

/** "Dua-duanya sudah normal", "terima semua": said of every fitting ticket. */
export function takesAll(message: Message, candidates: readonly KnownTicket[], actsOf: Reader): boolean {
  const { words } = message
  const both = words.some(
    ({ text }, at) =>
      text === 'dua-duanya' || (text === 'kedua' && ['tiket', 'laporan'].includes(words[at + 1]?.text ?? '')),
  )
  if (both) return candidates.length === 2
  if (words.some(({ text }) => text === 'ketiganya')) return candidates.length === 3
  const of = words.some(({ text }, at) => text === 'semua' && ['tiket', 'laporan'].includes(words[at + 1]?.text ?? ''))
  if (words.length > (of ? 6 : 4) || !words.some((token) => token.text === 'semua')) return false
  const acts = candidates.flatMap(actsOf)
  if (acts.every((act) => act.intent === 'accept')) return true
  // "Normal semua" may be said of one thing; "selesai semua" is said of tickets.
  const ended = acts.every(({ intent, sense }) => sense === 'done' && intent === acts[0]!.intent)
  return (
    ended &&
    message.situation.question === undefined &&
    words.some(({ text, stem }) => ENDED.has(text) || ENDED.has(stem))
  )
}

const ENDED = new Set(['selesai', 'tuntas', 'rampung', 'kelar'])

/** A call taker's own tickets come before others' outside step 7; a status may be of any. */
export function narrowed(message: Message, candidates: readonly KnownTicket[], actsOf: Reader): KnownTicket[] {
  if (!message.reports) {
    // "Jasnita masih nunggu balasan provider": what stands with the vendor, unless it is to be sent there.
    const theirs = candidates.filter(({ state }) => state === 'coordinating' || state === 'vendor-repairing')
    // "Ga bisa sy perbaiki, minta bantuan jasnita": not of one that waits to be confirmed, where only "ga bisa" fits.
    const sent = candidates.filter((ticket) => actsOf(ticket).some(({ intent }) => intent === 'escalate'))
    const refused = candidates.every(
      (ticket) =>
        sent.includes(ticket) || actsOf(ticket).every(({ intent }) => intent === 'reopen' || intent === 'note'),
    )
    if (sent.length > 0 && sent.length < candidates.length && refused && handsToVendor(message)) return sent
    const names = message.handles && message.words.some(({ stem }) => stem === 'jasnita' || stem === 'vendor')
    const sends = theirs.some((ticket) =>
      actsOf(ticket).some(({ intent }) => intent === 'reassign' || intent === 'escalate'),
    )
    if (names && theirs.length === 1 && !sends) return theirs
    // KOORDINASI is what a ticket in step 5 waits for; elsewhere it only may be said.
    const waits = candidates.filter(({ state }) => state === 'coordinating')
    const coordinated = candidates.every((ticket) => actsOf(ticket).every(({ intent }) => intent === 'coordinated'))
    return coordinated && waits.length === 1 ? waits : [...candidates]
  }
  const intents = new Set(candidates.flatMap((ticket) => actsOf(ticket).map((act) => act.intent)))
  const waiting = candidates.filter((ticket) => ticket.state === 'awaiting-confirmation')
  const own = candidates.filter((ticket) => ticket.reporterId === message.sender.id)
  // Only one's own report is taken back.
  if (intents.has('cancel') && own.length > 0) return own
  if (intents.has('confirm_resolved') || intents.has('reopen')) {
    const near = candidates.filter(
      (ticket) => ticket.state === 'awaiting-confirmation' || ticket.reporterId === message.sender.id,
    )
    if (near.length === 0) return [...candidates]
    const turned = near.filter((ticket) => actsOf(ticket).some((act) => act.intent === 'reopen'))
    return turned.length > 0 && waiting.length > 0 ? turned : near
  }
  // "Yang jasnita pegang kapan selesai".
  const theirs = candidates.filter(({ state }) => state === 'coordinating' || state === 'vendor-repairing')
  if (theirs.length === 1 && ofVendor(message.words)) return theirs
  if (own.length === 0) return [...candidates]
  // "Gimana yg cctv" asks about the colleague's ticket.
  const pointed = described(message.words, candidates)
  if (pointed.length === 1) return pointed
  // "Punya saya yang telepon sudah diteruskan ke jasnita belum".
  const which = message.words.findIndex(({ text }) => text === 'yang')
  const thing = which === -1 ? [] : described(message.words.slice(which + 1, which + 2), candidates)
  return thing.length === 1 ? thing : own
}

/** "Minta bantuan jasnita", "eskalasi". */
function handsToVendor({ sight: { matches, tokens } }: Message): boolean {
  return matches.some(
    ({ means, from, to }) =>
      means.intent === 'escalate' &&
      tokens.slice(from, to).some(({ stem, raw }) => stem === 'jasnita' || stem === 'vendor' || /^es[ck]al/i.test(raw)),
  )
}

/** "Yang di jasnita", "yang dipegang vendor". */
function ofVendor(words: Message['words']): boolean {
  return words.some(
    ({ text }, at) =>
      text === 'yang' && words.slice(at + 1, at + 4).some(({ stem }) => stem === 'jasnita' || stem === 'vendor'),
  )
}

/** "Printer sama cctv beres": two things side by side, a ticket each. */
export function pairNamed({ words }: Message, candidates: readonly KnownTicket[]): readonly KnownTicket[] | undefined {
  for (let at = 1; at < Math.min(words.length - 1, 12); at += 1) {
    if (words[at]!.text !== 'dan' && words[at]!.text !== 'sama') continue
    const [left, more] = described(words.slice(at - 1, at), candidates)
    const [right, another] = described(words.slice(at + 1, at + 2), candidates)
    const single = more === undefined && another === undefined
    if (single && left !== undefined && right !== undefined && left !== right) return [left, right]
  }
  return undefined
}
