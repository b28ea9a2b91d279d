/** What gateways are handed by a command: it asks or sends, and takes nothing in. */
import type { Contract } from '../../bots/gateway.ts'
import { realClocks } from '../../db/clock.ts'

const refuse = () => Promise.reject(new Error('a command takes nothing in and changes nothing'))

export const LOOKING: Contract = {
  accept: refuse,
  receipt: refuse,
  attach: refuse,
  known: async () => new Set(),
  unfinished: async () => [],
  watermark: { get: async () => undefined, set: refuse },
  lease: async () => false,
  watchAt: refuse,
  alarm: refuse,
  allClear: refuse,
  clocks: realClocks,
  log: { debug() {}, info() {}, warn() {}, error() {} },
}
