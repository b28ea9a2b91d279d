/** A call as Twilio makes one: it asks the webhook, follows the TwiML, and posts what became of the recording. */
import type { MediaStore, NewFile } from './media-store.ts'
import type { Recorded } from './recordings-resource.ts'
import type { Fields } from './sign.ts'
import type { Answer, Odd } from './stand-in.ts'
import { readTwiml, type Verb } from './twiml.ts'

export interface Line {
  /** Posts to an address of the desk, as the desk itself named it or told in a console. */
  post(address: string, fields: Fields, odd?: Odd): Promise<Answer>
  readonly media: MediaStore
  /** Lists a recording of a call among all of the account. */
  record(sid: string, callSid: string): Recorded
}

const VOICE = '/webhooks/twilio/voice'
const SOUND: NewFile = { content: 'ID3 two minutes of a call', contentType: 'audio/mpeg' }

export class Call {
  readonly sid: string
  /** The answer to the first request. */
  readonly answer: Answer
  private readonly fields: Fields
  private readonly line: Line

  private constructor(line: Line, sid: string, fields: Fields, answer: Answer) {
    this.line = line
    this.sid = sid
    this.fields = fields
    this.answer = answer
  }

  static async dial(line: Line, sid: string, fields: Fields, odd?: Odd): Promise<Call> {
    return new Call(line, sid, fields, await line.post(VOICE, fields, odd))
  }

  /** What the caller is played until the tone, or until the call ends. */
  get verbs(): Verb[] {
    return readTwiml(this.answer.body)
  }

  get hears(): string {
    return spokenIn(this.verbs)
  }

  get record(): Verb {
    const verb = this.verbs.find(({ name }) => name === 'Record')
    if (!verb) throw new Error('the call is not recorded')
    return verb
  }

  /** The same webhook once more. */
  again(odd?: Odd): Promise<Answer> {
    return this.line.post(VOICE, this.fields, odd)
  }

  /** Speaks and presses #, or hangs up. The file lies there; nothing is told of it yet. */
  speaks(file: Partial<NewFile> = {}): Recording {
    const { sid, url } = this.line.media.keepRecording({ ...SOUND, ...file })
    return new Recording(this.line, this, this.fields, url, this.line.record(sid, this.sid))
  }

  /** Says nothing after the tone: the action is left out, the next verbs are played. */
  async saysNothing(): Promise<string> {
    const { recordingStatusCallback: told = '', recordingStatusCallbackEvent: events = '' } = this.record.attributes
    if (events.split(' ').includes('absent')) {
      await this.line.post(told, { ...ofCall(this.fields), RecordingStatus: 'absent', RecordingDuration: '0' })
    }
    return spokenIn(this.verbs.slice(this.verbs.findIndex(({ name }) => name === 'Record') + 1))
  }
}

export class Recording {
  readonly url: string
  /** As Twilio lists it. */
  readonly listed: Recorded
  private readonly line: Line
  private readonly call: Call
  private readonly fields: Fields

  constructor(line: Line, call: Call, fields: Fields, url: string, listed: Recorded) {
    this.line = line
    this.call = call
    this.fields = fields
    this.url = url
    this.listed = listed
  }

  get sid(): string {
    return this.listed.sid
  }

  /** The action of the Record verb: what the caller hears next. */
  action(more: Fields = {}, odd?: Odd): Promise<Answer> {
    const { action = '' } = this.call.record.attributes
    const own = { RecordingSid: this.sid, RecordingUrl: this.url, RecordingDuration: '8', Digits: '#' }
    return this.line.post(action, { ...this.fields, CallStatus: 'in-progress', ...own, ...more }, odd)
  }

  /** The status callback: the recording is there. */
  completed(more: Fields = {}, odd?: Odd): Promise<Answer> {
    const { recordingStatusCallback = '' } = this.call.record.attributes
    const own = {
      RecordingSid: this.sid,
      RecordingUrl: this.url,
      RecordingStatus: 'completed',
      RecordingDuration: '8',
      RecordingChannels: '1',
      RecordingSource: 'RecordVerb',
    }
    return this.line.post(recordingStatusCallback, { ...ofCall(this.fields), ...own, ...more }, odd)
  }
}

/** A status callback of a recording does not tell who called. */
const ofCall = ({ CallSid = '', AccountSid = '' }: Fields): Fields => ({ CallSid, AccountSid })

export const spokenIn = (verbs: readonly Verb[]): string =>
  verbs
    .slice(0, verbs.findIndex(({ name }) => name === 'Record') + 1 || verbs.length)
    .filter(({ name }) => name === 'Say')
    .map(({ text }) => text)
    .join(' ')
