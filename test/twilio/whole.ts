/** The whole desk behind a stand-in of Twilio, for one test after the other in a file. */
import type { DeskOptions } from '../harness/desk.ts'
import { WholeDesk } from './whole-desk.ts'

export type Whole = WholeDesk

let whole: WholeDesk | undefined

/** A second one in a test is the same desk, started again on its data. */
export async function startWhole(options: DeskOptions = {}): Promise<Whole> {
  if (whole) await whole.startAgain()
  else whole = await WholeDesk.start(options)
  return whole
}

/** Fails on any message that nobody expected. */
export async function endWhole(): Promise<void> {
  const ended = whole
  whole = undefined
  await ended?.end()
}
