/** Anything that can be typed, in any situation: understanding answers with a known meaning and pure noise moves nothing. */
import { join } from 'node:path'
import fc from 'fast-check'
import type { Meaning, Situation } from '../../bots/understanding/meaning.ts'
import { explain, understand } from '../../bots/understanding/understand.ts'
import { VOCABULARY } from '../../bots/understanding/vocabulary.ts'
import { read } from '../../bots/understanding/words.ts'
import { OPEN_STATES, ROLES } from '../../src/desk/ticket.ts'
import { corpusIn, type Entry, situationOf } from './corpus.ts'

const KINDS: Readonly<Record<Meaning['kind'], true>> = {
  said: true,
  report: true,
  fragment: true,
  emergency: true,
  'which-ticket': true,
  'no-ticket': true,
  'offer-note': true,
  stranger: true,
  'needs-words': true,
  nothing: true,
  unclear: true,
}
/** Of these intents a text without a word of the language may give only "86", the acceptance, and what moves no ticket. */
const HARMLESS: ReadonlySet<string> = new Set(['accept', 'note', 'status', 'help', 'list_open', 'opt_out', 'opt_in'])
const CHAT =
  'yg sdh blm ga 27 29 112 #27 14.05 jam ? ! , \n 👍 LAPOR pak # . 0811-0000-0001 % 2 lg kalau baru tapi nanti'.split(
    ' ',
  )
const LEXICON = [...VOCABULARY, ...CHAT]
const CORPUS = corpusIn(join(import.meta.dirname, 'corpus'))
  .map(({ entry }) => entry.text ?? '')
  .filter((text) => text !== '')
const LONGEST_SUMMARY = 61

interface Case {
  readonly text: string
  readonly noise: boolean
}

const said = (text: string): Case => ({ text, noise: false })
const unicode = fc.string({ unit: 'binary', maxLength: 300 }).map(said)
const broken = fc
  .string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 200 })
  .map(said)
const mixed = fc.array(fc.constantFrom(...LEXICON), { maxLength: 40 }).map((words) => said(words.join(' ')))
const cut = fc
  .tuple(fc.constantFrom(...CORPUS), fc.constantFrom(...CORPUS), fc.nat(60), fc.nat(60))
  .map(([first, second, from, length]) => said(first.slice(from, from + length) + second))
const doubled = fc.constantFrom(...CORPUS).map((text) => said(text + text))
const noise = fc
  .string({
    unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz0123456789 .,-/:;()*&%$@🙂🎉漢字жщ'),
    minLength: 1,
    maxLength: 60,
  })
  .map((text) => ({ text, noise: true }))

const cases: fc.Arbitrary<Case> = fc.oneof(unicode, broken, mixed, cut, doubled, noise)
const situations = fc.record({
  as: fc.constantFrom(...ROLES, 'stranger' as const),
  first: fc.constantFrom(...OPEN_STATES, 'closed' as const, 'cancelled' as const),
  second: fc.constantFrom(...OPEN_STATES, 'closed' as const, 'cancelled' as const),
  channel: fc.constantFrom('whatsapp' as const, 'sms' as const),
  asked: fc.boolean(),
  quoted: fc.boolean(),
})

export interface Fuzzed {
  readonly count: number
  /** Milliseconds that the slowest message took, and its text. */
  readonly slowest: number
  readonly slowestText: string
}

/**
 * Throws, with the shortest message that fast-check finds, when understanding throws, answers with an unknown kind or
 * with a ticket that is not at hand, differs the second time, or moves a ticket out of pure noise.
 */
export function fuzz(runs: number, seed?: number, now: () => number = () => 0): Fuzzed {
  let count = 0
  let slowest = 0
  let slowestText = ''
  fc.assert(
    fc.property(cases, situations, (one, { as, first, second, channel, asked, quoted }) => {
      const open: NonNullable<Entry['open']> = [
        { number: 27, state: first },
        { number: 29, state: second, category: 'printer', summary: 'printer macet' },
      ]
      const situation = situationOf({
        text: one.text,
        as,
        open,
        channel,
        ...(asked ? { asked: 27 } : {}),
        ...(quoted ? { quoted: 29 } : {}),
        expect: {},
      })
      const start = now()
      const meaning = understand(situation)
      const taken = now() - start
      count += 1
      if (taken > slowest) {
        slowest = taken
        slowestText = one.text
      }
      check(meaning, situation)
      if (one.noise && isPure(one.text)) still(meaning)
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  )
  return { count, slowest, slowestText }
}

function check(meaning: Meaning, situation: Situation): void {
  if (!Object.hasOwn(KINDS, meaning.kind)) throw new Error(`unknown kind: ${JSON.stringify(meaning)}`)
  if (meaning.because.length === 0 || !explain(meaning).includes('karena'))
    throw new Error(`no reason: ${JSON.stringify(meaning)}`)
  if (meaning.kind === 'said')
    for (const { ticket } of meaning.said)
      if (ticket !== undefined && !situation.tickets.some(({ number }) => number === ticket))
        throw new Error(`ticket ${ticket} is not at hand: ${JSON.stringify(meaning)}`)
  if (meaning.kind === 'report' && meaning.reports.some(({ summary }) => summary.length > LONGEST_SUMMARY))
    throw new Error(`long summary: ${JSON.stringify(meaning)}`)
  if (JSON.stringify(understand(situation)) !== JSON.stringify(meaning))
    throw new Error('another meaning the next time')
}

/** Digits that name a ticket and letters that happen to be a word of the language are no noise. */
function isPure(text: string): boolean {
  return !read(text).tokens.some((token) => VOCABULARY.has(token.text) || /^(?:86|8-6|27|29)$/.test(token.raw))
}

function still(meaning: Meaning): void {
  const moving = meaning.kind === 'said' ? meaning.said.filter(({ intent }) => !HARMLESS.has(intent)) : []
  if (moving.length > 0) throw new Error(`noise moves a ticket: ${JSON.stringify(meaning)}`)
}
