/** Those who wait for something to come true; it is looked at after each change. */
export class Waits {
  readonly #waiting = new Set<{ readonly look: () => boolean; readonly reject: (why: Error) => void }>()

  /** Resolves with the first value that is not undefined; at once if there is one. */
  until<T>(value: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const now = value()
        if (now !== undefined) resolve(now)
        return now !== undefined
      }
      if (!look()) this.#waiting.add({ look, reject })
    })
  }

  look(): void {
    for (const one of this.#waiting) if (one.look()) this.#waiting.delete(one)
  }

  end(): void {
    for (const { reject } of this.#waiting) reject(new Error('the stand-in stopped'))
    this.#waiting.clear()
  }
}
