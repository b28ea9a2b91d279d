/** What stands on the simulated phones, and a way to read it at a glance. */
import { expect } from 'vitest'

export interface SimulatedMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly channel: 'whatsapp' | 'sms'
  readonly phone: string
  readonly text: string
  readonly media?: readonly { readonly mimeType: string; readonly name: string }[]
  readonly at: string
  readonly quotes?: string
  readonly ticket?: number
  readonly status: string
}

/** Words that stand in a message, or a pattern that it matches. */
export type Words = RegExp | string

export function expectWords(text: string, expected: readonly Words[], whose: string): void {
  for (const one of expected) {
    if (typeof one === 'string') expect(text, whose).toContain(one)
    else expect(text, whose).toMatch(one)
  }
}

const WIB = 7 * 3_600_000

/**
 * Messages as 'HH.MM Name: first line' in WIB, by minute and name. Another day than Monday, 23 November 2026 stands
 * before the time, and an SMS is marked.
 */
export function timelineOf(messages: readonly SimulatedMessage[], nameOf: (phone: string) => string): string[] {
  const lines = messages.map(({ at, phone, channel, text }) => {
    const local = new Date(Date.parse(at) + WIB).toISOString()
    const name = `${nameOf(phone)}${channel === 'sms' ? ' (sms)' : ''}`
    const day = local.startsWith('2026-11-23') ? '' : `${local.slice(8, 10)}/${local.slice(5, 7)} `
    const minute = `${day}${local.slice(11, 16).replace(':', '.')}`
    return { order: `${local.slice(0, 16)} ${name}`, line: `${minute} ${name}: ${text.split('\n')[0]}` }
  })
  return lines.sort((a, b) => (a.order < b.order ? -1 : Number(a.order > b.order))).map(({ line }) => line)
}
