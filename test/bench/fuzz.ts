/** `node test/bench/fuzz.ts [seed]`: 100,000 generated messages; how many a second, and the slowest one. */
import { performance } from 'node:perf_hooks'
import { fuzz } from '../understanding/fuzz.ts'

const RUNS = 100_000

const [, , seed] = process.argv
const now = (): number => performance.now()
const start = now()
const { count, slowest, slowestText } = fuzz(RUNS, seed === undefined ? undefined : Number(seed), now)
const seconds = (now() - start) / 1_000
console.info(`${count} messages in ${seconds.toFixed(1)} s, slowest ${slowest.toFixed(2)} ms`)
console.info(`slowest: ${JSON.stringify(slowestText)}`)
