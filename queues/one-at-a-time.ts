/**
 * Of several jobs for one conversation in this process only the first works; the others are told and go. So a sender who
 * floods takes one place among the workers, and the rest of the world has the others (DESIGN rule 2).
 */
export function oneAtATime(work: (key: number) => Promise<void>): (key: number) => Promise<void> {
  /** By key: whether there is more to do after the round that runs. */
  const running = new Map<number, boolean>()
  return async (key) => {
    if (running.has(key)) {
      running.set(key, true)
      return
    }
    try {
      do {
        running.set(key, false)
        await work(key)
      } while (running.get(key))
    } finally {
      running.delete(key)
    }
  }
}
