/** Whom a reader may telephone (DOMAIN 5): everybody inside the office, the vendor Kepala Seksi alone, strangers nobody. */
import type { Contact, House } from '../bots/wording/telling.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant, Role } from '../src/desk/ticket.ts'

interface Around {
  readonly house: House
  readonly members: readonly Member[]
  readonly now: Instant
  readonly office: Office
}

/** The house as this reader may know it. */
export function houseFor(reader: Member | undefined, { house, members, now, office }: Around): House {
  if (!reader) return house
  const contact = (who: Role | number): Contact | undefined => {
    const [found] =
      typeof who === 'number' ? members.filter(({ id }) => id === who) : onDutyIn(who, members, now, office)
    const mayKnow = reader.role !== 'jasnita' || found?.role === 'kepala_seksi'
    return found && mayKnow && found.id !== reader.id ? { name: found.name, phone: found.phone } : undefined
  }
  return { ...house, contact }
}
