/** The connection to the server: questions with answers, and what the server tells by itself. */

const RETRY_MS = 200

export class Wire {
  #socket
  #count = 0
  #asked = new Map()
  #told
  #lost
  #address

  /** `address` is asked for anew at each try. */
  constructor({ address, told, lost }) {
    this.#address = address
    this.#told = told
    this.#lost = lost
    this.#connect()
  }

  get open() {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Rejects when the server refuses or the connection ends first; a question that is not answered stays open. */
  ask(what, fields = {}) {
    if (!this.open) return Promise.reject(new Error('not connected'))
    this.#count += 1
    const n = this.#count
    return new Promise((resolve, reject) => {
      this.#asked.set(n, { resolve, reject })
      this.#socket.send(JSON.stringify({ n, ask: what, ...fields }))
    })
  }

  #connect() {
    const socket = new WebSocket(this.#address())
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.tell) return this.#told(message)
      const asked = this.#asked.get(message.n)
      this.#asked.delete(message.n)
      if ('error' in message) asked?.reject(Object.assign(new Error(message.error), { name: message.error }))
      else asked?.resolve(message.is)
    }
    socket.onclose = () => {
      for (const { reject } of this.#asked.values()) reject(new Error('connection lost'))
      this.#asked.clear()
      this.#lost()
      setTimeout(() => this.#connect(), RETRY_MS)
    }
  }
}
