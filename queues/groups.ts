/**
 * Groups that the office reads (desk.yaml, whatsapp.groups). What a member reports there is taken as if it had been
 * written to us, and answered in the member's own chat: in the group every answer would be read by all, also by those
 * who are not in the directory, and a member's command or a name in it is not theirs to see. Everything else is talk
 * between people, whom the desk does not interrupt.
 */
import type { Meaning } from '../bots/understanding/meaning.ts'
import type { Case } from './case.ts'

/** What a message of a group means to the desk. */
export function heardInGroup(one: Case, meaning: Meaning): Meaning {
  if (isForUs(one, meaning)) return meaning
  return { kind: 'nothing', why: 'percakapan grup', because: [...meaning.because, 'percakapan grup: bukan laporan'] }
}

function isForUs({ recent }: Case, meaning: Meaning): boolean {
  switch (meaning.kind) {
    case 'report':
      return meaning.keyword || meaning.reports.some(({ vague }) => !vague)
    // The photograph of what was just reported; words may be for anybody there.
    case 'fragment':
      return recent !== undefined && meaning.text === ''
    case 'emergency':
      return true
    case 'said':
    case 'which-ticket':
    case 'no-ticket':
    case 'offer-note':
    case 'stranger':
    case 'needs-words':
    case 'unclear':
    case 'nothing':
      return false
    default:
      return meaning satisfies never
  }
}
