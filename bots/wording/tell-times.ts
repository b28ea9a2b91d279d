/** Reminders and breaches (DOMAIN 1.7): what is due or past due, for whom, without blame. */
import { MINUTE, SOP } from '../../src/desk/sop.ts'
import type { OpenState } from '../../src/desk/ticket.ts'
import { septets } from '../../src/format/gsm7.ts'
import { duration } from '../../src/format/times.ts'
import { smsWithNumber, withNumber } from './contacts.ts'
import { actorOf, judged, justDue, openState, overrun, remaining, stepWords, together } from './facts.ts'
import { fit, type Message, ONE_SMS } from './message.ts'
import { replyWith } from './next.ts'
import { type Scene, supervisorHears } from './tell-reporters.ts'
import { inPlace } from './tell-section.ts'
import type { Contact, House } from './telling.ts'

const stateOf = ({ ticket, event }: Scene): OpenState =>
  openState(ticket, event.type === 'MomentPassed' ? event.state : 'reported')

const vendorContact = ({ viewpoint, house }: Scene) => (viewpoint === 'vendor' ? undefined : house.contact?.('jasnita'))

/** Kepala Seksi hears of the vendor's step, and may call. */
const watches = (scene: Scene, state: OpenState, whom = withNumber(scene.vendor, vendorContact(scene))) =>
  scene.viewpoint !== 'vendor' && SOP[state].actor === 'jasnita' ? `Mohon hubungi ${whom}. ` : ''

/** On SMS the supervisor is told in a few words why this comes to them. */
const passOn = ({ viewpoint, n }: Scene, reply: string) =>
  viewpoint === 'supervisor' ? `Kepala Seksi belum dapat dihubungi. Balas STATUS ${n}.` : reply

/** Whoever the step waits for, and how to reach them by telephone. */
function actorContact(scene: Scene, state: OpenState): { whom: string; contact: Contact | undefined } {
  const { house, ticket } = scene
  const { actor } = SOP[state]
  const isHanded = actor === 'kepala_seksi' && ticket.assignee?.role === 'staf'
  return { whom: actorOf(state, scene), contact: house.contact?.((isHanded && ticket.assignee?.id) || actor) }
}

export function reminder(scene: Scene): Message {
  const { n, ticket, viewpoint } = scene
  const state = stateOf(scene)
  const reply = replyWith(viewpoint, ticket)
  return {
    sms: `PENGINGAT ${n}: ${reminderGist(scene)}. ${state === 'vendor-repairing' ? reply : passOn(scene, reply)}`,
    whatsapp: [
      `PENGINGAT ${n}: ${reminderGist(scene)}.`,
      `Kendala: ${scene.summary}`,
      state === 'vendor-repairing' ? watches(scene, state).trim() : inPlace(scene),
      reply,
    ],
  }
}

/** 'langkah 2', 'langkah 3 (analisa)'. */
function stepOf(state: OpenState, vendor: string): string {
  const { step } = SOP[state]
  return state === 'reported' ? `langkah ${step}` : `langkah ${step} (${stepWords(state, vendor).noun})`
}

/** Step 3's own time is a note, for steps 3 and 4 may be reported together (DESIGN section 5). */
export function analysisOver(scene: Scene): Message {
  const { n, ticket, viewpoint } = scene
  const what = analysisGist(scene)
  const reply = replyWith(viewpoint, ticket)
  return {
    sms: `${n}: ${what}. ${passOn(scene, reply)}`,
    whatsapp: [`Tiket No. ${n}: ${what}.`, `Kendala: ${scene.summary}`, inPlace(scene), reply],
  }
}

/** 'waktu perbaikan 15 menit': the figures are the office's (sop.ts, desk.yaml). */
function timeOf(states: readonly OpenState[], house: House, vendor: string): string {
  const minutes = states.reduce((sum, state) => sum + (house.minutes[state] ?? 0), 0)
  const what = states.map((state) => stepWords(state, vendor).noun).join(' dan ')
  return minutes > 0 ? `waktu ${what} ${duration(minutes * MINUTE)}` : `waktu ${what}`
}

const isAbove = ({ viewpoint }: Scene) => viewpoint === 'supervisor' || viewpoint === 'reader'

export function overdue(scene: Scene): Message {
  const { n, ticket, vendor, due, viewpoint } = scene
  const state = stateOf(scene)
  if (isAbove(scene)) return overdueElsewhere(together(scene, state), state)
  const { pending } = stepWords(state, vendor)
  const what = justDue(scene) ? `${pending}, tenggat ${due} sudah tiba` : `${stepOf(state, vendor)} ${overrun(scene)}`
  const also = supervisorHears(scene) ? 'Pemberitahuan juga ke Supervisor.' : ''
  const reply = replyWith(viewpoint, ticket)
  const asking = (watching: string) =>
    watching === '' ? `Mohon balas${reply.slice('Balas'.length)}` : `${watching}${reply}`
  const ask = asking(watches(scene, state))
  const short = smsWithNumber(vendor, vendorContact(scene), (whom) => {
    return `TERLAMBAT ${n}: ${what}. ${asking(watches(scene, state, whom))}`
  })
  const whole = `${short} ${also}`.trim()
  return {
    sms: septets(whole) <= ONE_SMS ? whole : short,
    whatsapp: [
      `TERLAMBAT ${n}: ${what}.`,
      `Kendala: ${scene.summary}`,
      justDue(scene) || due === '' ? undefined : `Tenggat: ${due}`,
      also,
      ask,
    ],
  }
}

/** 'belum diterima Kepala Seksi', 'analisa dan perbaikan oleh Kepala Seksi belum selesai': which role has not acted yet. */
function notDone(scene: Scene, state: OpenState): string {
  const { vendor } = scene
  const actor = actorOf(state, scene)
  const { pending } = stepWords(state, vendor)
  if (state === 'reported') return `${pending} ${actor}`
  if (actor === vendor) return pending
  const nouns = judged(state).map((one) => stepWords(one, vendor).noun)
  return `${nouns.join(' dan ')} oleh ${actor} belum selesai`
}

/** The supervisor is told who has not acted yet, and what can be done. */
function overdueElsewhere(scene: Scene, state: OpenState): Message {
  const { n, ticket, due, summary, summarySms, viewpoint } = scene
  const what = notDone(scene, state)
  const { whom, contact } = actorContact(scene, state)
  const help = (who: string) => `Mohon hubungi ${who}.`
  const late = justDue(scene) ? `tenggat ${due}` : overrun(scene)
  return {
    sms: smsWithNumber(whom, contact, (who) =>
      fit(summarySms, (words) => `TERLAMBAT ${n} (${words}): ${what}, ${late}. ${help(who)} Balas STATUS ${n}.`),
    ),
    whatsapp: [
      `TERLAMBAT ${n}: ${what}, ${remaining(scene)}.`,
      `Kendala: ${summary} (${scene.impact})`,
      help(withNumber(whom, contact)),
      replyWith(viewpoint, ticket),
    ],
  }
}

/** 'belum diterima, sisa 2 menit (tenggat 14.10 WIB)'. */
export const reminderGist = (scene: Scene): string =>
  `${stepWords(stateOf(scene), scene.vendor).pending}, ${remaining(scene)}`

/** The same past due; those above hear who has not acted, never of a step that is not judged alone. */
export function overdueGist(scene: Scene): string {
  const state = stateOf(scene)
  return isAbove(scene) ? `${notDone(scene, state)}, ${remaining(together(scene, state))}` : reminderGist(scene)
}

/** 'waktu analisa 10 menit habis (tenggat 14.17 WIB)'. */
export const analysisGist = ({ house, vendor, due }: Scene): string =>
  `${timeOf(['analysing'], house, vendor)} habis (tenggat ${due})`

/** 'waktu analisa dan perbaikan 25 menit habis, lewat 3 menit'. */
export function decideGist(found: Scene): string {
  const state = stateOf(found)
  const scene = together(found, state)
  const time = `${timeOf(judged(state), scene.house, scene.vendor)} habis`
  return justDue(scene) ? time : `${time}, ${overrun(scene)}`
}

/** The end of step 4's time, or of steps 3 and 4 together (DOMAIN 1.6 rows 7 and 8): a question, not a reproach. */
export function decidePlease(scene: Scene): Message {
  const { n, ticket, viewpoint } = scene
  const time = decideGist(scene)
  const reply =
    viewpoint === 'section'
      ? `Balas SELESAI ${n} atau JASNITA ${n}, PROGRES ${n} bila masih dikerjakan.`
      : replyWith(viewpoint, ticket)
  const isNow = justDue(together(scene, stateOf(scene)))
  const short = viewpoint === 'section' && isNow ? `Balas SELESAI ${n} atau JASNITA ${n}.` : reply
  // Who hears in place of the section cannot know whether it is resolved.
  const [asked, askedSms] = viewpoint === 'section' ? [' Apakah sudah teratasi?', ' Teratasi?'] : ['', '']
  return {
    sms: `${n}: ${time}.${askedSms} ${passOn(scene, short)}`,
    whatsapp: [`Tiket No. ${n}: ${time}.${asked}`, `Kendala: ${scene.summary}`, inPlace(scene), reply],
  }
}

export function etaReached(scene: Scene): Message {
  const { n, ticket, vendor, clock, viewpoint, due, now } = scene
  const eta = ticket.vendor?.eta
  const has = eta !== undefined && now !== undefined && now - eta >= MINUTE ? 'terlewati' : 'sudah tiba'
  const promised = eta === undefined ? 'perkiraan selesai sudah tiba' : `perkiraan selesai ${clock(eta)} ${has}`
  const deadline = due === '' ? '' : ` (tenggat ${due})`
  const contact = vendorContact(scene)
  const ask = (whom: string) =>
    viewpoint === 'vendor'
      ? `Teratasi? Balas SELESAI ${n}, atau ETA ${n} dan waktunya bila perlu waktu lagi.`
      : `Mohon hubungi ${whom}. ${replyWith(viewpoint, ticket)}`
  return {
    sms: smsWithNumber(vendor, contact, (whom) => `Tiket ${n}: ${promised}${deadline}. ${ask(whom)}`),
    whatsapp: [
      `Tiket No. ${n}: ${promised}${deadline}.`,
      `Kendala: ${scene.summary}`,
      ask(withNumber(vendor, contact)),
    ],
  }
}

/** Since when nobody who works on it has said anything, in words. */
export function forgottenGist(scene: Scene): string {
  const { ticket, vendor, clock, now } = scene
  const state = stateOf(scene)
  const startedAt = ticket.steps.at(-1)?.startedAt ?? ticket.registeredAt
  const heardAt = Math.max(startedAt, ticket.workedAt ?? 0)
  const eta = state === 'vendor-repairing' ? ticket.vendor?.eta : undefined
  if (eta !== undefined && eta > heardAt) return `perkiraan selesai ${clock(eta)} lewat dan belum ada kabar`
  const ago = `${duration((now ?? heardAt) - heardAt)} lalu`
  if (heardAt > startedAt) return `kabar terakhir ${ago}`
  const since = {
    analysing: `sudah diterima ${ago}`,
    repairing: `perbaikan dimulai ${ago}`,
    coordinating: `diteruskan ke ${vendor} ${ago}`,
    'vendor-repairing': `diterima ${vendor} ${ago}`,
  }
  return `${state in since ? since[state as keyof typeof since] : `menunggu sejak ${ago}`} dan belum ada kabar`
}

/** Accepted, then forgotten: a question, not a reproach. */
export function forgotten(scene: Scene): Message {
  const { n, ticket, viewpoint } = scene
  const state = stateOf(scene)
  const isOwn = viewpoint === 'section' && (state === 'analysing' || state === 'repairing')
  const reply = isOwn
    ? `Balas PROGRES ${n} bila masih dikerjakan, SELESAI ${n} bila teratasi.`
    : replyWith(viewpoint, ticket)
  const what = forgottenGist(scene)
  return {
    sms: smsWithNumber(scene.vendor, vendorContact(scene), (whom) => {
      return `Tiket ${n} ${what}. ${passOn(scene, `${watches(scene, state, whom)}${reply}`)}`
    }),
    whatsapp: [
      `Tiket No. ${n} ${what}.`,
      `Kendala: ${scene.summary}`,
      inPlace(scene),
      `${watches(scene, state)}${reply}`,
    ],
  }
}
