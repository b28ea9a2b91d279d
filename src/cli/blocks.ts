/** `people block`, `people unblock` and `people blocked`. */
import { blockNumber, listBlocked, unblockNumber } from '../../db/blocked.ts'
import { realClocks } from '../../db/clock.ts'
import { HOUR } from '../desk/sop.ts'
import { readPhone } from '../format/phone.ts'
import { longTime } from '../format/times.ts'
import { readWhatsappId } from '../format/whatsapp-id.ts'
import { type Invocation, Trouble } from './command.ts'
import { withDatabase } from './database.ts'
import { table } from './table.ts'

/** A year: longer is a matter for the network operator. */
const MOST_HOURS = 8760

/** A number, or what WhatsApp shows instead of one. */
function addressIn({ args: [typed = ''] }: Invocation): string {
  const id = readWhatsappId(typed)
  if (id !== undefined) return id
  const read = readPhone(typed)
  if (!read.ok) throw new Trouble(`expected a telephone number: ${read.why}`)
  return read.e164
}

function hoursIn({ options: { hours = '24' } }: Invocation): number {
  const count = Number(hours)
  if (!/^\d{1,4}$/.test(hours) || count < 1 || count > MOST_HOURS) {
    throw new Trouble(`--hours: expected a whole number from 1 to ${MOST_HOURS}, found "${hours}"`)
  }
  return count
}

export async function block(invocation: Invocation): Promise<number> {
  const { config, output } = invocation
  const [address, hours, settings] = [addressIn(invocation), hoursIn(invocation), await config()]
  const now = realClocks.wall()
  const until = now + hours * HOUR
  const blocked = await withDatabase(settings, output.aside, ({ db }) => blockNumber(db, { address, until, now }))
  if (!blocked) throw new Trouble(`${address} is in the directory: people of the desk cannot be blocked.`)
  output.line(`${address} is blocked until ${longTime(until, settings.house)}.`)
  return 0
}

export async function unblock(invocation: Invocation): Promise<number> {
  const { config, output } = invocation
  const [address, settings] = [addressIn(invocation), await config()]
  const now = realClocks.wall()
  const was = await withDatabase(settings, output.aside, ({ db }) => unblockNumber(db, address, now))
  output.line(was ? `${address} is answered again.` : `${address} was not blocked.`)
  return 0
}

export async function listBlocks({ config, output }: Invocation): Promise<number> {
  const settings = await config()
  const now = realClocks.wall()
  const blocks = await withDatabase(settings, output.aside, ({ db }) => listBlocked(db, now))
  if (blocks.length === 0) output.line('No number is blocked.')
  const rows = blocks.map(({ address, until }) => [address, longTime(until, settings.house)])
  if (rows.length > 0) for (const line of table([['phone', 'until'], ...rows])) output.line(line)
  return 0
}
