import { describe, expect, test } from 'vitest'
import { CLASSES } from '../../bots/understanding/commands/words.ts'
import { COMMANDS } from '../../bots/understanding/commands.ts'
import { INTENTS } from '../../bots/understanding/meaning.ts'
import { phrasesOf } from '../../bots/understanding/pattern.ts'
import { understand } from '../../bots/understanding/understand.ts'
import { situationOf } from './corpus.ts'

type Row = (typeof COMMANDS)[number]

function collisions(rows: typeof COMMANDS): string[] {
  const byPhrase = new Map<string, Row[]>()
  const found: string[] = []
  for (const row of rows) {
    const phrases = new Set([...row.words.flatMap((source) => phrasesOf(source, CLASSES)), ...(row.short ?? [])])
    for (const phrase of phrases) {
      const others = byPhrase.get(phrase)
      for (const other of others ?? [])
        if (other.intent !== row.intent && meet(other, row)) found.push(`${phrase}: ${other.word} and ${row.word}`)
      if (others) others.push(row)
      else byPhrase.set(phrase, [row])
    }
  }
  return found
}

/** For the same role in the same state; a row without states needs no ticket. */
function meet(one: Row, other: Row): boolean {
  const states =
    one.states === undefined || other.states === undefined
      ? one.states === other.states
      : one.states.some((state) => other.states!.includes(state))
  return states && one.who.some((role) => other.who.includes(role))
}

describe('the command table', () => {
  test('no word means two commands for the same role in the same state', () => {
    expect(collisions(COMMANDS)).toEqual([])
  })

  test('a collision would be seen', () => {
    const accept = COMMANDS.find((row) => row.intent === 'accept')!
    expect(collisions([accept, { ...accept, intent: 'resolved', word: 'SELESAI' }]).length).toBeGreaterThan(0)
  })

  test('every intent has a row, but the correction and the changed number', () => {
    const rows = new Set(COMMANDS.map((row) => row.intent))
    expect(INTENTS.filter((intent) => !rows.has(intent))).toEqual(['correct', 'change_number'])
  })

  test.each(COMMANDS.map((row) => [row.word, row.intent, row] as const))(
    '%s: its example is understood as %s',
    (_, intent, row) => {
      const role = row.who[0]!
      const number =
        row.states === undefined
          ? []
          : [
              { number: 27, state: row.states[0]! },
              { number: 29, state: row.states[0]! },
            ]
      const meaning = understand(situationOf({ text: row.example, as: role, open: number, expect: {} }))
      expect(meaning.kind, JSON.stringify(meaning)).toBe('said')
      expect('said' in meaning ? meaning.said[0]?.intent : undefined).toBe(intent)
    },
  )
})
