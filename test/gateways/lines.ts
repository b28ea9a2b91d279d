/**
 * Each registered gateway as a line that people write and read on: what the contract demands is then asked of all alike.
 * People here have SMS alone, so that one gateway carries everything.
 */
import { expect, inject } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import * as smsgate from '../smsgate/desk.ts'
import { startStandIn } from '../smsgate/stand-in.ts'
import * as twilio from '../twilio/desk.ts'
import { startTwilioStandIn } from '../twilio/stand-in.ts'
import { noBrowser } from '../whatsapp-web/library.ts'
import { WhatsAppDesk } from '../whatsapp-web/phones.ts'

const peopleOn = (channel: string) =>
  [
    ['Wulan', 'call_taker', 1],
    ['Yudi', 'supervisor', 4],
    ['Ratna', 'kepala_seksi', 5],
    ['Bagas', 'jasnita', 7],
  ]
    .map(([name, role, n]) => `  - {name: ${name}, role: ${role}, phone: "+6281100000 00${n}", channels: [${channel}]}`)
    .join('\n')

export interface Arrived {
  readonly name: string
  readonly mimeType: string
  readonly content?: string
}

export interface Line {
  readonly desk: TestDesk
  /** Somebody writes, as the provider passes it on; waits for nothing. The same `id` is the provider's repeat. */
  writes(name: string, text: string, id: string): Promise<void>
  /** Everything that was sent to somebody by this gateway, in order, and what the provider took twice, twice. */
  heard(name: string): Promise<string[]>
  /** The provider tells of the last message to somebody. */
  tells(name: string, status: 'sent' | 'delivered'): Promise<void>
  /** The next message is taken, and the answer is lost. */
  losesAnswer(): Promise<void>
  /** The documents that somebody got, with their content where it lies with the provider. */
  documents(name: string): Promise<readonly Arrived[]>
  /** From now on answers come again. */
  answersAgain(): Promise<void>
  end(): Promise<void>
}

/** By the names under which the gateways are registered. */
export const LINES: Readonly<Record<string, (channel?: 'sms' | 'whatsapp') => Promise<Line>>> = {
  simulator: async (channel = 'sms') => {
    const desk = await TestDesk.start({ deskFile: `people:\n${peopleOn(channel)}` })
    const to = (name: string) => desk.phone(name).address
    return {
      desk,
      writes: async (name, text, id) => {
        await desk.post('/simulator/messages', { channel, from: to(name), text, id })
      },
      heard: async (name) =>
        (await desk.messages())
          .filter(({ direction, phone }) => direction === 'out' && phone === to(name))
          .map(({ text }) => text),
      documents: async (name) =>
        (await desk.messages()).filter(({ phone }) => phone === to(name)).flatMap(({ media = [] }) => media),
      // The simulated network tells by itself.
      tells: async () => {},
      losesAnswer: async () => void (await desk.fault(channel, 'unknown')),
      answersAgain: async () => void (await desk.fault(channel, 'ok')),
      end: async () => {
        await desk.readsAll()
        await desk.close()
      },
    }
  },

  twilio: async (channel = 'sms') => {
    const { ACCOUNT, ENVIRONMENT, PUBLIC_URL, SMS_FROM, TOKEN, WHATSAPP_FROM } = twilio
    const standIn = await startTwilioStandIn({
      accountSid: ACCOUNT,
      authToken: TOKEN,
      publicUrl: PUBLIC_URL,
      now: Date.now,
    })
    const environment = { ...ENVIRONMENT, TWILIO_API_URL: standIn.url, SIMULATOR: 'on' }
    const desk = await TestDesk.start({ deskFile: `people:\n${peopleOn(channel)}`, environment })
    const prefix = channel === 'whatsapp' ? 'whatsapp:' : ''
    const to = (name: string) => `${prefix}${desk.phone(name).address}`
    const own = channel === 'whatsapp' ? `whatsapp:${WHATSAPP_FROM}` : SMS_FROM
    return {
      desk,
      writes: async (name, Body, id) => {
        const fields = { From: to(name), To: own, Body, MessageSid: `SM${id.padStart(32, '0')}` }
        expect((await standIn.sendMessage(desk.url, fields)).status).toBe(200)
      },
      heard: async (name) => standIn.sent.filter((one) => one.to === to(name)).map(({ body }) => body),
      tells: async (name, status) => {
        const last = standIn.sent.findLast((one) => one.to === to(name))
        expect((await standIn.sendStatus(desk.url, last?.sid ?? '', status)).status).toBe(200)
      },
      documents: (name) =>
        Promise.all(
          standIn.documents
            .filter((one) => one.to === to(name))
            .map(async ({ parameters }) => {
              const file = await fetch((parameters.MediaUrl ?? '').replace(PUBLIC_URL, desk.url))
              const [, called = ''] = /filename="([^"]+)"/.exec(file.headers.get('content-disposition') ?? '') ?? []
              return { name: called, mimeType: file.headers.get('content-type') ?? '', content: await file.text() }
            }),
        ),
      losesAnswer: async () => standIn.fail({ answer: 'truncated' }),
      answersAgain: async () => {},
      end: async () => {
        await desk.close()
        await standIn.stop()
      },
    }
  },

  smsgate: async () => {
    const { DEVICE, ENVIRONMENT, PASSWORD, SIGNING_KEY, USER } = smsgate
    const standIn = await startStandIn({
      user: USER,
      password: PASSWORD,
      signingKey: SIGNING_KEY,
      device: DEVICE,
      now: Date.now,
    })
    const environment = { ...ENVIRONMENT, SMSGATE_URL: standIn.url, SIMULATOR: 'on' }
    const desk = await TestDesk.start({ deskFile: `people:\n${peopleOn('sms')}`, environment })
    const to = (name: string) => desk.phone(name).address
    const toPhone = (name: string) => standIn.sent.filter(({ phoneNumbers }) => phoneNumbers.includes(to(name)))
    const post = async (event: string, payload: object, id: string) => {
      const answer = await standIn.post(desk.url, standIn.envelope(event, payload, { id }))
      expect(answer.status).toBe(200)
    }
    return {
      desk,
      writes: (name, text, id) => post('sms:received', standIn.sms(to(name), text), id),
      heard: async (name) => toPhone(name).map(({ textMessage }) => textMessage.text),
      tells: async (name, status) => {
        const last = toPhone(name).at(-1)
        const payload = { messageId: last?.id, recipient: to(name), simNumber: 1, partsCount: 1 }
        await post(`sms:${status}`, payload, `${status}-${last?.id}`)
      },
      documents: async () => [],
      losesAnswer: async () => standIn.fail({ answer: 'truncated' }),
      answersAgain: async () => {},
      end: async () => {
        await desk.close()
        await standIn.stop()
      },
    }
  },

  'whatsapp-web': async () => {
    const phones = await WhatsAppDesk.start(`people:\n${peopleOn('whatsapp')}`)
    const { desk, standIn } = phones
    const toPhone = (name: string) => standIn.sent.filter(({ to }) => to === phones.to(name))
    return {
      desk,
      writes: async (name, text, id) => void (await phones.writes(name, text, { id: id.padStart(20, '3A00') })),
      heard: async (name) => toPhone(name).map(({ text }) => text),
      tells: async (name, status) => {
        const id = toPhone(name).at(-1)?.id ?? ''
        standIn.ack(id, status === 'delivered' ? 2 : 1)
        await phones.receiptOf(id, 'delivered')
      },
      documents: async (name) =>
        toPhone(name).flatMap(({ media }) =>
          media ? [{ mimeType: media.mimeType, name: media.name ?? '', content: media.content.toString() }] : [],
        ),
      losesAnswer: async () => standIn.silentNext(1),
      answersAgain: async () => {
        standIn.reloadPage()
        await phones.becomes('ready')
      },
      end: () => phones.end(),
    }
  },
}

/** Those that are asked here: what needs a browser where tests have one (vitest.config.ts), all others elsewhere. */
export const ASKED: readonly string[] = Object.keys(LINES).filter((name) =>
  name === 'whatsapp-web' ? inject('browser') && !noBrowser : !inject('browser'),
)
