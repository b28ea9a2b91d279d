/** Events by name; several names may be listened to at once, with spaces between them. */
export class Emitter {
  #listeners = new Map()

  on(names, listener) {
    for (const name of names.split(/\s+/)) this.#listeners.set(name, [...this.#of(name), listener])
    this.listened?.(names)
    return this
  }

  off(names, listener) {
    for (const name of names.split(/\s+/)) {
      this.#listeners.set(
        name,
        this.#of(name).filter((one) => one !== listener && one.original !== listener),
      )
    }
    return this
  }

  once(names, listener) {
    const first = (...values) => {
      this.off(names, first)
      listener(...values)
    }
    first.original = listener
    return this.on(names, first)
  }

  trigger(name, ...values) {
    for (const listener of this.#of(name)) listener(...values)
  }

  #of(name) {
    return this.#listeners.get(name) ?? []
  }
}
