/** An act that stands in no word of the table: a time that is promised. */
import type { State } from '../../src/desk/ticket.ts'
import { promises, type Whole } from './arguments.ts'
import type { Message } from './message.ts'
import type { Act } from './sight.ts'
import { timesIn } from './times.ts'
import { conditional } from './unstated.ts'
import { AFTER, SETTLES, SPEAKER, UNSURE } from './unstated-words.ts'
import type { Token } from './words.ts'

/** A promised time is an ETA also without the word, while the vendor has it. */
export function withPromise(message: Message, state: State, acts: readonly Act[]): readonly Act[] {
  // "Jam 5 beres" of who repairs, said at two.
  if (message.handles && message.numbers.length === 0 && !WITH_VENDOR.has(state) && aheadOnly(message))
    return acts.filter((act) => act.sense !== 'done')
  if (!WITH_VENDOR.has(state)) return acts
  // "Rencananya habis maghrib saya hubungi Rina".
  if (message.handles && (ownPlan(message.sight.tokens) || broken(message.words)))
    return acts.filter((act) => act.intent !== 'vendor_eta')
  const promised =
    ((message.handles && tellsOfVendor(message) && !onlyTalk(message, TOLD)) ||
      acts.some((act) => act.sense === 'done') ||
      message.words.some(({ text }) => text === 'selesai') ||
      hoped(message.words) ||
      afterThat(message.words)) &&
    promisedOnly(message)
  const kept = acts.filter((act) => act.turned !== 'unfinished' && !(act.sense === 'done' && promised))
  const settled = kept.some((act) =>
    ['vendor_done', 'resolved', 'vendor_eta', 'reassign', 'cancel', 'note', 'status'].includes(act.intent),
  )
  if (settled || !(message.vendor || message.handles) || !(promised || promises(whole(message)))) return acts
  if (
    message.handles &&
    acts.length === 0 &&
    !message.sight.tokens.some((token) => ['jasnita', 'vendor', 'katanya', 'mereka', 'estimasi'].includes(token.stem))
  )
    return acts
  if (message.handles && message.words.some((token) => token.text === 'tolong' || token.text === 'mohon')) return acts
  // "Izin masuk gedung besok pagi bisa pak?"
  if (message.vendor && message.reading.questions.size > 0 && !promised) return acts
  if (
    message.words.some(
      ({ text }, at, all) =>
        text === 'batal' || text === 'ditunda' || (text === 'jadi' && all[at - 1]?.text === 'tidak'),
    )
  )
    return acts
  if (
    conditional(message.sight.unstated) ||
    (message.vendor && onlyTalk(message)) ||
    (message.handles && offersHelp(message))
  )
    return acts
  const end = message.words.length
  return [
    ...kept.filter((act) => act.intent !== 'vendor_progress'),
    {
      intent: 'vendor_eta',
      row: undefined,
      from: end,
      to: end,
      short: false,
      sense: undefined,
      because: 'waktu yang dijanjikan: ETA',
    },
  ]
}

/** "Janji jam 3 tapi sampai sekarang belum ada kabar": a promise that has not been kept. */
function broken(words: readonly Token[]): boolean {
  return words.some(
    ({ text }, at) =>
      (text === 'belum' || text === 'tidak') &&
      words.slice(Math.max(0, at - 4), at).some((token) => CONTRASTS.has(token.text)) &&
      !words.slice(at + 1, at + 3).some((token) => UNSURE.has(token.text)),
  )
}

const CONTRASTS = new Set(['tapi', 'padahal', 'ternyata', 'sekarang'])

/** "Mereka siap bantu malam ini": help is offered, no end of the repair promised. */
function offersHelp({ words }: Message): boolean {
  return (
    words.some(({ text, stem }) => OFFERS.has(text) || OFFERS.has(stem)) &&
    !words.some(({ text, stem }) => REPAIR.has(text) || REPAIR.has(stem))
  )
}

const OFFERS = new Set(
  'lihat cek periksa pelajari tinjau dipelajari ditinjau siap bersedia sanggup standby siaga dukung support bantu dibantu kerja'.split(
    ' ',
  ),
)

const WITH_VENDOR: ReadonlySet<State> = new Set(['coordinating', 'vendor-repairing'])

const HAPPENED = new Set('sudah tadi barusan telah semalam kemarin done solved setelah'.split(' '))

/** "Pak Yudi bilang jam 5 beres". */
function tellsOfVendor({ handles, sight }: Message): boolean {
  const { tokens } = sight
  return (
    handles &&
    tokens.some(({ stem }) => stem === 'jasnita' || stem === 'vendor') &&
    tokens.some(({ text, stem }) => TOLD.has(text) || TOLD.has(stem))
  )
}

const TOLD = new Set(
  'bilang kata katanya janji info kabar kabari menurut menyampaikan informasi konfirmasi memperkirakan menyatakan memberitahukan'.split(
    ' ',
  ),
)

/** "Besok jam 9 kita meeting", "nanti malam kami update lagi": a time for something else. */
const NO_REPAIR = new Set(
  'tes test testing uji ujicoba lanjut lanjutkan rapat meeting zoom bahas update kabari info hubungi telepon lapor cek periksa pantau monitor maintenance pemeliharaan standby siaga piket'.split(
    ' ',
  ),
)
const REPAIR = new Set(
  'selesai beres kelar normal rampung teratasi pulih perbaiki datang teknisi engineer tim deploy restart estimasi eta target'.split(
    ' ',
  ),
)

function onlyTalk({ words }: Message, told: ReadonlySet<string> = new Set()): boolean {
  return (
    words.some(({ text, stem }) => !told.has(text) && (NO_REPAIR.has(text) || NO_REPAIR.has(stem))) &&
    !words.some(({ text, stem }) => REPAIR.has(text) || REPAIR.has(stem))
  )
}

/** "Jam 4 kelar" of the vendor: the clock time is nearer ahead than back, and no word says that it has been. */
function promisedOnly(message: Message): boolean {
  return (message.vendor || tellsOfVendor(message)) && aheadOnly(message)
}

const HOPES = new Set('insyaallah semoga mudah-mudahan harusnya seharusnya mestinya diperkirakan kira-kira'.split(' '))
const WELL = new Set('bisa normal beres kelar pulih lancar aman up rampung teratasi'.split(' '))

/** "Setengah 4 sore insyaallah sudah bisa": hoped for, and by when. */
function hoped(words: readonly Token[]): boolean {
  const at = words.findIndex(({ text }) => HOPES.has(text))
  return at !== -1 && words.slice(at + 1, at + 6).some(({ text }) => WELL.has(text))
}

/** "Jam 1 kami maintenance, setelah itu normal". */
function afterThat(words: readonly Token[]): boolean {
  return words.some(({ text }, at) => AFTER.has(text) && words[at + 1]?.text === 'itu')
}

const MOST_WORDS = 100

/** A time nearer ahead than back, and no word that says that it has been. */
function aheadOnly(message: Message): boolean {
  // A promise stands near the beginning.
  const tokens = message.reading.tokens.slice(0, MOST_WORDS)
  const { at: now } = message.situation
  const [next] = timesIn(tokens, now, 'future')
  const [before] = timesIn(tokens, now, 'past')
  const last = next === undefined ? undefined : tokens[next.to - 1]
  // "Jam 17.45 sudah bisa dipakai", said at two.
  const surelyAhead = next !== undefined && (before === undefined || (next.instant - now) * 2 < now - before.instant)
  const then = tokens.findIndex(({ text }, at) => AFTER.has(text) && tokens[at + 1]?.text === 'itu')
  const happened = tokens
    .slice(0, then === -1 ? tokens.length : then)
    .some(
      ({ text }, at) =>
        HAPPENED.has(text) &&
        !(text === 'sudah' && surelyAhead && tokens[at - 1] === last) &&
        !(text === 'sudah' && tokens.slice(Math.max(0, at - 3), at).some((one) => HOPES.has(one.text))),
    )
  if (happened) return false
  const { at } = message.situation
  const [ahead] = timesIn(tokens, at, 'future')
  if (ahead === undefined) return false
  const [back] = timesIn(tokens, at, 'past')
  return back === undefined || at - back.instant > ahead.instant - at
}

export function whole(message: Message): Whole {
  const { reading, content, situation, sender } = message
  return { reading, content, at: situation.at, people: situation.people, sender }
}

/** The speaker's own plan to call somebody is no time that the vendor has promised. */
function ownPlan(tokens: readonly Token[]): boolean {
  // "Saya coba lagi 10 menit lagi": of the clause with the time the speaker is the subject.
  const timed = tokens.findLast(({ text }) => text === 'lagi' || text === 'jam' || text === 'pukul')
  const own = tokens.filter(({ clause }) => clause === timed?.clause)
  if (
    own.slice(0, 2).some(({ text }) => SPEAKER.has(text)) &&
    !own.some(({ text, stem }) => SETTLES.has(text) || THEIRS.has(stem))
  )
    return true
  // "Belum sempat hubungi Jasnita, habis dzuhur".
  if (tokens.some(({ text }, at) => text === 'sempat' && tokens[at - 1]?.text === 'belum')) return true
  const at = tokens.findIndex((token) => SPEAKER.has(token.text))
  return (
    at !== -1 &&
    tokens.slice(at + 1, at + 4).some((token) => CALLS.has(token.stem)) &&
    tokens.every((token) => token.clause !== tokens[at]!.clause || !SETTLES.has(token.text))
  )
}

const THEIRS = new Set('jasnita vendor mereka katanya janji estimasi'.split(' '))
const CALLS = new Set(
  'telepon hubungi whatsapp koordinasi kontak kabari tanya email japri tagih kejar desak temui ingatkan follow'.split(
    ' ',
  ),
)
