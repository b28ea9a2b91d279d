/**
 * Asked whether it works, the reporter tells what is still wrong, in words that the command table does not know:
 * "VPN timeout terus", "tombolnya muncul tapi diklik ga ngapa-ngapain". It opens the ticket again.
 */

import { FINE } from './circumstances.ts'
import { classify } from './classify.ts'
import { tried } from './endings.ts'
import { words } from './lists.ts'
import type { KnownTicket, Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { NEGATORS, PLEAS } from './negation-words.ts'
import { isAction } from './repair.ts'
import { isRid, observes } from './seen.ts'
import { described, isOpen } from './tickets.ts'
import { isTroubled } from './trouble.ts'
import { unitOf } from './unit.ts'
import { HEARD, SPEAKER, TELLS } from './unstated-words.ts'
import type { Token } from './words.ts'

/** Nothing is known yet, another time or matter is spoken of, or it is told what it was. */
const HOLDS = words(`
  luar hujan apa artinya maksudnya berapa tahu yakin pasti mastiin pastikan memastikan kasus giliran tunggu nunggu menunggu nanti besok rapat pulang istirahat dulu kalau
  penyebab penyebabnya kemarin kmrn semalam biasanya awalnya tadinya sempat pernah lain lainnya sebelah tutup ditutup batal
  masalah keluhan papa apa-apanya mungkin kayaknya sepertinya apakah bagaimana kapan siapa mana`)
const TRIES = words('coba cek tes test')
const WHEN = words('x kali pas waktu saat ketika begitu setiap tiap')
/** What it was, unless it goes on: "ternyata masih muter doang". */
const EXPLAINS = words('ternyata karena gara-gara soalnya')
const STAYS = words('masih tetap malah makin terus lagi')
/** What a thing should do, or should be. */
const BEHAVES = words(
  'datang beda bedanya perubahan kemajuan ada dapat sampai nyampe terima respon reaksi ngapa keluar ngefek pengaruh berpengaruh nemu ketemu ditemukan dikenali terbaca',
)
const EVENTS = words('yang telepon panggilan laporan kejadian kasus pelapor penelepon tiket')
const PERSONS = words(
  'teknisi teknisinya petugas orang orangnya tukang tukangnya tim vendor jasnita barang barangnya sparepart',
)
const OVER = words('hilang lenyap reda berhenti sembuh selesai beres teratasi')
/** "Masih saya pantau", "masih di jalan": not what the thing does. */
const BUSY = words(
  'saya kami kita aku di ke sama tunggu nunggu menunggu lihat pantau dipantau nyoba coba dicoba cek dicek tes dites kerja ngobrol telepon',
)
const MOST = 16

export function unwell(message: Message): Meaning | undefined {
  const { situation, sight, reports, content, reading } = message
  const { question, quoted, tickets, at: now } = situation
  const live = question?.kind === 'notice' && question.until >= now ? question.ticket : undefined
  const asked = tickets.find(({ number }) => number === (quoted ?? live))
  const { tokens } = sight
  const waits = reports && asked?.state === 'awaiting-confirmation' && tokens.length <= MOST
  if (!waits || message.numbers.length > 0 || reading.questions.size > 0) return undefined
  if (tokens.some(({ text }) => HOLDS.has(text) || PLEAS.has(text)) || untried(tokens) || explains(tokens))
    return undefined
  const unit = unitOf(content.tokens)?.name.toLowerCase()
  if (unit !== undefined && asked.unit !== undefined && !asked.unit.toLowerCase().split(', ').includes(unit))
    return undefined
  const named = described(message.words, message.reach.filter(isOpen))
  if (named.length > 0 && !named.includes(asked)) return undefined
  const told = tokens.findIndex(
    (_, at) =>
      !isUnstated(message, at) && (isTrouble(tokens, at) || isMissing(tokens, at, sight.names) || lingers(tokens, at)),
  )
  if (told === -1 || (!lingers(tokens, told) && ofOther(tokens, told, asked))) return undefined
  return {
    kind: 'said',
    said: [{ intent: 'reopen', ticket: asked.number, text: situation.text.trim() }],
    because: [`"${tokens[told]!.raw}" saat ditanya tentang tiket ${asked.number}: BELUM`],
  }
}

/** "Saya cek dulu", "belum bisa dites"; "sudah dites", "pas dicoba" have found something. */
function untried(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text, stem }) => TRIES.has(text) || TRIES.has(stem))
  if (at === -1) return false
  if (tokens.slice(Math.max(0, at - 3), at).some(({ text }) => text === 'belum')) return true
  return !tried(tokens, tokens.length) && !WHEN.has(tokens[at - 1]?.text ?? '')
}

function explains(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => EXPLAINS.has(text)) && !tokens.some(({ text }) => STAYS.has(text))
}

/** Categories whose trouble is told in each other's words. */
const NEAR = [
  words('suara panggilan_masuk panggilan_keluar rekaman perangkat'),
  words('login tampilan kinerja data_laporan tiket_dispatch permintaan'),
  words('peta_lokasi tampilan'),
  words('cctv tampilan jaringan'),
  words('notifikasi tiket_dispatch'),
  words('printer perangkat'),
  words('jaringan kinerja'),
]

/** "Printer udah jalan, eh sekarang headset mati": the clause tells of another thing. */
function ofOther(tokens: readonly Token[], told: number, asked: KnownTicket): boolean {
  const own = tokens.filter(({ clause }) => clause === tokens[told]!.clause)
  const { category, weight } = classify(own, [])
  if (weight < 2 || category === asked.category || described(own, [asked]).length > 0) return false
  const led = own.some(({ text }) => text === 'sekarang')
  return led || !NEAR.some((near) => near.has(category) && near.has(asked.category))
}

/** What a colleague has found counts. */
const SAID_BY = new Set(['witness', 'hearsay', 'rumour'])

function isUnstated({ sight }: Message, at: number): boolean {
  return sight.unstated.some(({ kind, from, to }) => !SAID_BY.has(kind) && at >= from && at < to)
}

const HERE = words('di dari tempat punya pc layar meja')
const ERROR_CODE = /^[45]\d\d$/

/** "Timeout terus", "500 lagi": a word of trouble that is neither denied nor over, and not of before. */
function isTrouble(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!
  const code = token.kind === 'number' && ERROR_CODE.test(token.text)
  if (!(code || isTroubled(token)) || isRid(tokens, at) || STAYS.has(token.text)) return false
  const own = tokens.filter(({ clause }) => clause === token.clause)
  const before = tokens.slice(Math.max(0, at - 4), at).filter(({ clause }) => clause === token.clause)
  const after = tokens.slice(at + 1, at + 4).filter(({ clause }) => clause === token.clause)
  if (before.some(({ text }) => NEGATORS.has(text) || text === 'yang')) return false
  // "Saya lagi sibuk"; "di saya macet".
  if (before.some(({ text }, index) => SPEAKER.has(text) && !HERE.has(before[index - 1]?.text ?? ''))) return false
  if (after.some(({ text }) => OVER.has(text) || text === 'sudah')) return false
  return !own.some(({ text }) => text === 'tadi') || own.some(({ text }) => STAYS.has(text))
}

/** "Suaranya ga ada", "belum dapet notif": what should be there is not. "Saya belum dapat" is the speaker's. */
function isMissing(tokens: readonly Token[], at: number, names: ReadonlySet<string>): boolean {
  const { text, clause } = tokens[at]!
  if ((text !== 'tidak' && text !== 'belum') || SPEAKER.has(tokens[at - 1]?.text ?? '')) return false
  // "Dedi udah ga ada di kantor".
  const lead = tokens.slice(Math.max(0, at - 3), at)
  if (
    lead.some(({ raw }) => names.has(raw.toLowerCase())) &&
    !lead.some((one) => HEARD.has(one.text) || TELLS.has(one.text))
  )
    return false
  const next = tokens[at + 1]
  // "Teknisinya belum datang".
  if (next?.text === 'datang' && lead.some((one) => PERSONS.has(one.text))) return false
  // "Belum ada yang telepon": nothing is known yet.
  if (next?.text === 'ada' && EVENTS.has(tokens[at + 2]?.text ?? '')) return false
  // "Selisihnya udah ga ada".
  if (tokens.slice(Math.max(0, at - 4), at).some((one) => one.clause === clause && isTroubled(one))) return false
  return tokens
    .slice(at + 1, at + 3)
    .some(
      (one) =>
        one.clause === clause &&
        (BEHAVES.has(one.text) || BEHAVES.has(one.stem) || /^ngapa/.test(one.typed) || observes(one)),
    )
}

/** "Gemanya masih ada dikit", "masih 2 menit", "masih ditolak". */
function lingers(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  const next = tokens[at + 1]
  if ((text !== 'masih' && text !== 'tetap') || next?.clause !== clause || (isAction(next) && /^di/i.test(next.raw)))
    return false
  if (SPEAKER.has(tokens[at - 1]?.text ?? '')) return false
  return !FINE.has(next.text) && !FINE.has(next.stem) && !BUSY.has(next.text) && !BUSY.has(next.stem)
}
