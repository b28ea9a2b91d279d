/** A file that the operator named. */
import { readFile } from 'node:fs/promises'
import { Trouble } from './command.ts'

/** Throws in words when it cannot be read. */
export async function readNamed(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    throw new Trouble(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code})`)
  }
}
