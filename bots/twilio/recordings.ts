/** Recordings of calls of which neither the action nor the status callback told us, from Twilio's list. */
import type { Contract } from '../gateway.ts'
import type { Client } from './client.ts'
import { readingOf } from './reading.ts'

const RECORDINGS = 'recordings'
const PAGE = 1000
const AT_MOST = 20 * PAGE

/** Tells how many calls have a recording now that had none. Rejects where Twilio cannot be asked, as `recover` does. */
export async function recoverRecordings({ recordings }: Client, contract: Contract): Promise<number> {
  const reading = await readingOf(RECORDINGS, contract)
  if (!reading) return 0
  // Twilio's documents speak of whole days here: what ends the span is left to us.
  const listed = await recordings.list({ dateCreatedAfter: new Date(reading.since), pageSize: PAGE, limit: AT_MOST })
  if (listed.length === AT_MOST) contract.log.warn({}, 'Twilio lists more recordings than are looked at')
  const told = listed.filter(
    ({ status, duration, dateCreated }) =>
      status === 'completed' && duration !== '0' && dateCreated.getTime() <= reading.until,
  )
  const ours = await contract.known([...new Set(told.map(({ callSid }) => callSid))])
  let fresh = 0
  for (const recording of told) {
    if (!ours.has(recording.callSid)) continue
    const url = `https://api.twilio.com${recording.uri.replace(/\.json$/, '')}.mp3`
    const attached = await contract.attach({
      to: recording.callSid,
      providerId: recording.sid,
      media: { mimeType: 'audio/mpeg', url },
      raw: { recovered: true, recording: recording.toJSON() },
    })
    if (attached.fresh) fresh += 1
  }
  await reading.done()
  return fresh
}
