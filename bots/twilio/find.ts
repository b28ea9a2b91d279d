/** Looking up a message whose answer was lost, before anything is sent again (TWILIO.md, Sending: unknown). */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract, OfficeSays, Outcome, Outgoing } from '../gateway.ts'
import { type Addressed, isFrom } from './address.ts'
import type { Client } from './client.ts'
import { bodyOf, filledTemplate } from './content.ts'
import { wordsAlone } from './documents.ts'
import { failureOf } from './errors.ts'
import { outcomeOf } from './outcome.ts'

/** How far Twilio's clock and ours may differ when we look for a message by its time, in milliseconds. */
const CLOCK_MARGIN = 60_000
/** Twilio's code for a failure without a reason. */
const NO_REASON = 30008
/** So many of the newest messages to one person are looked at: one request. */
const LOOK_AT_MOST = 200

type Listed = Awaited<ReturnType<Client['messages']['list']>>[number]

interface Looking {
  readonly addressed: Addressed
  readonly templates: OfficeSays['templates']
  readonly clocks: Contract['clocks']
  readonly isAnothers?: ((providerId: string) => Promise<boolean>) | undefined
}

export async function findSent(
  { messages }: Client,
  message: Outgoing,
  { addressed, templates, clocks, isAnothers = async () => false }: Looking,
): Promise<Outcome | undefined> {
  // Where desk time was moved on since, this is too early, and more is looked at.
  const writtenAt: Instant = clocks.wall() - Math.max(0, (await clocks.desk()) - message.at)
  const variants = [message, wordsAlone(message)].map((one) => saysOf(one, templates))
  const says = (body: string) => variants.some((isOf) => isOf(body))
  try {
    // No filter by date: a message that Twilio still queues has no date of sending.
    const listed = await messages.list({ to: addressed.to, limit: LOOK_AT_MOST, pageSize: LOOK_AT_MOST })
    const away = ({ dateCreated }: Listed) => Math.abs(dateCreated.getTime() - writtenAt)
    const alike = listed
      .filter((candidate) => isFrom(candidate, addressed))
      .filter(({ dateCreated }) => dateCreated.getTime() >= writtenAt - CLOCK_MARGIN)
      .filter(({ body }) => says(body))
      .sort((a, b) => away(a) - away(b))
    for (const candidate of alike) if (!(await isAnothers(candidate.sid))) return outcomeOfListed(candidate)
    return undefined
  } catch (thrown) {
    const outcome = outcomeOf(thrown, clocks.wall())
    // Not being able to ask says nothing about the message.
    return { outcome: 'unknown', words: `could not be looked up: ${outcome.words}` }
  }
}

/**
 * Whether a text is that of the message: its own words, or a template filled for it, which holds all the values (the
 * words of one without places are Twilio's alone). It may have been sent either way: the person may have written since.
 */
function saysOf(message: Outgoing, templates: OfficeSays['templates']): (body: string) => boolean {
  const own = bodyOf(message).trim()
  const filled = message.channel === 'whatsapp' ? filledTemplate(message, templates) : undefined
  const values = filled && Object.values(filled.values)
  return (body) => body.trim() === own || (values?.every((value) => body.includes(value)) ?? false)
}

function outcomeOfListed({ sid, status, errorCode }: Listed): Outcome {
  const failed = status === 'failed' || status === 'undelivered' || status === 'canceled'
  return failed ? failureOf(String(errorCode || NO_REASON)) : { outcome: 'done', providerId: sid }
}
