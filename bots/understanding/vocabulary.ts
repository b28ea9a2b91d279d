/** Every word that the lexicon knows: where spelling, stems and typo rules may lead to. */

import { CLASSES } from './commands/words.ts'
import { COMMANDS } from './commands.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { APPLICATION_WORDS } from './faults/applications.ts'
import { FAULT_CLASSES } from './faults/classes.ts'
import { FAULTS, TROUBLE } from './faults.ts'
import { wordsOf } from './pattern.ts'
import { STANDARD } from './spelling.ts'

export const VOCABULARY: ReadonlySet<string> = new Set([
  ...STANDARD,
  ...COMMANDS.flatMap((row) => [...row.words, ...(row.short ?? [])].flatMap((source) => wordsOf(source, CLASSES))),
  ...FAULTS.flatMap((row) => row.patterns.flatMap((source) => wordsOf(source, FAULT_CLASSES))),
  ...APPLICATION_WORDS.flatMap((row) => row.patterns.flatMap((source) => wordsOf(source, FAULT_CLASSES))),
  ...TROUBLE.flatMap((source) => wordsOf(source, FAULT_CLASSES)),
  ...EMERGENCY_WORDS.flatMap((row) => row.patterns.flatMap((source) => wordsOf(source, {}))),
])
