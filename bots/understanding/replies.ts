/** Answers to what the desk asked last: "1" or "yang login" to a list, "ya" to "Catat sebagai INFO 27?". */
import { actsFor } from './acts.ts'
import type { KnownTicket, Meaning, Said } from './meaning.ts'
import type { Message } from './message.ts'
import { described } from './tickets.ts'

const ORDINALS: Readonly<Record<string, number>> = {
  satu: 1,
  pertama: 1,
  kesatu: 1,
  kahiji: 1,
  dua: 2,
  kedua: 2,
  kadua: 2,
  tiga: 3,
  ketiga: 3,
  katilu: 3,
  empat: 4,
  keempat: 4,
  lima: 5,
  kelima: 5,
  terakhir: 0,
  akhir: 0,
}
const LETS_GO =
  /^(?:maaf )?((bukan|tidak|jangan) (dua-duanya|semua|keduanya)( saya)?( salah (kirim|ketik|pencet))?( maaf)?|salah (kirim|ketik|pencet)|tidak jadi( (saya )?salah (kirim|ketik|pencet))?|batal|abaikan|tidak usah|batal saja|tidak jadi (deh|ya|pak))$/
/** Words around the choice that say nothing of it. */
const BESIDES = new Set(
  `yang nomor tiket ya itu ok pilih maksud saya untuk laporan si buat dulu saja maksudnya dimaksud tersebut maksudku ke maaf tadi lupa nulis tulis kelupaan ketik
  sebut nyebut bukan oh eh salah mohon ini jawab jawabannya barusan dong lho mana lagi lah emang memang catat kelewat ketinggalan masalah soal atas urutan pilihan opsi`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const BOTH = new Set(['semua', 'keduanya', 'dua-duanya', 'semuanya', 'kabeh', 'ketiganya'])
const YES = new Set([
  'ya',
  'ok',
  'sip',
  'baik',
  'catat',
  'benar',
  'siap',
  'mangga',
  'dicatat',
  'setuju',
  'lanjut',
  'y',
  'info',
])
const NO = new Set(['tidak', 'jangan', 'batal', 'bukan', 'belum', 'usah', 'abaikan'])
const LONGEST_CHOICE = 9

/** The answer to a pending question, or undefined when the message is about something else. */
export function answerTo(message: Message): Meaning | undefined {
  const { question, at } = message.situation
  if (question === undefined || question.until < at) return undefined
  if (question.kind === 'which-ticket') return chosen(message, question.tickets, question.said)
  if (question.kind === 'note-it') return noted(message, question.ticket, question.text)
  return undefined
}

function chosen(message: Message, tickets: readonly number[], said: readonly Said[]): Meaning | undefined {
  const { tokens } = message.content
  if (tokens.length === 0 || tokens.length > LONGEST_CHOICE) return undefined
  const pick = (numbers: readonly number[], why: string): Meaning => ({
    kind: 'said',
    said: numbers.flatMap((ticket) => said.map((one) => ({ ...one, ticket }))),
    because: [`jawaban atas daftar tiket: ${why}`],
  })
  if (['sebentar', 'tunggu', 'nanti'].includes(tokens[0]!.text) && message.numbers.length === 0)
    return { kind: 'nothing', why: 'pilihan menyusul', because: [`"${tokens[0]!.raw}" atas daftar tiket`] }
  if (LETS_GO.test(tokens.map(({ text }) => text).join(' ')))
    return { kind: 'nothing', why: 'pilihan ditarik', because: ['jawaban atas daftar tiket: tidak jadi'] }
  const denied = tokens.some(({ text }) => NO.has(text) || text === 'masih' || text === 'kecuali')
  if (tokens.length <= 3 && message.numbers.length === 0 && !denied && tokens.some((token) => BOTH.has(token.text)))
    return pick(tickets, `"${tokens[0]!.raw}"`)
  // "Nomor dua dari atas"; "dua-duanya, 51 dan 52".
  const plain = tokens.filter(
    ({ text }, at) =>
      !BESIDES.has(text) &&
      !(text === 'dari' && tokens[at + 1]?.text === 'atas') &&
      !(BOTH.has(text) && message.numbers.length > 0),
  )
  const rest = plain.filter((token) => !['dan', 'sama'].includes(token.text))
  const numbers = rest.map((token) =>
    token.kind === 'number' && /^\d{1,5}$/.test(token.raw) ? Number(token.raw) : ORDINALS[token.text],
  )
  if (rest.length > 0 && numbers.every((number) => number !== undefined)) {
    const found = numbers.map((number) => (tickets.includes(number!) ? number! : tickets.at(number! - 1)))
    if (found.every((number) => number !== undefined))
      return pick([...new Set(found as number[])], `"${rest.map((token) => token.raw).join(' ')}"`)
    return undefined
  }
  if (rest.length === 0 || rest.length > 4) return undefined
  const known = message.situation.tickets.filter((ticket) => tickets.includes(ticket.number))
  const fitting = described(rest, known)
  // "Yang laporan Sri".
  const theirs = known.filter(({ reporter }) => rest.some(({ raw }) => raw.toLowerCase() === reporter))
  const matching = (fitting.length > 0 ? fitting : theirs).map(({ number }) => number)
  const words = rest.map((token) => token.raw).join(' ')
  if (matching.length === 0 || saysOtherwise(message, known, said)) return undefined
  if (matching.length === 1) return pick(matching, `"${words}" cocok dengan tiket ${matching[0]}`)
  const because = [`"${words}" cocok dengan tiket ${matching.join(', ')}`]
  return { kind: 'which-ticket', tickets: matching, said, because }
}

/** "Belum, telepon masih mati" after "YA untuk tiket mana?": a command of its own chooses no ticket for another. */
function saysOtherwise(
  { content, sight, roles }: Message,
  tickets: readonly KnownTicket[],
  said: readonly Said[],
): boolean {
  if (content.tokens[0]?.text === 'yang') return false
  const acts = tickets.flatMap(({ state, category }) => actsFor(sight, roles, state, category))
  return acts.some(
    ({ intent, row }) => row !== undefined && intent !== 'note' && said.every((one) => one.intent !== intent),
  )
}

function noted(message: Message, ticket: number, text: string): Meaning | undefined {
  const { tokens } = message.content
  const first = tokens[0]
  if (first === undefined || tokens.length > 3 || message.numbers.some((one) => one.number !== ticket)) return undefined
  if (
    tokens.every((token) => YES.has(token.text) || token.kind === 'number' || ['saja', 'sebagai'].includes(token.text))
  )
    return {
      kind: 'said',
      said: [{ intent: 'note', ticket, text }],
      because: [`"${first.raw}" atas tawaran mencatat: INFO`],
    }
  if (tokens.every((token) => NO.has(token.text) || ['perlu', 'jadi', 'usah'].includes(token.text)))
    return { kind: 'nothing', why: 'tawaran mencatat ditolak', because: [`"${first.raw}" atas tawaran mencatat`] }
  return undefined
}
