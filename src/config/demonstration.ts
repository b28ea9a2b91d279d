/** Who is there when nobody is named and the simulator runs: nobody real, on numbers that no operator has given out. */
import type { PersonEntry } from '../../db/people.ts'
import type { Role } from '../desk/ticket.ts'

const CAST: readonly (readonly [string, Role])[] = [
  ['Wulan', 'call_taker'],
  ['Dimas', 'call_taker'],
  ['Sinta', 'call_taker'],
  ['Yudi', 'supervisor'],
  ['Ratna', 'kepala_seksi'],
  ['Asep', 'staf'],
  ['Bagas', 'jasnita'],
  ['Nadia', 'jasnita'],
  ['Tari', 'admin'],
]

/** +62 811-0000-0001 and on; all of them always on duty. */
export const DEMONSTRATION_PEOPLE: readonly PersonEntry[] = CAST.map(([name, role], index) => ({
  name,
  role,
  phone: `+62811${String(index + 1).padStart(8, '0')}`,
}))
