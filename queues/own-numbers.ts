/** What comes from one of the office's own numbers is nobody's message: it is kept, and never answered (DOMAIN 7.9). */
import type { Conversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { hasDecided, type InboxRow, markDecided } from '../db/inbox.ts'
import { maskPhone } from '../src/format/phone.ts'
import type { Desk } from './desk.ts'

/** Whether this address is one of ours, on whichever channel: whatever came from it would be answered to ourselves. */
export async function isOwnNumber({ gateways }: Desk, address: string): Promise<boolean> {
  for (const gateway of gateways) {
    if ((await gateway.own?.())?.some((line) => line.address === address)) return true
  }
  return false
}

/** The log tells it once for each address. */
export async function setAsideOwn(
  desk: Desk,
  tx: Transaction,
  { id, address, channel }: Conversation,
  message: InboxRow,
): Promise<void> {
  const isKnown = await hasDecided(tx, id)
  const meaning = { kind: 'nothing', why: 'nomor sendiri', because: ['pengirimnya nomor layanan ini sendiri'] }
  await markDecided(tx, [message.id], { decidedAt: await desk.clocks.desk(), meaning })
  if (isKnown) return
  const words = "messages come from one of the desk's own numbers: they are kept and never answered"
  desk.log.warn({ channel, from: maskPhone(address), message: message.id }, words)
}
