/** The command line in tests: in this process, or as people run it, in a process of its own. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runDesk } from '../../src/cli/program.ts'

const CLI = resolve(import.meta.dirname, '../../src/cli.ts')

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

type Variables = Readonly<Record<string, string>>

/** A folder of its own, where commands find desk.yaml and files, and nothing of the checkout's. */
export class Workplace {
  readonly folder: string
  private readonly variables: Variables

  private constructor(folder: string, variables: Variables) {
    this.folder = folder
    this.variables = variables
  }

  static async make(variables: Variables): Promise<Workplace> {
    const folder = await mkdtemp(join(tmpdir(), 'desk-cli-'))
    // Started by root, PostgreSQL runs as another user: where that cannot enter, it is put elsewhere, and stays there.
    await chmod(folder, 0o755)
    // Port 1: no desk answers there, whatever runs on this machine.
    return new Workplace(folder, { PORT: '1', ...variables })
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  async put(name: string, content: string): Promise<void> {
    await writeFile(this.path(name), content)
  }

  /** In this process. */
  async desk(typed: readonly string[], variables: Variables = {}): Promise<Ran> {
    const out: string[] = []
    const err: string[] = []
    const read = (name: string) => {
      const path = resolve(this.folder, name)
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined
    }
    const code = await runDesk(typed, {
      environment: { ...this.variables, ...variables },
      files: { read },
      output: { line: (words) => out.push(`${words}\n`), aside: (words) => err.push(`${words}\n`) },
    })
    return { code, out: out.join(''), err: err.join('') }
  }

  /** In a process of its own. */
  async process(typed: readonly string[], variables: Variables = {}): Promise<Ran> {
    const env = { PATH: process.env.PATH, ...this.variables, ...variables }
    const child = spawn(process.execPath, [CLI, ...typed], { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text
    })
    const code = await new Promise<number | null>((done, reject) => {
      child.once('error', reject)
      child.once('close', done)
    })
    return { code, ...said }
  }

  async leave(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}
