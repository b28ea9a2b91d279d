/** Chance that can be repeated: the same seed gives the same faults in the same order. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** Whole, both ends included. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  shuffled<T>(from: readonly T[]): T[]
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const shuffled = <T>(from: readonly T[]): T[] => {
    const all = [...from]
    for (let last = all.length - 1; last > 0; last -= 1) {
      const other = between(0, last)
      const held = all[last] as T
      all[last] = all[other] as T
      all[other] = held
    }
    return all
  }
  return { next, between, pick: (from) => from[between(0, from.length - 1)] as never, shuffled }
}
