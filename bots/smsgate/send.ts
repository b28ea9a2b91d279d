/** Sending, and looking up what was sent. Our own name of a message is its idempotency key (SMSGATE.md, Send). */
import type { Contract, Outcome, Outgoing } from '../gateway.ts'
import { withoutDocument } from '../wording/document.ts'
import { type Answered, createClient } from './client.ts'
import { failureOf } from './errors.ts'
import { type Keys, keyOfTry } from './keys.ts'
import { outcomeOf } from './outcome.ts'
import type { Settings } from './settings.ts'

/** Tries of one message that failed at the phone; the desk gives up before. */
const MOST_TRIES = 9

/** Ahead of the app's own limits and delays. */
const AHEAD = 100

/**
 * After so many seconds the phone drops a message instead of sending it. A reminder counts minutes: when it comes late
 * it says what is no longer so, and dropped in time it goes another way. An answer is of use for an hour; the question
 * whether it works again is asked anew after that anyway.
 */
const WORTH_SECONDS = { urgent: 15 * 60, other: 60 * 60 } as const

/** Nobody answers an answer to a short code, which may cost, or to the name of a sender. */
const NUMBER = /^\+[1-9]\d{6,14}$/

const MESSAGES = '/messages'
/** The desk has read the number; the phone gateway would refuse those that its own tables do not know yet. */
const SEND = `${MESSAGES}?skipPhoneValidation=true`

export interface Sending {
  send(message: Outgoing): Promise<Outcome>
  find(message: Outgoing): Promise<Outcome | undefined>
}

interface Parts {
  readonly settings: Settings
  readonly contract: Contract
  readonly keys: Keys
  readonly noted: (answered: Answered) => void
  /** The phone pinged before, and nothing is heard of it any more. */
  readonly hasFallenSilent: () => boolean
}

const isConflict = (answered: Answered) => answered.is === 'answer' && answered.status === 409
/** A web page of this status comes from somewhere on the way and says nothing of the message. */
const isMissing = (answered: Answered) => answered.is === 'answer' && answered.status === 404 && !answered.page

export function createSending({ settings, contract, keys, noted, hasFallenSilent }: Parts): Sending {
  const client = createClient(settings, noted)
  const { device, sim } = settings
  const wall = () => contract.clocks.wall()
  const passedOver = new Set<number>()

  const post = ({ to, text, urgent, document }: Outgoing, id: string, signal: AbortSignal) => {
    const message = {
      id,
      ...(device === undefined ? {} : { deviceId: device }),
      ...(sim === undefined ? {} : { simNumber: sim }),
      // A lone half of a surrogate pair cannot be sent.
      textMessage: { text: (document ? withoutDocument(text) : text).toWellFormed() },
      phoneNumbers: [to],
      withDeliveryReport: true,
      priority: urgent ? AHEAD : 0,
      ttl: urgent ? WORTH_SECONDS.urgent : WORTH_SECONDS.other,
    }
    return client.ask('POST', SEND, message, signal)
  }

  const get = (id: string, signal: AbortSignal) =>
    client.ask('GET', `${MESSAGES}/${encodeURIComponent(id)}`, undefined, signal)

  /** For all that one message asks: the desk's right to send to a person is short. */
  const inTime = () => AbortSignal.timeout(settings.timeout)

  /**
   * Without the phone nothing goes out, though a server may take it: an urgent message is first refused once, so that
   * the person's next way is taken. Where there is none it comes again, and is sent.
   */
  const isPassedOver = ({ id, urgent }: Outgoing): boolean => {
    if (!hasFallenSilent()) passedOver.clear()
    if (!urgent || !hasFallenSilent() || passedOver.has(id)) return false
    passedOver.add(id)
    return true
  }

  const keyOf = async (message: Outgoing): Promise<string | undefined> => {
    try {
      return await keys.of(message)
    } catch {
      return undefined
    }
  }

  /** The message is there: it is done, unless it failed at the phone; then the next try has a name of its own. */
  const sendAs = async (message: Outgoing, key: string, signal: AbortSignal, attempt = 1): Promise<Outcome> => {
    const id = keyOfTry(key, attempt)
    const answered = await post(message, id, signal)
    if (!isConflict(answered)) return outcomeOf(answered, wall())
    const found = await get(id, signal)
    if (found.is !== 'answer') return { outcome: 'unknown', words: 'it is there already, but cannot be asked for' }
    const before = outcomeOf(found, wall())
    if (found.status !== 200 || before.outcome !== 'failed') return { outcome: 'done', providerId: id }
    return attempt < MOST_TRIES ? sendAs(message, key, signal, attempt + 1) : { ...before, retry: false }
  }

  const send = async (message: Outgoing): Promise<Outcome> => {
    if (message.channel !== 'sms') return failureOf('wrong-channel')
    if (!NUMBER.test(message.to)) return failureOf('not-a-number')
    if (isPassedOver(message)) return failureOf('silent')
    const key = await keyOf(message)
    return key === undefined ? failureOf('no-key') : sendAs(message, key, inTime())
  }

  /** The newest try of a message counts. `failed`: what became of the try before. */
  const findAs = async (
    key: string,
    signal: AbortSignal,
    attempt = 1,
    failed?: Outcome,
  ): Promise<Outcome | undefined> => {
    const answered = await get(keyOfTry(key, attempt), signal)
    if (isMissing(answered)) return failed
    const outcome = outcomeOf(answered, wall())
    const isTold = answered.is === 'answer' && answered.status === 200
    // Not being able to ask says nothing about the message.
    if (!isTold && outcome.outcome !== 'done') {
      return { outcome: 'unknown', words: `could not be looked up: ${outcome.words}` }
    }
    const isNewest = outcome.outcome !== 'failed' || attempt === MOST_TRIES
    return isNewest ? outcome : findAs(key, signal, attempt + 1, outcome)
  }

  const find = async (message: Outgoing): Promise<Outcome | undefined> => {
    if (message.channel !== 'sms' || !NUMBER.test(message.to)) return undefined
    const key = await keyOf(message)
    return key === undefined ? { outcome: 'unknown', words: failureOf('no-key').words } : findAs(key, inTime())
  }

  return { send, find }
}
