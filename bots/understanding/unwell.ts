/**
 * Asked whether it works, the reporter tells what is still wrong, in words that the command table does not know:
 * "VPN timeout terus", "tombolnya muncul tapi diklik ga ngapa-ngapain". It opens the ticket again.
 */
import { TROUBLED } from './circumstances.ts'
import { classify } from './classify.ts'
import { tried } from './endings.ts'
import type { KnownTicket, Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { CONTRARY, NEGATORS, PLEAS, SHORT_OF_WELL } from './negation-words.ts'
import { isFaulty } from './repair.ts'
import { observes } from './seen.ts'
import { described, isOpen } from './tickets.ts'
import { unitOf } from './unit.ts'
import { SPEAKER } from './unstated-words.ts'
import type { Token } from './words.ts'

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''))
}

/** Nothing is known yet, another time or matter is spoken of, or it is told what it was. */
const HOLDS = words(`
  sempat tahu yakin pasti mastiin pastikan memastikan kasus tunggu nunggu menunggu nanti besok sebentar rapat pulang istirahat dulu kalau
  penyebab penyebabnya kemarin kmrn semalam biasanya awalnya tadinya sempat pernah lain lainnya sebelah hilangkan tutup ditutup batal
  masalah kendala gangguan keluhan papa apa-apanya mungkin kayaknya sepertinya apakah bagaimana kapan siapa mana`)
const TRIES = words('coba cek tes test')
/** What it was, unless it goes on: "ternyata masih muter doang". */
const EXPLAINS = words('ternyata karena gara-gara soalnya')
/** The thing does it that should do something else: of these and no trouble the words before say nothing. */
const BEHAVES = words(
  'ada dapat terima sampai nyampe respon reaksi ngapa keluar ngefek pengaruh berpengaruh nemu ketemu ditemukan dikenali terbaca',
)
const EVENTS = words('yang telepon panggilan laporan kejadian kasus pelapor penelepon tiket')
const OVER = words('hilang lenyap reda berhenti sembuh selesai beres teratasi')
const STAYS = words('masih tetap malah makin terus lagi')
const MOST = 16

export function unwell(message: Message): Meaning | undefined {
  const { situation, sight, reports, content, reading } = message
  const { question, quoted, tickets, at: now } = situation
  const live = question?.kind === 'notice' && question.until >= now ? question.ticket : undefined
  const asked = tickets.find(({ number }) => number === (quoted ?? live))
  const { tokens } = sight
  if (!reports || asked?.state !== 'awaiting-confirmation' || tokens.length > MOST || message.numbers.length > 0)
    return undefined
  if (reading.questions.size > 0 || tokens.some(({ text }) => HOLDS.has(text) || PLEAS.has(text))) return undefined
  if (untried(tokens) || (tokens.some(({ text }) => EXPLAINS.has(text)) && !tokens.some(({ text }) => STAYS.has(text))))
    return undefined
  const unit = unitOf(content.tokens)?.name.toLowerCase()
  if (unit !== undefined && asked.unit !== undefined && !asked.unit.toLowerCase().split(', ').includes(unit))
    return undefined
  const named = described(message.words, message.reach.filter(isOpen))
  if (named.length > 0 && !named.includes(asked)) return undefined
  const told = tokens.findIndex(
    (_, at) => !isUnstated(message, at) && (isTrouble(tokens, at) || isMissing(tokens, at) || lingers(tokens, at)),
  )
  if (told === -1 || (!lingers(tokens, told) && ofOther(tokens, told, asked))) return undefined
  return {
    kind: 'said',
    said: [{ intent: 'reopen', ticket: asked.number, text: situation.text.trim() }],
    because: [`"${tokens[told]!.raw}" saat ditanya tentang tiket ${asked.number}: BELUM`],
  }
}

/** "Saya cek dulu"; "sudah dites", "pas dicoba" have found something. */
function untried(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text, stem }) => TRIES.has(text) || TRIES.has(stem))
  if (at !== -1 && tokens.slice(Math.max(0, at - 3), at).some(({ text }) => text === 'belum')) return true
  return at !== -1 && !tried(tokens, tokens.length) && !WHEN.has(tokens[at - 1]?.text ?? '')
}

const WHEN = words('pas waktu saat ketika begitu setiap tiap')

/** Categories whose trouble is told in each other's words. */
const NEAR = [
  words('suara panggilan_masuk panggilan_keluar rekaman perangkat'),
  words('login tampilan kinerja data_laporan tiket_dispatch'),
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
  const led = tokens.some(({ text, clause }) => text === 'sekarang' && clause === tokens[told]!.clause)
  return led || !NEAR.some((near) => near.has(category) && near.has(asked.category))
}

function isUnstated({ sight }: Message, at: number): boolean {
  return sight.unstated.some(({ kind, from, to }) => kind !== 'witness' && at >= from && at < to)
}

/** "Timeout terus": a word of trouble that is neither denied nor over, and not of before. */
function isTrouble(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!
  const { text, clause } = token
  if (
    (NEGATORS.has(text) && text !== 'gagal') ||
    STAYS.has(text) ||
    ['muncul', 'begitu', 'gitu', 'sama'].includes(text)
  )
    return false
  if (!TROUBLED.has(text) && !isFaulty(token) && !CONTRARY.has(text) && !SHORT_OF_WELL.has(text)) return false
  const own = tokens.filter((one) => one.clause === clause)
  const before = tokens.slice(Math.max(0, at - 4), at).filter((one) => one.clause === clause)
  const after = tokens.slice(at + 1, at + 4).filter((one) => one.clause === clause)
  if (before.some((one) => NEGATORS.has(one.text)) || after.some((one) => OVER.has(one.text))) return false
  if (before.some((one) => one.text === 'yang') || after.some((one) => one.text === 'sudah')) return false
  return !own.some((one) => one.text === 'tadi') || own.some((one) => STAYS.has(one.text))
}

/** "Suaranya ga ada", "belum dapet notif": what should be there is not. "Saya belum dapat" is the speaker's. */
function isMissing(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  if (text !== 'tidak' && text !== 'belum') return false
  if (SPEAKER.has(tokens[at - 1]?.text ?? '')) return false
  const next = tokens[at + 1]
  // "Belum ada yang telepon": nothing is known yet.
  if (next?.text === 'ada' && EVENTS.has(tokens[at + 2]?.text ?? '')) return false
  return tokens
    .slice(at + 1, at + 3)
    .some(
      (one) =>
        one.clause === clause &&
        (BEHAVES.has(one.text) || BEHAVES.has(one.stem) || /^ngapa/.test(one.typed) || observes(one)),
    )
}

/** "Gemanya masih ada dikit", "masih 2 menit". */
function lingers(tokens: readonly Token[], at: number): boolean {
  if (!['masih', 'tetap'].includes(tokens[at]!.text)) return false
  const next = tokens[at + 1]
  return (
    next?.clause === tokens[at]!.clause && (next.kind === 'number' || ['ada', 'terasa', 'muter'].includes(next.text))
  )
}
