/** Several notices that fall due together for one person: one message (DOMAIN 1.7, DESIGN rule 4). */
import type { Topic } from '../../src/desk/notices.ts'
import { IMPACTS } from '../../src/desk/ticket.ts'
import { clockTime } from '../../src/format/times.ts'
import { openState, remaining, standing, stepWords } from './facts.ts'
import { render, typed, typedSms } from './message.ts'
import { NEXT } from './next.ts'
import { sceneOf, tell } from './tell.ts'
import { reopening, type Scene } from './tell-reporters.ts'
import type { Form, House, Telling } from './telling.ts'

/** A message is no longer than this many tickets; of the rest only the numbers are named, up to as many more. */
const LONGEST = 10
const MOST_NUMBERS = 30

const pending = (scene: Scene) =>
  `${stepWords(openState(scene.ticket, 'reported'), scene.vendor).pending}, ${remaining(scene)}`

const by = (scene: Scene) => scene.clock(scene.event.at)

/** What has happened, or what is due, in a few words. */
const GIST: Readonly<Record<Topic, (scene: Scene) => string>> = {
  'new-report': (scene) => `laporan baru, ${remaining(scene)}`,
  registered: () => 'laporan diterima',
  accepted: (scene) => `diterima ${by(scene)}`,
  escalated: (scene) => `dikoordinasikan dengan ${scene.vendor}`,
  'vendor-called': (scene) => `mohon ditangani ${scene.vendor}`,
  'vendor-acknowledged': (scene) => `diterima ${scene.vendor}, ${remaining(scene)}`,
  'vendor-eta': ({ event, vendor, now, house }) =>
    event.type === 'EtaPromised' && event.eta !== undefined
      ? `${vendor} memperkirakan selesai ${clockTime(event.eta, now, house)}`
      : `perkiraan ${vendor} belum ada`,
  'vendor-progress': (scene) => `perkembangan dari ${scene.vendor}`,
  'confirm-please': () => 'dinyatakan teratasi, mohon dicek',
  'vendor-resolved': (scene) => `dinyatakan teratasi oleh ${scene.vendor}`,
  closed: (scene) => `${standing(scene.ticket).toLowerCase()} ${by(scene)}`,
  cancelled: (scene) => (scene.event.type === 'TicketRecalled' ? 'ditarik kembali' : `dibatalkan ${by(scene)}`),
  reopened: reopening,
  'your-step-again': (scene) => `${reopening(scene)}, ${remaining(scene)}`,
  'handed-over': (scene) => `diserahkan kepada Bapak/Ibu, ${remaining(scene)}`,
  reminder: pending,
  overdue: pending,
  'analysis-over': pending,
  'early-notice': () => 'pemberitahuan dini',
  'decide-please': (scene) => `${pending(scene)}, teratasi?`,
  'call-vendor': (scene) => `mohon telepon ${scene.vendor}, ${remaining(scene)}`,
  'eta-reached': (scene) => `perkiraan selesai ${scene.vendor} tercapai`,
}

interface Entry {
  readonly scene: Scene
  readonly gists: readonly string[]
  readonly words: readonly string[]
}

/** One entry a ticket, worst impact first, then by number. */
function entries(tellings: readonly Telling[], house: House): Entry[] {
  const byTicket = new Map<number, Entry>()
  for (const telling of tellings) {
    const scene = sceneOf(telling, house)
    const before = byTicket.get(telling.ticket.id)
    const gists = [...new Set([...(before?.gists ?? []), GIST[telling.topic](scene)])]
    const { words } = NEXT[scene.viewpoint][telling.ticket.state]
    byTicket.set(telling.ticket.id, { scene, gists, words })
  }
  const rank = ({ scene }: Entry) => IMPACTS.indexOf(scene.ticket.impact)
  return [...byTicket.values()].sort((a, b) => rank(a) - rank(b) || a.scene.n - b.scene.n)
}

/**
 * One message for all tellings of one person. Every ticket's number stands in it, what is due, and the words to reply
 * with; an SMS may take several parts.
 */
export function digest(tellings: readonly Telling[], form: Form, house: House): string {
  const [only] = tellings
  if (only && tellings.length === 1) return tell(only, form, house)
  const all = entries(tellings, house)
  const shown = all.slice(0, LONGEST)
  const [first] = shown
  if (!first) return ''
  const rest = all.slice(LONGEST).map(({ scene }) => scene.n)
  const named = `${rest.slice(0, MOST_NUMBERS).join(', ')}${rest.length > MOST_NUMBERS ? ', ...' : ''}`
  const more = rest.length === 0 ? undefined : `dan ${rest.length} tiket lain (${named}): balas DAFTAR`
  const head = all.length === 1 ? `Tiket ${first.scene.n}:` : `${all.length} tiket perlu perhatian:`
  const reply = `Balas kata dan nomornya, misalnya ${first.words[0] ?? 'STATUS'} ${first.scene.n}.`
  const sms = shown.map(
    ({ scene, gists, words }) => `${scene.n} ${typedSms(gists.join('; '), 100)}: ${words.join('/')}`,
  )
  const whatsapp = shown.map(({ scene, gists, words }) => {
    const replies = words.map((word) => `${word} ${scene.n}`).join(', ')
    return `- ${scene.n} (${scene.impact}) ${typed(scene.summary, 50)}: ${gists.join('; ')}. ${replies}`
  })
  return render(
    {
      sms: [head, ...sms, more, reply].filter((line) => line !== undefined).join('\n'),
      whatsapp: [head, ...whatsapp, more, reply],
    },
    form,
  )
}
