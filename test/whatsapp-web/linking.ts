/** Which browser is linked to the phone, which page is connected, and what its state is. */
import { randomBytes, randomInt } from 'node:crypto'
import type { Waits } from './waits.ts'
import type { Page, Snapshot, Tell } from './wire.ts'

const CODE_LETTERS = '123456789ABCDEFGHJKLMNPQRSTVWXYZ'

export class Linking {
  page: Page | undefined
  state = 'none'
  pairingCode: string | undefined
  refusesPairingCode = false
  #device = ''
  readonly #linked = new Set<string>()
  readonly #waits: Waits
  readonly #snapshot: (since: number) => Snapshot

  constructor(waits: Waits, snapshot: (since: number) => Snapshot) {
    this.#waits = waits
    this.#snapshot = snapshot
  }

  get paired(): boolean {
    return this.#linked.has(this.#device)
  }

  /** Whether the page gets what happens now. */
  get isConnected(): boolean {
    return this.page !== undefined && this.state === 'CONNECTED'
  }

  tell(message: Tell): void {
    this.page?.tell(message)
  }

  connected(page: Page, since: number): void {
    this.page?.tell({ tell: 'state', state: 'CONFLICT' })
    this.page = page
    this.#device = page.device
    if (this.paired) this.#becomes('CONNECTED', { snapshot: this.#snapshot(since) })
    else this.newQr()
  }

  gone(page: Page): void {
    if (this.page !== page) return
    this.page = undefined
    this.#becomes('none')
  }

  newQr(): void {
    this.#becomes('UNPAIRED', { ref: `2@${randomBytes(24).toString('base64')}` })
  }

  exhaustQr(): void {
    this.#becomes('UNPAIRED_IDLE')
  }

  newPairingCode(): string {
    if (this.refusesPairingCode) throw new Error('rate-overlimit')
    this.pairingCode = Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
    return this.pairingCode
  }

  link(): void {
    this.#linked.add(this.#device)
    this.pairingCode = undefined
    this.#becomes('PAIRING')
    this.#becomes('CONNECTED', { snapshot: this.#snapshot(0) })
  }

  unlink(how: 'navigation' | 'state' | 'asked'): void {
    this.#linked.clear()
    if (how === 'navigation') this.tell({ tell: 'leave' })
    if (how === 'state') this.newQr()
  }

  conflict(): void {
    this.#becomes('CONFLICT')
  }

  takeOver(): void {
    if (this.paired) this.#becomes('CONNECTED', { snapshot: this.#snapshot(0) })
  }

  async pairWhen(ready: () => true | undefined): Promise<void> {
    await this.#waits.until(() => (this.state.startsWith('UNPAIRED') ? ready() : undefined))
    this.link()
  }

  #becomes(state: string, more: { readonly ref?: string; readonly snapshot?: Snapshot } = {}): void {
    this.state = state
    this.tell({ tell: 'state', state, ...more })
    this.#waits.look()
  }
}
