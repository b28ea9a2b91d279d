/** The ways that many flow tests go: exact times, and a ticket brought to a step. */
import type { OpenState } from '../../src/desk/ticket.ts'
import type { TestDesk } from '../harness/desk.ts'

/** '14.05' or '14.05.30' WIB on Monday, 23 November 2026, or so many days later, as an ISO instant. */
export function wib(clock: string, day = 0): string {
  const [hours, minutes, seconds = '00'] = clock.split('.')
  const at = Date.parse(`2026-11-23T${hours}:${minutes}:${seconds}+07:00`)
  return new Date(at + day * 86_400_000).toISOString()
}

export type Say = (clock: string, name: string, text: string, more?: object) => Promise<void>

/** A person says something at exactly that time of the day: the clock is moved there first, if it is not past it. */
export function talkOn(desk: TestDesk, day = 0): Say {
  return async (clock, name, text, more = {}) => {
    const at = wib(clock, day)
    if (Date.parse(at) > (await desk.now())) await desk.advanceTo(at)
    await desk.phone(name).says(text, { at, ...more })
  }
}

const WAYS: Readonly<Record<OpenState, readonly (readonly [string, string])[]>> = {
  reported: [],
  analysing: [['Ratna', 'TERIMA 1']],
  repairing: [
    ['Ratna', 'TERIMA 1'],
    ['Ratna', 'PERBAIKI 1'],
  ],
  coordinating: [['Ratna', 'JASNITA 1']],
  'vendor-repairing': [
    ['Ratna', 'JASNITA 1'],
    ['Bagas', 'TERIMA 1'],
  ],
  'awaiting-confirmation': [['Ratna', 'SELESAI 1 kabel diganti']],
}

/** Ticket 1 is reported by Wulan and brought to a step, all of it at 14.05 sharp; what people hear is read. */
export async function bring(desk: TestDesk, state: OpenState, report = 'PC 2 tidak bisa login'): Promise<Say> {
  const say = talkOn(desk)
  await say('14.05', 'Wulan', `LAPOR ${report}`)
  for (const [name, text] of WAYS[state]) await say('14.05', name, text)
  await desk.readsAll()
  return say
}
