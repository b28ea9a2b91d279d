/** One desk as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CHECKOUT = resolve(import.meta.dirname, '../..')
const BECOMES_WITHIN = 120_000
/** DESIGN section 6, and a little more where the machine is busy. */
const STOPPED_WITHIN = 12_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

export class DeskProcess {
  readonly pid: number
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.pid = child.pid ?? 0
    this.url = `http://127.0.0.1:${port}`
  }

  static async start(log: string, environment: Readonly<Record<string, string>>): Promise<DeskProcess> {
    const port = await freePort()
    const output = openSync(log, 'a')
    const { PATH, HOME } = process.env
    const child = spawn(process.execPath, [join(CHECKOUT, 'src/main.ts')], {
      env: { PATH, HOME, PORT: String(port), ...environment },
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    await once(child, 'spawn')
    return new DeskProcess(child, port)
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** What /readyz says of WhatsApp; `down` while nobody answers. */
  async state(): Promise<string> {
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(3_000) })
      const { gateways } = (await answer.json()) as { gateways: Record<string, { state: string }> }
      return gateways['whatsapp-web']?.state ?? 'none'
    } catch {
      return 'down'
    }
  }

  async becomes(wanted: string): Promise<void> {
    const last = performance.now() + BECOMES_WITHIN
    for (let state = await this.state(); state !== wanted; state = await this.state()) {
      if (this.isOver) throw new Error(`the desk has ended before WhatsApp was ${wanted}`)
      if (performance.now() > last) throw new Error(`WhatsApp is ${state} and not ${wanted} after 120 s`)
      await wait(100)
    }
  }

  /** It stands still until `goesOn`, and knows nothing of it. */
  standsStill(): void {
    this.#child.kill('SIGSTOP')
  }

  goesOn(): void {
    this.#child.kill('SIGCONT')
  }

  /** Rejects when it takes longer than it may. */
  stop(): Promise<void> {
    return this.#ends('SIGTERM')
  }

  kill(): Promise<void> {
    return this.#ends('SIGKILL')
  }

  async #ends(signal: NodeJS.Signals): Promise<void> {
    if (this.isOver) return
    const gone = once(this.#child, 'exit')
    this.#child.kill(signal)
    const late = await Promise.race([gone.then(() => false), wait(STOPPED_WITHIN, true, { ref: false })])
    if (late) throw new Error(`the desk did not end within ${STOPPED_WITHIN / 1000} s of ${signal}`)
  }
}
