/** That the soak can fail: each way in which a message may be lost, doubled or left is told. */
import { describe, expect, test } from 'vitest'
import { incomingViolations, type Outgoing, outgoingViolations } from './violations.ts'

const row = (change: Partial<Outgoing> = {}): Outgoing => ({
  id: '1',
  state: 'delivered',
  channel: 'whatsapp',
  gateway: 'whatsapp-web',
  provider_id: 'A',
  address: '+6281100000001',
  text: 'Laporan 27 diterima.',
  code: null,
  passed_on: false,
  ...change,
})
const phone = (id: string) => ({ id, to: '+6281100000001', text: 'Laporan 27 diterima.' })

describe('what came in', () => {
  const stored = { provider_id: 'A', state: 'decided' }

  test('once and dealt with is well', () => {
    expect(incomingViolations(['A'], [stored])).toEqual([])
  })

  test.each([
    ['lost', ['A', 'B'], [stored], 'B is stored 0 times'],
    ['doubled', ['A'], [stored, stored], 'A is stored 2 times'],
    ['invented', [], [stored], 'nobody wrote it'],
    ['left', ['A'], [{ ...stored, state: 'new' }], 'A is left new'],
  ])('%s is told', (_what, written, rows, words) => {
    expect(incomingViolations(written, rows)).toEqual([expect.stringContaining(words)])
  })
})

describe('what went out', () => {
  test('once is well, and so is what failed and took another way', () => {
    const failed = row({ id: '2', state: 'failed', provider_id: null, code: 'not-ready', passed_on: true })
    const bySms = row({ id: '3', channel: 'sms', gateway: 'simulator', provider_id: 'sms-3' })
    expect(outgoingViolations([row(), failed, bySms], [phone('A')])).toEqual([])
  })

  test.each([
    ['lost', [row()], [], 'no phone has it'],
    ['left', [row({ state: 'sending', provider_id: null })], [], 'left sending'],
    ['failed in silence', [row({ state: 'failed', provider_id: null, code: 'refused' })], [], 'took no other way'],
  ])('%s is told', (_what, rows, arrived, words) => {
    expect(outgoingViolations(rows, arrived)).toEqual([expect.stringContaining(words)])
  })

  test('twice is told, though the desk knows of one alone', () => {
    expect(outgoingViolations([row()], [phone('A'), phone('B')])).toEqual([
      expect.stringContaining('B, and the desk does not know it'),
      expect.stringContaining('more often than it was written'),
    ])
  })
})
