/**
 * A small language for what people say, so that the lexicon stays data: words in a row in their standard form,
 * `a|b` either, `<class>` a named class, `..` up to three words between, `?a` may be missing, `_` any one word, `=a` this very form
 * (not another form of its stem), `#` a number, `^` and `$` start and end of a clause.
 * Matching takes a bounded number of steps for each word, so it stays linear in the text.
 */
import type { Token } from './words.ts'

const GAP = 3
/** With `light` words between, which do not count. */
const WIDEST = 7

interface Element {
  readonly kind: 'word' | 'gap' | 'start' | 'end' | 'number'
  readonly words: ReadonlySet<string>
  readonly exact: boolean
  readonly optional: boolean
  readonly any: boolean
}

interface Pattern<T> {
  readonly source: string
  readonly means: T
  readonly elements: readonly Element[]
  /** One word of each of these stands in every text that matches. */
  readonly required: readonly ReadonlySet<string>[]
}

export interface Match<T> {
  readonly means: T
  readonly source: string
  /** First token and the one after the last. */
  readonly from: number
  readonly to: number
}

export type Classes = Readonly<Record<string, readonly string[]>>

function element(source: string, classes: Classes): Element {
  const none: ReadonlySet<string> = new Set()
  if (source === '..') return { kind: 'gap', words: none, exact: false, optional: false, any: false }
  if (source === '^') return { kind: 'start', words: none, exact: false, optional: false, any: false }
  if (source === '$') return { kind: 'end', words: none, exact: false, optional: false, any: false }
  const optional = source.startsWith('?')
  const rest = optional ? source.slice(1) : source
  if (rest === '#') return { kind: 'number', words: none, exact: false, optional, any: false }
  const exact = rest.startsWith('=')
  if (rest === '_') return { kind: 'word', words: none, exact, optional, any: true }
  return {
    kind: 'word',
    words: new Set(alternatives(exact ? rest.slice(1) : rest, classes)),
    exact,
    optional,
    any: false,
  }
}

function alternatives(source: string, classes: Classes): readonly string[] {
  return source.split('|').flatMap((word) => (word.startsWith('<') ? (classes[word.slice(1, -1)] ?? []) : [word]))
}

export function pattern<T>(source: string, means: T, classes: Classes): Pattern<T> {
  const elements = source.split(' ').map((part) => element(part, classes))
  const required = elements.filter((part) => part.kind === 'word' && !part.optional && !part.any)
  return { source, means, elements, required: required.map((part) => part.words) }
}

/** Every word that a pattern knows: the vocabulary that spelling and typo rules lead to. */
export function wordsOf(source: string, classes: Classes): readonly string[] {
  return pattern(source, null, classes).elements.flatMap((part) => [...part.words])
}

/** All plain phrases of a pattern without gaps; for the table test of collisions. */
export function phrasesOf(source: string, classes: Classes): readonly string[] {
  let phrases = ['']
  for (const part of pattern(source, null, classes).elements) {
    if (part.kind === 'start' || part.kind === 'end') continue
    const words = part.any ? ['_'] : part.kind === 'word' ? [...part.words] : [part.kind === 'gap' ? '..' : '#']
    const longer = phrases.flatMap((phrase) => words.map((word) => `${phrase} ${word}`.trim()))
    phrases = part.optional ? [...phrases, ...longer] : longer
  }
  return phrases
}

const MOST_KEPT = 10_000

export class Lexicon<T> {
  private readonly byFirst = new Map<string, Pattern<T>[]>()
  /** By the forms of a word, found once: people use the same words again and again. */
  private readonly byForms = new Map<string, readonly Pattern<T>[]>()
  private readonly numberFirst: Pattern<T>[] = []
  private readonly asTyped: boolean
  private readonly light: ReadonlySet<string>

  /**
   * `asTyped`: a word also matches as it was typed ("layar"), not only in its standard form ("monitor").
   * `light`: words that a gap passes over without counting them ("notif di hp anak bpbd tidak bunyi").
   */
  constructor(patterns: readonly Pattern<T>[], asTyped = false, light: ReadonlySet<string> = new Set()) {
    this.asTyped = asTyped
    this.light = light
    for (const one of patterns) {
      for (const first of one.elements) {
        if (first.kind === 'number') this.numberFirst.push(one)
        for (const word of first.words) this.byFirst.set(word, [...(this.byFirst.get(word) ?? []), one])
        if (first.kind !== 'start' && !first.optional) break
      }
    }
  }

  /** All matches, in the order of the text; `acrossClauses` lets a match run over commas and line breaks. */
  find(tokens: readonly Token[], acrossClauses: boolean): Match<T>[] {
    const found: Match<T>[] = []
    const present = new Set<string>()
    for (const token of tokens) {
      present.add(token.text).add(token.stem)
      if (this.asTyped) present.add(token.typed)
    }
    const byToken = new Map<string, readonly Pattern<T>[]>()
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]!
      const key = `${token.text} ${token.stem} ${this.asTyped ? token.typed : ''}`
      let patterns = byToken.get(key)
      if (patterns === undefined) {
        patterns = this.startingWith(key, token, present)
        byToken.set(key, patterns)
      }
      if (patterns.length > 0) this.tryAll(patterns, tokens, at, acrossClauses, found)
      if (token.kind === 'number' && this.numberFirst.length > 0)
        this.tryAll(this.numberFirst, tokens, at, acrossClauses, found)
    }
    return found
  }

  /** Patterns that can begin with this word and whose other words stand in the text at all. */
  private startingWith(key: string, token: Token, present: ReadonlySet<string>): readonly Pattern<T>[] {
    let all = this.byForms.get(key)
    if (all === undefined) {
      const forms = [token.text, token.stem, ...(this.asTyped ? [token.typed] : [])]
      all = [...new Set(forms.flatMap((form) => this.byFirst.get(form) ?? []))]
      if (all.length > 0 && this.byForms.size < MOST_KEPT) this.byForms.set(key, all)
    }
    return all.filter((one) => one.required.every((words) => meet(words, present)))
  }

  private tryAll(
    patterns: readonly Pattern<T>[],
    tokens: readonly Token[],
    at: number,
    across: boolean,
    found: Match<T>[],
  ): void {
    for (const one of patterns) {
      const to = matchFrom(one.elements, 0, { tokens, from: at, across, asTyped: this.asTyped, light: this.light }, at)
      if (to > at) found.push({ means: one.means, source: one.source, from: at, to })
    }
  }
}

function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const [few, many] = left.size < right.size ? [left, right] : [right, left]
  for (const word of few) if (many.has(word)) return true
  return false
}

function starts(tokens: readonly Token[], at: number): boolean {
  return at === 0 || tokens[at - 1]!.clause !== tokens[at]!.clause
}

/** One try of a pattern: where it began and how far it may reach. */
interface Try {
  readonly tokens: readonly Token[]
  readonly from: number
  readonly across: boolean
  readonly asTyped: boolean
  readonly light: ReadonlySet<string>
}

/** Index after the last matched token, or -1. */
function matchFrom(elements: readonly Element[], index: number, within: Try, at: number): number {
  const { tokens, from, across, asTyped, light } = within
  const part = elements[index]
  if (part === undefined) return at
  const next = index + 1
  if (part.kind === 'start') return starts(tokens, at) ? matchFrom(elements, next, within, at) : -1
  if (part.kind === 'end') {
    const ended = at >= tokens.length || tokens[at]!.clause !== tokens[at - 1]!.clause
    return ended ? matchFrom(elements, next, within, at) : -1
  }
  if (part.kind === 'gap') {
    for (let skip = 0, heavy = 0; skip <= WIDEST; skip += 1) {
      const passed = tokens[at + skip - 1]
      // "Nambah laporan, printer macet": the gap begins in another clause.
      if (skip === 1 && at > from && passed?.clause !== tokens[at - 1]!.clause) return -1
      if (skip > 0 && (passed === undefined || tokens[at + skip]?.clause !== passed.clause)) return -1
      if (skip > 0 && !isLight(tokens, at + skip - 1, light)) heavy += 1
      if (heavy > GAP) return -1
      const to = matchFrom(elements, next, within, at + skip)
      if (to !== -1) return to
    }
    return -1
  }
  const token = tokens[at]
  const reachable = token !== undefined && (across || token.clause === tokens[from]!.clause)
  if (reachable && fits(part, token, asTyped)) {
    const to = matchFrom(elements, next, within, at + 1)
    if (to !== -1) return to
  }
  return part.optional ? matchFrom(elements, next, within, at) : -1
}

/** "Di hp regu 2": a number belongs to the light word before it. */
function isLight(tokens: readonly Token[], at: number, light: ReadonlySet<string>): boolean {
  return light.has(tokens[at]!.text) || (tokens[at]!.kind === 'number' && light.has(tokens[at - 1]?.text ?? ''))
}

function fits(part: Element, token: Token, asTyped: boolean): boolean {
  if (part.kind === 'number') return token.kind === 'number'
  if (part.any || part.words.has(token.text) || (asTyped && part.words.has(token.typed))) return true
  return !part.exact && part.words.has(token.stem)
}
