/** Reminders and breaches (DOMAIN 1.7): what is due or past due, for whom, without blame. */
import { COMBINED, MINUTE, SOP } from '../../src/desk/sop.ts'
import type { OpenState } from '../../src/desk/ticket.ts'
import { septets } from '../../src/format/gsm7.ts'
import { duration } from '../../src/format/times.ts'
import { actorOf, justDue, openState, overrun, remaining, stepWords } from './facts.ts'
import { fit, type Message, ONE_SMS } from './message.ts'
import { replyWith } from './next.ts'
import { type Scene, supervisorHears } from './tell-reporters.ts'
import type { House } from './telling.ts'

const stateOf = ({ ticket, event }: Scene): OpenState =>
  openState(ticket, event.type === 'MomentPassed' ? event.state : 'reported')

/** Kepala Seksi hears of the vendor's step, and may call. */
const watches = (scene: Scene, state: OpenState) =>
  scene.viewpoint !== 'vendor' && SOP[state].actor === 'jasnita' ? `Mohon hubungi ${scene.vendor}. ` : ''

export function reminder(scene: Scene): Message {
  const { n, ticket, vendor, viewpoint } = scene
  const state = stateOf(scene)
  const { pending } = stepWords(state, vendor)
  const reply = replyWith(viewpoint, ticket)
  return {
    sms: `PENGINGAT ${n}: ${pending}, ${remaining(scene)}. ${reply}`,
    whatsapp: [
      `PENGINGAT ${n}: ${pending}, ${remaining(scene)}.`,
      `Kendala: ${scene.summary}`,
      watches(scene, state).trim(),
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
  const { n, ticket, viewpoint, due, house, vendor } = scene
  const what = `${timeOf(['analysing'], house, vendor)} habis (tenggat ${due})`
  const reply = replyWith(viewpoint, ticket)
  return {
    sms: `${n}: ${what}. ${reply}`,
    whatsapp: [`Tiket No. ${n}: ${what}.`, `Kendala: ${scene.summary}`, reply],
  }
}

/** 'waktu perbaikan 15 menit': the figures are the office's (sop.ts, desk.yaml). */
function timeOf(states: readonly OpenState[], house: House, vendor: string): string {
  const minutes = states.reduce((sum, state) => sum + (house.minutes[state] ?? 0), 0)
  const what = states.map((state) => stepWords(state, vendor).noun).join(' dan ')
  return minutes > 0 ? `waktu ${what} ${duration(minutes * MINUTE)}` : `waktu ${what}`
}

/** The steps whose time is judged together when the analysis was not reported on its own (DOMAIN 1.6 row 7). */
const judged = (state: OpenState): readonly OpenState[] =>
  state === 'analysing' ? COMBINED.slice(COMBINED.indexOf('analysing')) : [state]

/** The scene with the deadline of the steps that are judged together. */
function together(scene: Scene, state: OpenState): Scene {
  const startedAt = scene.ticket.steps.at(-1)?.startedAt
  if (state !== 'analysing' || startedAt === undefined) return scene
  const minutes = judged(state).reduce((sum, one) => sum + (scene.house.minutes[one] ?? 0), 0)
  const dueAt = startedAt + minutes * MINUTE
  return { ...scene, dueAt, due: scene.clock(dueAt) }
}

export function overdue(scene: Scene): Message {
  const { n, ticket, vendor, due, viewpoint } = scene
  const state = stateOf(scene)
  if (viewpoint === 'supervisor' || viewpoint === 'reader') return overdueElsewhere(together(scene, state), state)
  const late = stepOf(state, vendor)
  const what = justDue(scene) ? `tenggat ${late} ${due} tercapai` : `${late} ${overrun(scene)}`
  const also = supervisorHears(scene) ? 'Pemberitahuan juga ke Supervisor.' : ''
  const reply = replyWith(viewpoint, ticket)
  const watching = watches(scene, state)
  const ask = watching === '' ? `Mohon balas${reply.slice('Balas'.length)}` : `${watching}${reply}`
  const short = `TERLAMBAT ${n}: ${what}. ${ask}`
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

/** The supervisor is told which role has not acted yet, and what can be done. */
function overdueElsewhere(scene: Scene, state: OpenState): Message {
  const { n, ticket, vendor, due, summary, summarySms, viewpoint } = scene
  const actor = actorOf(state, scene)
  const { pending } = stepWords(state, vendor)
  const nouns = judged(state).map((one) => stepWords(one, vendor).noun)
  const what =
    state === 'reported'
      ? `${pending} ${actor}`
      : actor === vendor
        ? pending
        : `${nouns.join(' dan ')} oleh ${actor} belum selesai`
  const help = `Mohon hubungi ${actor}.`
  const late = justDue(scene) ? `tenggat ${due} tercapai` : overrun(scene)
  return {
    sms: fit(summarySms, (words) => `TERLAMBAT ${n} (${words}): ${what}, ${late}. ${help} Balas STATUS ${n}.`),
    whatsapp: [
      `TERLAMBAT ${n}: ${what}, ${remaining(scene)}.`,
      `Kendala: ${summary} (${scene.impact})`,
      help,
      replyWith(viewpoint, ticket),
    ],
  }
}

/** The end of step 4's time, or of steps 3 and 4 together (DOMAIN 1.6 rows 7 and 8): a question, not a reproach. */
export function decidePlease(found: Scene): Message {
  const state = stateOf(found)
  const scene = together(found, state)
  const { n, ticket, house, viewpoint, vendor } = scene
  const now = justDue(scene)
  const time = `${timeOf(judged(state), house, vendor)} habis${now ? '' : `, ${overrun(scene)}`}`
  const still = `PROGRES ${n} bila masih dikerjakan`
  const [short, full] =
    viewpoint === 'section'
      ? [`Balas SELESAI ${n} atau JASNITA ${n}`, `Balas SELESAI ${n} atau JASNITA ${n}, ${still}.`]
      : [replyWith(viewpoint, ticket).replace(/\.$/, ''), replyWith(viewpoint, ticket)]
  return {
    sms: `${n}: ${time}. Teratasi? ${now ? `${short}.` : full}`,
    whatsapp: [`Tiket No. ${n}: ${time}. Apakah sudah teratasi?`, `Kendala: ${scene.summary}`, full],
  }
}

export function etaReached(scene: Scene): Message {
  const { n, ticket, vendor, clock, viewpoint, due } = scene
  const eta = ticket.vendor?.eta
  const promised = eta === undefined ? 'perkiraan selesai tercapai' : `perkiraan selesai ${clock(eta)} tercapai`
  const deadline = due === '' ? '' : ` (tenggat ${due})`
  const ask =
    viewpoint === 'vendor'
      ? `Teratasi? Balas SELESAI ${n}, atau ETA ${n} dan waktunya bila perlu waktu lagi.`
      : `Mohon hubungi ${vendor}. ${replyWith(viewpoint, ticket)}`
  return {
    sms: `Tiket ${n}: ${promised}${deadline}. ${ask}`,
    whatsapp: [`Tiket No. ${n}: ${promised}${deadline}.`, `Kendala: ${scene.summary}`, ask],
  }
}
