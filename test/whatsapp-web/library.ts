/** The real whatsapp-web.js on the stand-in, with all that it tells. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import whatsapp, { type Client, type ClientOptions } from 'whatsapp-web.js'
import { findChromium } from './chromium.ts'
import type { WhatsAppWebStandIn } from './stand-in.ts'
import { Waits } from './waits.ts'

const EVENTS = [
  'qr',
  'code',
  'authenticated',
  'ready',
  'disconnected',
  'change_state',
  'message',
  'message_create',
  'message_ack',
  'message_reaction',
  'message_edit',
  'message_revoke_everyone',
  'unread_count',
] as const

export interface Heard {
  readonly event: (typeof EVENTS)[number]
  // biome-ignore lint/suspicious/noExplicitAny: each event has values of its own.
  readonly values: readonly any[]
}

export class Library {
  readonly client: Client
  readonly heard: Heard[] = []
  readonly #waits = new Waits()

  constructor(standIn: WhatsAppWebStandIn, dataPath: string, options: ClientOptions = {}) {
    this.client = new whatsapp.Client({
      authStrategy: new whatsapp.LocalAuth({ dataPath }),
      webVersionCache: { type: 'none' },
      puppeteer: { executablePath: findChromium() ?? '', args: [...standIn.chromiumArgs] },
      ...options,
    })
    for (const event of EVENTS) {
      this.client.on(event, (...values: unknown[]) => {
        this.heard.push({ event, values })
        this.#waits.look()
      })
    }
  }

  all(event: Heard['event']): readonly Heard[] {
    return this.heard.filter((one) => one.event === event)
  }

  /** The first value of the first such event, from the `after`th on, that fits. */
  // biome-ignore lint/suspicious/noExplicitAny: each event has values of its own.
  hears(event: Heard['event'], fits: (...values: any[]) => boolean = () => true, after = 0): Promise<any> {
    return this.#waits.until(
      () =>
        this.all(event)
          .slice(after)
          .find(({ values }) => fits(...values))?.values[0],
    )
  }

  /** `ready` has no value. */
  async isReady(times = 1): Promise<void> {
    await this.#waits.until(() => (this.all('ready').length >= times ? true : undefined))
  }

  /** Resolves when the browser's process is gone: until then it still writes into its profile. */
  async end(): Promise<void> {
    const browser = this.client.pupBrowser?.process()
    await this.client.destroy()
    if (browser && browser.exitCode === null && browser.signalCode === null) await once(browser, 'exit')
  }
}

/** A directory for a session; `remove` ends it. */
export async function sessionFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'whatsapp-session-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Said once, by the services of the tests. */
export const noBrowser = findChromium() === undefined
