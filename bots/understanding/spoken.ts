/** What was told on the telephone is put in words: "mohon balas satu kalimat: apa yang terganggu dan di mana". */
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { reported } from './reporting.ts'

/** The words of a caller that do nothing else are the report: nobody has to begin them with LAPOR or a number. */
export function inWords(message: Message, meaning: Meaning): Meaning {
  const { spoken, recent } = message.situation
  if (spoken === undefined) return meaning
  const words = () => {
    const made = reported(message, false)
    return { ...made, because: [`kata untuk laporan telepon ${spoken}`, ...made.because] }
  }
  switch (meaning.kind) {
    case 'fragment':
      return recent === spoken ? words() : meaning
    case 'unclear':
      return words()
    case 'offer-note':
      return meaning.ticket === spoken ? words() : meaning
    case 'said': {
      const notes = meaning.said.every(({ intent, ticket }) => intent === 'note' && ticket === spoken)
      const made = notes ? words() : meaning
      // "Mohon segera ya pak" says nothing of the fault: it stays a note.
      return made.kind === 'report' && made.reports.some(({ vague }) => !vague) ? made : meaning
    }
    case 'report':
    case 'emergency':
    case 'which-ticket':
    case 'no-ticket':
    case 'stranger':
    case 'needs-words':
    case 'nothing':
      return meaning
    default:
      return meaning satisfies never
  }
}
