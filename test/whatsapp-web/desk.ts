/** A small desk with WhatsApp alone: the real library in the real Chromium, on the stand-in. */
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { Contract } from '../../bots/gateway.ts'
import { createWhatsappWeb } from '../../bots/whatsapp-web/index.ts'
import type { Settings } from '../../bots/whatsapp-web/settings.ts'
import { NOW, type SmallDesk, startSmallDesk } from '../harness/small-desk.ts'
import { findChromium } from './chromium.ts'
import { sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

export const ME = '+6281100000112'
export const WULAN = '+6281100000001'

/** Real milliseconds for what a browser does. */
export const SOON = { timeout: 20_000, interval: 20 }

export interface Both {
  readonly standIn: WhatsAppWebStandIn
  readonly desk: SmallDesk
  readonly directory: string
  state(): string
  /** Resolves as soon as the gateway is in one of these states. */
  becomes(...states: readonly string[]): Promise<void>
  /** The phone scans the code; resolves when the gateway is ready and has caught up. */
  link(): Promise<void>
  pass(milliseconds: number): void
  /** Another desk on the same folder, after the first was stopped. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startBoth(change: Partial<Settings> = {}): Promise<Both> {
  let passed = 0
  const standIn = await startWhatsAppWeb({ me: ME, now: () => NOW + passed })
  const folder = await sessionFolder()
  const settings: Settings = {
    directory: join(folder.path, 'whatsapp'),
    chromium: findChromium() ?? '',
    path: '',
    args: standIn.chromiumArgs,
    groups: [],
    runs: true,
    pace: 0,
    tickEvery: 20,
    lease: 100_000,
    memory: { quiet: 100_000, most: 100_000 },
    room: 1,
    ...change,
  }
  const start = async () => {
    const started = await startSmallDesk((contract: Contract) => createWhatsappWeb(settings, contract))
    await started.gateway.start?.()
    return started
  }
  let desk = await start()
  const state = () => desk.gateway.state().state
  const becomes = async (...states: readonly string[]) => {
    await vi.waitFor(() => expect(states).toContain(state()), SOON)
  }
  return {
    standIn,
    get desk() {
      return desk
    },
    directory: settings.directory,
    state,
    becomes,
    link: async () => {
      await becomes('pairing', 'logged-out')
      await vi.waitFor(() => expect(desk.gateway.pairing?.()).toBeDefined(), SOON)
      await standIn.pairByQr()
      await becomes('ready')
      await vi.waitFor(() => expect(desk.watermarks.get('seen')).toBeDefined(), SOON)
    },
    pass: (milliseconds) => {
      passed += milliseconds
      desk.pass(milliseconds)
    },
    restart: async () => {
      const { watermarks } = desk
      await desk.stop()
      desk = await start()
      for (const [name, value] of watermarks) desk.watermarks.set(name, value)
      desk.pass(passed)
    },
    stop: async () => {
      await desk.stop()
      await standIn.stop()
      await folder.remove()
    },
  }
}
