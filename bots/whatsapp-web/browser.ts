/** The child process as the gateway has it: started, asked, and ended with its browser. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Instant } from '../../src/desk/ticket.ts'
import { kill } from './session.ts'
import type { Asked, ChildSettings, FromChild, Told, Word } from './vocabulary.ts'

/** Real milliseconds that a browser has to close by itself. */
const ENDS_WITHIN = 3_000
/** Real milliseconds after which the child hears again how long it may have the browser. */
const TELL_EVERY = 1_000

/** What the child needs of the environment: no secret of the desk is among it. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TZ',
  'DISPLAY',
  'XDG_RUNTIME_DIR',
  'SystemRoot',
  'LD_LIBRARY_PATH',
]

export type Replied<W extends Word> =
  | { readonly is: 'answer'; readonly answer: Asked[W]['answer'] }
  | { readonly is: 'broken'; readonly why: string }
  /** No answer in time, or the process is gone. */
  | { readonly is: 'lost' }

export interface Browser {
  /** Never rejects. `within`: wall milliseconds. */
  ask<W extends Word>(word: W, ask: Asked[W]['ask'], within: number): Promise<Replied<W>>
  /** Gives up on what was asked too long ago. */
  tick(): void
  /** Ends browser and process, by force where they do not end by themselves. Never rejects. */
  end(): Promise<void>
}

interface Holding {
  wall(): Instant
  /** Milliseconds for which nobody else can have the browser. */
  left(): number
}

interface Waiting {
  readonly until: Instant
  readonly resolve: (replied: Replied<Word>) => void
}

export function startBrowser(settings: ChildSettings, { wall, left }: Holding, heard: (told: Told) => void): Browser {
  const env = Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(settings)], {
    env,
    execArgv: [],
    serialization: 'advanced',
    // What the library prints may hold what people wrote.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const waiting = new Map<number, Waiting>()
  let browser: number | undefined
  let count = 0
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))

  const lose = (until: Instant) => {
    for (const [n, one] of waiting) {
      if (one.until > until) continue
      waiting.delete(n)
      one.resolve({ is: 'lost' })
    }
  }

  /** A desk that stands still tells nothing, and the child ends the browser before another has one. */
  const tellHeld = () => child.connected && left() > 0 && child.send({ held: left() }, () => {})
  const telling = setInterval(tellHeld, TELL_EVERY).unref()
  tellHeld()

  child.on('message', (words: FromChild) => {
    if ('told' in words) {
      if (words.told.say === 'launched') browser = words.told.browser
      return heard(words.told)
    }
    const { answered } = words
    waiting.get(answered.n)?.resolve(answered)
    waiting.delete(answered.n)
  })
  child.on('error', () => heard({ say: 'died', why: 'the process of the browser could not be started' }))
  child.on('exit', (code, signal) => {
    lose(Number.POSITIVE_INFINITY)
    heard({ say: 'died', why: `the process of the browser has ended (${signal ?? code})` })
  })

  let ending: Promise<void> | undefined
  const end = async () => {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, ENDS_WITHIN, 'late').unref())
    clearInterval(telling)
    if (child.connected) child.disconnect()
    if (child.exitCode === null && child.signalCode === null && (await Promise.race([gone, late])) === 'late') {
      child.kill('SIGKILL')
    }
    if (browser !== undefined) kill(browser)
    lose(Number.POSITIVE_INFINITY)
  }

  return {
    ask: (word, ask, within) =>
      new Promise((resolve) => {
        if (!child.connected) return resolve({ is: 'lost' })
        count += 1
        const n = count
        waiting.set(n, { until: wall() + within, resolve: resolve as Waiting['resolve'] })
        child.send({ n, word, ask }, (error) => {
          if (!error) return
          waiting.delete(n)
          resolve({ is: 'lost' })
        })
      }),
    tick: () => lose(wall()),
    end: () => {
      ending ??= end()
      return ending
    },
  }
}
