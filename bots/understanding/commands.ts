/**
 * THE table of what people can tell the desk (DOMAIN 4.2, DESIGN 5): canonical word, intent, who may, in which states
 * of the ticket, the words for it, its argument and an example. Understanding, BANTUAN and the collision test read it.
 * Adding a command or a synonym is a row or a word here. Words are patterns of pattern.ts in standard spelling.
 */
import { OF_ASKING } from './commands/asking.ts'
import { OF_DESK } from './commands/desk.ts'
import { OF_DUTY } from './commands/duty.ts'
import { OF_OUTCOME } from './commands/outcome.ts'
import { OF_OWN_REPAIR } from './commands/own.ts'
import type { CommandRow } from './commands/row.ts'
import { OF_TICKET } from './commands/ticket.ts'
import { OF_VENDOR } from './commands/vendor.ts'

export const COMMANDS: readonly CommandRow[] = [
  ...OF_OWN_REPAIR,
  ...OF_VENDOR,
  ...OF_OUTCOME,
  ...OF_ASKING,
  ...OF_TICKET,
  ...OF_DUTY,
  ...OF_DESK,
]
