/**
 * What was thrown -> an outcome. There is no idempotency key for sending, so whatever may have reached Twilio without a
 * readable refusal is unknown and never repeated blindly (TWILIO.md, Sending: what a failure means).
 */
import type { Instant } from '../../src/desk/ticket.ts'
import { TooManyRequests } from './client.ts'
import { classOf, type Failed, failureOf, outcomeOfCode, type Unknown } from './errors.ts'

/** Longer than this is asked again. */
const LONGEST_WAIT = 60 * 60_000

const field = (thrown: object, name: string): unknown => Reflect.get(thrown, name)

/**
 * Takes nothing of an exception but its codes: an AxiosError holds credentials and text, Twilio's own message the
 * number.
 */
export function outcomeOf(thrown: unknown, wall: Instant): Failed | Unknown {
  if (thrown instanceof TooManyRequests) return slowDown(thrown, wall)
  if (!(thrown instanceof Error)) return unknown('the answer could not be read')
  if (field(thrown, 'isAxiosError') === true) return networkFailure(thrown)
  const status = Number(field(thrown, 'status'))
  // RestException and TwilioServiceException share no class, but both tell the HTTP status.
  if (Number.isInteger(status)) return refusal(status, Number(field(thrown, 'code')) || 0)
  return unknown('the answer could not be read')
}

const unknown = (words: string): Unknown => ({ outcome: 'unknown', words })

function networkFailure(error: Error) {
  const code = String(field(error, 'code') ?? '')
  return classOf(code) ? outcomeOfCode(code) : unknown(`the connection broke (${code || 'no code'})`)
}

function refusal(status: number, code: number) {
  if (status >= 500 || status === 408) return unknown(`HTTP ${status}: it may have been taken all the same`)
  if (code > 0) return failureOf(String(code))
  return failureOf(status === 401 || status === 403 ? '20003' : `HTTP ${status}`)
}

function slowDown({ code, retryAfter }: TooManyRequests, wall: Instant): Failed {
  const failed = failureOf(classOf(code) === 'slow-down' ? code : '20429')
  return { ...failed, ...waitOf(retryAfter, wall) }
}

/** Retry-After is a number of seconds or a date. */
export function waitOf(retryAfter: string, wall: Instant): { readonly retryAfter?: number } {
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - wall
  return Number.isNaN(wait) ? {} : { retryAfter: Math.min(Math.max(wait, 0), LONGEST_WAIT) }
}
