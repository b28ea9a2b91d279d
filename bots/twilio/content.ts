/**
 * What a message says, in the form in which Twilio takes it. WhatsApp takes free text within 24 hours after the person
 * wrote; outside of them only a template that it has approved (TWILIO.md, Sending).
 */
import { toGsm7Keeping } from '../../src/format/gsm7.ts'
import type { OfficeSays, Outgoing, Template } from '../gateway.ts'
import { type Failed, failureOf } from './errors.ts'

export type Content = { readonly body: string } | { readonly contentSid: string; readonly contentVariables: string }

type Templates = OfficeSays['templates']

/** Of the 24 hours, half an hour is left for the way. */
const FREE_TEXT_WITHIN = 23.5 * 3_600_000
/** A filled template has at most 1024 characters; its own text needs some of them. */
const LONGEST_TEXT = 700
const LONGEST_FACT = 200
/** Words of somebody in an emergency are never cut: another channel has the room. */
const WHOLE: ReadonlySet<string> = new Set(['emergency-relay'])

/** As free text. A lone half of a surrogate pair cannot be sent. */
export const bodyOf = ({ text, channel }: Pick<Outgoing, 'text' | 'channel'>): string => {
  const whole = text.toWellFormed()
  return channel === 'sms' ? toGsm7Keeping(whole) : whole
}

export const isOpen = ({ at, heardAt }: Outgoing) => heardAt !== undefined && at - heardAt < FREE_TEXT_WITHIN

export function contentOf(message: Outgoing, templates: Templates): Content | Failed {
  if (message.channel !== 'whatsapp' || isOpen(message)) return { body: bodyOf(message) }
  // An office without any template: WhatsApp itself says whether it takes the text.
  if (Object.keys(templates).length === 0 && !message.windowClosed) return { body: bodyOf(message) }
  if (WHOLE.has(message.topic) && message.text.length > LONGEST_TEXT) {
    return { ...failureOf('no-template'), words: "outside WhatsApp's 24 hours, and too long for a template" }
  }
  const filled = filledTemplate(message, templates)
  if (filled) return { contentSid: filled.contentSid, contentVariables: JSON.stringify(filled.values) }
  const words = `outside WhatsApp's 24 hours: fill templates.${message.topic} or templates.default in desk.yaml`
  return { ...failureOf('no-template'), words }
}

interface Filled {
  readonly contentSid: string
  readonly values: Readonly<Record<string, string>>
}

/** The template for what the message is, else the one for all; only one all of whose places can be filled. */
export function filledTemplate(message: Outgoing, templates: Templates): Filled | undefined {
  for (const template of [templates[message.topic], templates.default]) {
    const values = template && valuesOf(template, message)
    if (values) return { contentSid: template.contentSid, values }
  }
  return undefined
}

function valuesOf({ variables }: Template, { text, facts }: Outgoing): Record<string, string> | undefined {
  const values: Record<string, string> = {}
  for (const [place, fact] of Object.entries(variables)) {
    const value = fact === 'teks' ? oneLine(text, LONGEST_TEXT) : oneLine(facts?.[fact] ?? '', LONGEST_FACT)
    if (value === '') return undefined
    values[place] = value
  }
  return values
}

/** WhatsApp takes no line breaks, tabs or long runs of blanks in a place, and nothing empty. */
function oneLine(text: string, limit: number): string {
  const lines = text
    .toWellFormed()
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '')
  const whole = sentences(lines)
  if (whole.length <= limit) return whole
  // The last line says what to answer: what stands before it gives way.
  const last = lines.length > 1 ? (lines.at(-1) ?? '') : ''
  const end = last !== '' && last.length < limit / 2 ? `... ${last}` : '...'
  const room = limit - end.length
  const kept = sentences(end === '...' ? lines : lines.slice(0, -1)).slice(0, room)
  return `${kept
    .toWellFormed()
    .replace(/\s+\S*$/, '')
    .replace(/[\s.,;:]+$/, '')}${end}`
}

/** Lines become sentences. */
const sentences = (lines: readonly string[]): string =>
  lines.map((line, at) => (at < lines.length - 1 && /[\p{L}\p{N})"'%]$/u.test(line) ? `${line}.` : line)).join(' ')
