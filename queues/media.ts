/**
 * Attachments that lie at the provider are fetched after their message was stored (DESIGN rule 1), each try a due row
 * (rule 4). What cannot be had leaves the report standing.
 */
import type { Fetched } from '../bots/gateway.ts'
import { type DueRow, dueFetches, endFetch, setFetch } from '../db/due.ts'
import { countFetch, giveUpFetching, keepFetched, mediaToFetch, type ToFetch } from '../db/media.ts'
import { tellOfRecording } from './calls.ts'
import type { Desk, Triggers } from './desk.ts'
import { drain } from './intake.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/**
 * Waits between tries, in milliseconds of desk time, unless the provider asks for longer; after the last the attachment
 * is not available.
 */
const BACKOFF = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE]

/** Jobs for attachments that are due; one a try, however often it is triggered. */
export const fetchJobs = (rows: readonly DueRow[]) =>
  rows.flatMap(({ mediaId, dueAt }) =>
    mediaId === null ? [] : [{ id: `media-${mediaId}-${dueAt}`, payload: { media: mediaId } }],
  )

/** Fetches an attachment that is due; a job whose row is done, or not yet due again, does nothing. */
export async function fetchMedia(desk: Desk, id: number): Promise<void> {
  const { db, clocks } = desk
  const now = await clocks.desk()
  if ((await dueFetches(db, now, id)).length === 0) return
  let file = await mediaToFetch(db, id)
  // Who is told of a recording depends on what became of the call.
  if (file?.channel === 'voice' && file.inboxState === 'new') {
    await drain(desk, file.conversationId)
    file = await mediaToFetch(db, id)
  }
  if (!file) return db.transaction((tx) => endFetch(tx, id, now))
  const fetched = await fetchFrom(desk, file)
  await (fetched.ok ? keep(desk, file, fetched) : retryOrGiveUp(desk, file, fetched))
}

async function fetchFrom({ gateways }: Desk, { gateway: name, mimeType, name: title, url }: ToFetch): Promise<Fetched> {
  const gateway = gateways.find((one) => one.name === name)
  if (!gateway?.fetch)
    return { ok: false, retry: true, words: `the gateway ${name} fetches nothing: is it configured?` }
  try {
    return await gateway.fetch({ mimeType, url, ...(title === null ? {} : { name: title }) })
  } catch (error) {
    return { ok: false, retry: true, words: error instanceof Error ? error.name : 'error' }
  }
}

async function keep(desk: Desk, file: ToFetch, fetched: Extract<Fetched, { ok: true }>): Promise<void> {
  const now = await desk.clocks.desk()
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers> => {
    const kept = await keepFetched(tx, file.id, fetched)
    await endFetch(tx, file.id, now)
    return kept && file.channel === 'voice' ? tellOfRecording(desk, tx, { ...file, ...kept }, now, false) : {}
  })
  await desk.trigger(triggers)
}

async function retryOrGiveUp(
  desk: Desk,
  file: ToFetch,
  { retry, words, retryAfter = 0 }: Extract<Fetched, { ok: false }>,
): Promise<void> {
  const { log } = desk
  const now = await desk.clocks.desk()
  const wait = retry ? BACKOFF[file.attempts] : undefined
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers> => {
    await countFetch(tx, file.id)
    if (wait !== undefined) return { alarms: await setFetch(tx, file.id, now + Math.max(wait, retryAfter)) }
    const ended = await giveUpFetching(tx, file.id, words)
    await endFetch(tx, file.id, now)
    return ended && file.channel === 'voice' ? tellOfRecording(desk, tx, { ...file, ...ended }, now, true) : {}
  })
  const about = { media: file.id, gateway: file.gateway, attempts: file.attempts + 1 }
  if (wait === undefined) log.warn(about, `an attachment is not available: ${words}`)
  else log.info(about, `an attachment could not be fetched and is tried again: ${words}`)
  await desk.trigger(triggers)
}
