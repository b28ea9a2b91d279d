/** What did not go, in words for the operator (DESIGN rule 6). */
import type { Outcome } from '../gateway.ts'

type Failed = Extract<Outcome, { outcome: 'failed' }>

const failed = (code: string, words: string, more: Partial<Failed> = {}): Failed => ({
  outcome: 'failed',
  retry: true,
  code,
  words,
  ...more,
})

export const notReady = (state: string): Failed =>
  failed('not-ready', `WhatsApp is not ready (${state}): see its state in /readyz`)

export const STOPPED_BY_HAND = failed(
  'stopped',
  'sending by WhatsApp was stopped: "npm run desk -- whatsapp resume" lets it go on',
)

export const DAILY_CAP = failed(
  'daily-cap',
  'WhatsApp has sent as much today as a number should, so that it is not banned',
)

export const NOT_ON_WHATSAPP = failed('not-on-whatsapp', 'the number is not on WhatsApp', {
  retry: false,
  suppress: 'unreachable',
})

export const REFUSED = failed('refused', 'WhatsApp refused the message', { retry: 'once' })

export const NO_CHAT = failed('no-chat', 'WhatsApp opens no chat with this number', { retry: 'once' })

/** The page breaks before it hands anything over. */
export const pageLacks = (module: string): Failed =>
  failed('page-changed', `the page of WhatsApp lacks ${module}: a newer whatsapp-web.js may know it`)

export const notSent = (why: string): Failed => failed('not-sent', `the message was not handed to WhatsApp (${why})`)
