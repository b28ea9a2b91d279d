/** How much memory a browser has, with all its processes. Told by Linux alone. */
import { readdir, readFile } from 'node:fs/promises'

const text = (path: string) => readFile(path, 'utf8').catch(() => '')

async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (const name of (await readdir('/proc').catch(() => [])).filter((one) => /^\d+$/.test(one))) {
    // The name in brackets may hold anything; the state and the parent follow it.
    const parent = Number(/^.*\) \S+ (\d+)/s.exec(await text(`/proc/${name}/stat`))?.[1] ?? 0)
    if (parent > 0) found.set(Number(name), parent)
  }
  return found
}

/** Mebibytes; what processes share is counted once. `undefined`: the system does not tell. */
export async function memoryOf(browser: number | undefined): Promise<number | undefined> {
  if (process.platform !== 'linux' || browser === undefined) return undefined
  const parentOf = await parents()
  const isOf = (one: number): boolean => one === browser || (parentOf.has(one) && isOf(parentOf.get(one) ?? 0))
  let kibibytes = 0
  for (const one of [...parentOf.keys()].filter(isOf)) {
    kibibytes += Number(/^Pss:\s+(\d+) kB/m.exec(await text(`/proc/${one}/smaps_rollup`))?.[1] ?? 0)
  }
  return kibibytes === 0 ? undefined : Math.round(kibibytes / 1024)
}
