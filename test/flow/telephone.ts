/** Calls behind Twilio, in words: who calls, who hears what, and what is said. */
import pg from 'pg'
import { expect } from 'vitest'
import type { DeskOptions } from '../harness/desk.ts'
import type { Call } from '../twilio/call.ts'
import { endWhole, startWhole, type Whole } from '../twilio/whole.ts'

export const HIDDEN = 'anonymous'
export const STRANGER = '+6281100000099'
export const TAKEN = {
  'Wulan whatsapp': ['laporan No. 1', 'apa yang terganggu dan di mana', 'BATAL 1'],
  'Ratna whatsapp': ['Laporan baru No. 1', 'lewat telepon', 'dalam rekaman', 'TERIMA 1'],
}
export const LISTEN = { 'Ratna whatsapp': ['Rekaman tiket No. 1 sudah ada: mohon didengarkan.', 'TERIMA 1'] }

export let whole: Whole
export const start = async (options: DeskOptions = {}) => {
  whole = await startWhole(options)
}
/** Ends the test, and fails where anything would have been sent by telephone. */
export async function hangUp(): Promise<void> {
  const database = whole.desk.database
  await endWhole()
  const client = new pg.Client(database)
  await client.connect()
  const { rows } = await client.query(`select 1 from outbox join conversations c on c.id = conversation_id
    where outbox.channel = 'voice' or c.channel = 'voice'`)
  await client.end()
  expect(rows, 'messages that would have been sent by telephone').toEqual([])
}

/** Somebody of the directory calls, or any number. The desk comes to rest. */
export async function calls(who: string): Promise<Call> {
  const { desk, standIn } = whole
  const From = who === HIDDEN ? HIDDEN : desk.phone(who).address
  const call = await standIn.call(desk.url, { From })
  expect(call.answer.status).toBe(200)
  await desk.settle()
  return call
}

/** Everybody reads, and what they read was delivered. */
export async function hears(expected: Parameters<Whole['phones']['hears']>[0]): Promise<void> {
  for (const { sid } of whole.phones.hears(expected)) await whole.standIn.sendStatus(whole.desk.url, sid, 'delivered')
}

/** The recording is told of, by the action and the status callback, and fetched. */
export async function speaks(call: Call): Promise<void> {
  const recording = call.speaks()
  await recording.action()
  await recording.completed()
  await whole.desk.settle()
}

export const says = (name: string, text: string, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  whole.phones.says(name, channel, text)
