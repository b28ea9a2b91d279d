/** Folders that tests make, checkouts as they are fresh from the repository, and the desks that run in them. */
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, realpath, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CHECKOUT, DeskProcess, type StartOptions } from './process.ts'

/** Runs a program to its end; rejects unless it succeeds. */
export const run = promisify(execFile)

/** A new folder that everybody can enter: started by root, PostgreSQL runs as another user. */
export async function newFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'desk-start-')))
  await chmod(folder, 0o755)
  return folder
}

/** What somebody at work has in a checkout besides what came with it. */
const OWN = ['.git', '.env', 'data', 'desk.yaml', 'secrets', 'node_modules', 'test']

/** The checkout as it came, with a link to the packages that are installed in this one. */
export async function freshCheckout(folder: string): Promise<string> {
  const checkout = await bareCheckout(folder)
  await symlink(join(CHECKOUT, 'node_modules'), join(checkout, 'node_modules'))
  return checkout
}

/** The same with packages of its own: hard links where the file system is the same. */
export async function wholeCheckout(folder: string): Promise<string> {
  const checkout = await bareCheckout(folder)
  const packages = join(CHECKOUT, 'node_modules')
  await run('cp', ['-al', packages, checkout]).catch(async () => {
    await run('rm', ['-rf', join(checkout, 'node_modules')])
    await run('cp', ['-a', packages, checkout])
  })
  return checkout
}

async function bareCheckout(folder: string): Promise<string> {
  const checkout = join(folder, 'checkout')
  await mkdir(checkout)
  for (const name of await readdir(CHECKOUT)) {
    if (!OWN.includes(name)) await cp(join(CHECKOUT, name), join(checkout, name), { recursive: true })
  }
  return checkout
}

/** Desks that are discarded when their test is over. */
export class Desks {
  private readonly started: DeskProcess[] = []

  async start(options: StartOptions): Promise<DeskProcess> {
    const desk = await DeskProcess.start(options)
    this.started.push(desk)
    return desk
  }

  async discard(): Promise<void> {
    for (const desk of this.started.splice(0)) await desk.discard()
  }
}
