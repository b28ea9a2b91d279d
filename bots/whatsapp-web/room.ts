/** Whether the folder of the session takes what the browser writes: a full disk breaks the session before it is seen. */
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const MEBIBYTE = 1024 * 1024
const PROBE = Buffer.alloc(64 * 1024, 1)

const MENDED_BY: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk of DATA_DIR',
  EDQUOT: 'make room: the quota of the disk of DATA_DIR is used up',
  EROFS: 'the disk of DATA_DIR is read-only: mount it so that it can be written',
  EACCES: 'give the user of the desk the right to write there',
  EPERM: 'give the user of the desk the right to write there',
}
const OTHERWISE = 'DATA_DIR has to be a folder that the desk can write to'

/** Words for the operator, with what to do; `undefined`: there is room. `least`: mebibytes that have to be left. */
export async function lackOfRoom(directory: string, least: number): Promise<string | undefined> {
  const probe = join(directory, '.room')
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeFile(probe, PROBE)
    await rm(probe, { force: true })
    const { bavail, bsize } = await statfs(directory)
    const left = (bavail * bsize) / MEBIBYTE
    if (left >= least) return undefined
    return `the disk of WhatsApp's session is almost full (${Math.floor(left)} MB are left): ${MENDED_BY.ENOSPC}`
  } catch (error) {
    await rm(probe, { force: true }).catch(() => {})
    const code = (error as NodeJS.ErrnoException | undefined)?.code ?? 'no code'
    return `WhatsApp's session cannot be written (${code}): ${MENDED_BY[code] ?? OTHERWISE}`
  }
}
