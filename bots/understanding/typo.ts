/**
 * One slip of the finger in a word of six letters or more (DOMAIN 4.2). Words of the lexicon and everyday words are
 * never changed, so `sdg` stays apart from `sdh` and "ulang" from "pulang".
 */
import { COMMON } from './common.ts'
import { VOCABULARY } from './vocabulary.ts'

const SHORTEST = 6
/** Vowels are left out of words of five letters and more, and four letters at least are typed. */
const SHORTEST_BARE = 5
const SHORTEST_TYPED = 4

/** Lexicon words by themselves and by every form with one letter missing: one look-up instead of a search. */
const NEAR: ReadonlyMap<string, readonly string[]> = (() => {
  const near = new Map<string, string[]>()
  for (const word of VOCABULARY) {
    if (word.length < SHORTEST || word.includes(' ')) continue
    for (const form of [word, ...shortened(word)]) near.set(form, [...(near.get(form) ?? []), word])
  }
  return near
})()

/** Words by what is left without their vowels, the first letter kept: "trskn" is typed for "teruskan". */
const BARE: ReadonlyMap<string, readonly string[]> = (() => {
  const bare = new Map<string, string[]>()
  for (const word of new Set([...VOCABULARY, ...COMMON])) {
    if (word.length < SHORTEST_BARE || /[^a-z]/.test(word)) continue
    const key = bareOf(word)
    bare.set(key, [...(bare.get(key) ?? []), word])
  }
  return bare
})()

function bareOf(word: string): string {
  return word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '')
}

/** The one known word that becomes this one when some of its vowels are left out; absent when none or several do. */
export function withVowels(word: string): string | undefined {
  if (
    word.length < SHORTEST_TYPED ||
    word.length > 14 ||
    /[^a-z]/.test(word) ||
    VOCABULARY.has(word) ||
    COMMON.has(word)
  )
    return undefined
  const vowels = word.replace(/[^aeiou]/g, '').length
  if (vowels * 3 > word.length) return undefined
  const fitting = (BARE.get(bareOf(word)) ?? []).filter((full) => full.length > word.length && leavesOut(full, word))
  return fitting.length === 1 ? fitting[0] : undefined
}

/** `typed` is `full` without some of its vowels. */
function leavesOut(full: string, typed: string): boolean {
  let at = 0
  for (const letter of full) {
    if (letter === typed[at]) at += 1
    else if (!'aeiou'.includes(letter)) return false
  }
  return at === typed.length
}

function shortened(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}

/**
 * The one lexicon word that differs by one letter missing, added, changed or swapped; absent when none or several. The
 * first letter is rarely missed, and another one makes another word: "kampung" is not "rampung".
 */
export function closest(word: string): string | undefined {
  if (word.length < SHORTEST || word.length > 20 || VOCABULARY.has(word) || COMMON.has(word)) return undefined
  const found = new Set<string>()
  for (const form of [word, ...shortened(word)]) {
    for (const candidate of NEAR.get(form) ?? [])
      if (candidate[0] === word[0] && oneEdit(word, candidate)) found.add(candidate)
  }
  const [only, another] = found
  return another === undefined ? only : undefined
}

export function oneEdit(left: string, right: string): boolean {
  let from = 0
  while (from < left.length && left[from] === right[from]) from += 1
  const a = left.slice(from)
  const b = right.slice(from)
  if (a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b) return true
  return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
}
