/** Several notices that fall due together for one person: one message (DOMAIN 1.7, DESIGN rule 4). */
import { byUrgency } from '../../src/desk/urgency.ts'
import { showPhone } from '../../src/format/phone.ts'
import { gistOf, headOf, isKnown, wordsFor } from './digest-words.ts'
import { named, namedSms } from './facts.ts'
import { nameSms, render, typedSms } from './message.ts'
import { NEXT } from './next.ts'
import { sceneOf, tell } from './tell.ts'
import type { Scene } from './tell-reporters.ts'
import type { Form, House, Telling } from './telling.ts'

/** A message is no longer than this many tickets; of the rest only the numbers are named: 12, 17-40. */
const LONGEST = 10
/** More numbers and spans of numbers than any storm leaves. */
const MOST_SPANS = 100

/** '12, 13, 17-40': four in a row or more are a span. */
function spansOf(numbers: readonly number[]): string[] {
  const runs: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.flatMap(([from, to]) =>
    to - from < 3 ? Array.from({ length: to - from + 1 }, (_, n) => String(from + n)) : [`${from}-${to}`],
  )
}

interface Entry {
  readonly scene: Scene
  readonly tellings: readonly Telling[]
  readonly gist: string
  readonly words: readonly string[]
}

/** One entry a ticket, the most urgent first. */
function entries(tellings: readonly Telling[], house: House): Entry[] {
  const byTicket = new Map<number, Telling[]>()
  for (const telling of tellings) {
    byTicket.set(telling.ticket.id, [...(byTicket.get(telling.ticket.id) ?? []), telling])
  }
  const all = [...byTicket.values()].flatMap((own) => {
    const last = own.at(-1)
    if (!last) return []
    const scene = sceneOf(last, house)
    const gist = [...new Set(own.map((telling) => gistOf(telling.topic, sceneOf(telling, house))))].join('; ')
    return [{ scene, tellings: own, gist, words: wordsFor(last.topic, scene) }]
  })
  return all.sort((a, b) => byUrgency(a.scene.ticket, b.scene.ticket))
}

/** The exact words to reply. Where nothing is to be done a ticket can be asked about, and what else may follow is told. */
function replyTo(all: readonly Entry[], first: Entry): string {
  const asked = all.find(({ words }) => words.length > 0)
  if (asked) return `Balas kata dan nomornya, misalnya ${asked.words[0]} ${asked.scene.n}.`
  const { n, viewpoint, ticket } = first.scene
  const next = NEXT[viewpoint][ticket.state]
  const more = next.words.includes('STATUS') ? '.' : next.say(n).replace(/^Balas/, ',')
  return `Balas STATUS ${n} untuk rincian${more}`
}

function smsLine({ scene, tellings, gist, words }: Entry): string {
  const { n, impact } = scene
  const reply = words.length === 0 ? '' : `: ${words.join('/')}`
  // Who was told of the fault before knows it by its number.
  const what = tellings.every(({ topic }) => isKnown(topic)) ? `${n}` : `${n} (${impact}) ${namedSms(scene, 40)},`
  return `${what} ${typedSms(gist, 100)}${reply}`
}

function whatsappLine({ scene, gist, words }: Entry): string {
  const { n, impact } = scene
  const replies = words.map((word) => `${word} ${n}`).join(', ')
  return `- ${n} (${impact}) ${named(scene, 50)}: ${gist}${replies === '' ? '' : `. ${replies}`}`
}

/** 'Jasnita: Bagas, 0811-0000-0007', where any of it asks to telephone the vendor. */
function toCall(tellings: readonly Telling[], { viewpoint, house, vendor }: Scene): string | undefined {
  const asks = tellings.some(({ topic }) => topic === 'call-vendor' || topic === 'vendor-called')
  const contact = asks && viewpoint !== 'vendor' ? house.contact?.('jasnita') : undefined
  return contact && `${vendor}: ${nameSms(contact.name)}, ${showPhone(contact.phone)}`
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
  const spans = spansOf(rest)
  const named = `${spans.slice(0, MOST_SPANS).join(', ')}${spans.length > MOST_SPANS ? ', ...' : ''}`
  const more = rest.length === 0 ? undefined : `dan ${rest.length} tiket lain (${named}): balas DAFTAR`
  const scenes = all.map(({ scene }) => scene)
  const head = all.length === 1 ? `Tiket ${first.scene.n}:` : headOf(tellings, scenes)
  const reply = replyTo(shown, first)
  const call = toCall(tellings, first.scene)
  return render(
    {
      sms: [head, ...shown.map(smsLine), more, call, reply].filter((line) => line !== undefined).join('\n'),
      whatsapp: [head, ...shown.map(whatsappLine), more, call, reply],
    },
    form,
  )
}
