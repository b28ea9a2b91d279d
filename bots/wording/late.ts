/** The receipt of a report that could not be sent for a while says so: who reported waited for it. */
import { septets } from '../../src/format/gsm7.ts'
import { ONE_SMS } from './message.ts'
import type { Form } from './telling.ts'

const WHOLE = 'Terkirim terlambat karena gangguan saluran.'
const BRIEFLY = [`${WHOLE} `, 'Terkirim terlambat. ', 'Terlambat. ']

/** Said once, however often it was tried. */
export function sentLate(text: string, form: Form): string {
  if (form === 'whatsapp') {
    const [first = '', ...rest] = text.split('\n')
    return rest[0] === WHOLE ? text : [first, WHOLE, ...rest].join('\n')
  }
  if (BRIEFLY.some((words) => text.startsWith(words))) return text
  return `${BRIEFLY.find((words) => septets(words) + septets(text) <= ONE_SMS) ?? BRIEFLY[1]}${text}`
}
