import { spawn } from 'node:child_process'
import { parse } from 'node:path'

/** The operating system's user that runs the server; PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

export interface Outcome {
  /** null: ended by a signal */
  readonly code: number | null
  readonly output: string
}

/** What an operator can always do when the embedded database cannot work here. */
export const WAY_OUT = 'Or set DATABASE_URL to a PostgreSQL server of your own.'

/** The desk's secrets and any PG* variables stay out of the server's environment. */
const PASSED_ON = /^(PATH|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/i
const WINDOWS = process.platform === 'win32'

/**
 * Runs a program to its end, as `account` if given, outside the terminal's process group: Ctrl-C is for the desk,
 * which stops the server after it has drained. Whatever code it ends with is an Outcome; rejects if it cannot run.
 */
export function run(program: string, args: readonly string[], account?: Account): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: parse(process.cwd()).root,
      env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))), LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !WINDOWS,
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8192)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (cause) => {
      const who = account ? ` as user ${account.name}` : ''
      reject(
        new Error(`The embedded PostgreSQL could not run ${program}${who}: ${cause.message}. ${WAY_OUT}`, { cause }),
      )
    })
    // On Windows the server inherits the pipes of pg_ctl, so they close only with the server.
    child.on(WINDOWS ? 'exit' : 'close', (code) => resolve({ code, output: output.trim() }))
  })
}
