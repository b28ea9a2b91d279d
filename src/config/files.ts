/** Files that settings name. */
import { readFileSync } from 'node:fs'

/** Reads a text file; undefined when there is none. */
export interface Files {
  read(path: string): string | undefined
}

/** The machine's own. */
export const FILES: Files = {
  read(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  },
}

type Content =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly absent: boolean; readonly why: string }

/** Reads a file that a setting names. A file that is there but cannot be read is a problem too. */
export function readFrom(files: Files, path: string): Content {
  try {
    const text = files.read(path)
    return text === undefined ? { ok: false, absent: true, why: 'found none at' } : { ok: true, text }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return { ok: false, absent: false, why: `failed (${code}) to read` }
  }
}
