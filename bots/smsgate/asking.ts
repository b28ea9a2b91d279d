/** What `setup` and doctor ask the phone gateway. */
import type { Answered, Client } from './client.ts'
import { failureOf } from './errors.ts'
import { REGISTRATIONS, type Registration } from './registrations.ts'

export const WEBHOOKS = '/webhooks'

/** Words for an answer that is not the one hoped for; `undefined`: it is well. */
export function refusalOf(answered: Answered): string | undefined {
  if (answered.is === 'never-left') return failureOf(answered.code).words
  if (answered.is === 'lost') return answered.words
  const { status } = answered
  return status >= 200 && status < 300 ? undefined : `${failureOf(`HTTP ${status}`).words} (HTTP ${status})`
}

/** All that are registered, or words for why they cannot be read. */
export async function listWebhooks(client: Client): Promise<readonly Registration[] | string> {
  const answered = await client.ask('GET', WEBHOOKS)
  const why = refusalOf(answered)
  if (why !== undefined) return why
  const read = REGISTRATIONS.safeParse(answered.is === 'answer' ? answered.json : undefined)
  return read.success ? read.data : 'something answers that is no phone gateway: check SMSGATE_URL'
}

/** The app itself posts to nothing else. */
export const isPostable = (url: string): boolean => /^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])/i.test(url)
