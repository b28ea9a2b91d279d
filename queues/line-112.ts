/** Whether 112 takes calls, as far as the desk knows: it decides whom people are told to call first (DOMAIN section 2). */
import type { House } from '../bots/wording/telling.ts'
import type { Queryable } from '../db/database.ts'
import { criticalTickets } from '../db/tickets.ts'
import { isOpen } from '../src/desk/evolve.ts'
import type { Instant, Ticket } from '../src/desk/ticket.ts'
import { hintsOfTheHour } from './hint-memory.ts'

const HOUR = 3_600_000
/** One citizen may be wrong; two different ones within the hour are believed until somebody has looked. */
export const BELIEVED = 2

const ofCalls = (db: Queryable, now: Instant) => criticalTickets(db, 'panggilan_masuk', now - HOUR)

/** The ticket that says that 112 takes no calls. */
export const ticketOfCalls = async (db: Queryable, now: Instant): Promise<Ticket | undefined> =>
  (await ofCalls(db, now)).find(isOpen)

/** The house as it is now. What citizens said before such a ticket ended has been looked at. */
export async function houseNow(db: Queryable, house: House, now: Instant): Promise<House> {
  const tickets = await ofCalls(db, now)
  if (tickets.some(isOpen)) return { ...house, line112: 'down' }
  const looked = Math.max(0, ...tickets.map(({ updatedAt }) => updatedAt))
  const since = (await hintsOfTheHour(db, now)).filter(({ at }) => at > looked)
  return since.length >= BELIEVED ? { ...house, line112: 'doubted' } : house
}
