/** Who: a person by number (c.us) or by LID (lid), a group, a newsletter, or the list of status messages. */
export class Wid {
  constructor(user, server) {
    this.server = server
    this.user = user
    this._serialized = `${user}@${server}`
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid'
  }

  isLid() {
    return this.server === 'lid'
  }

  isGroup() {
    return this.server === 'g.us'
  }

  isNewsletter() {
    return this.server === 'newsletter'
  }

  isBroadcast() {
    return this.server === 'broadcast'
  }

  isStatus() {
    return this._serialized === 'status@broadcast'
  }

  equals(other) {
    return this._serialized === other?._serialized
  }

  toJid() {
    return this._serialized
  }

  toString() {
    return this._serialized
  }
}

/** From text, or from anything that has it. */
export function createWid(like) {
  const text = typeof like === 'string' ? like : like?._serialized
  const [, user, server] = /^([^@]+)@([a-z.]+)$/.exec(text ?? '') ?? []
  if (!user) throw new Error(`wid error: invalid wid: ${text}`)
  return new Wid(user, server === 's.whatsapp.net' ? 'c.us' : server)
}

/** Which message: its direction, its chat, its own id, and in groups its sender. */
export class MsgKey {
  constructor({ fromMe, remote, from, to, id, participant, selfDir }) {
    this.fromMe = fromMe ?? selfDir === 'out'
    this.remote = createWid(remote ?? (this.fromMe ? to : from))
    this.id = id
    if (participant) this.participant = createWid(participant)
    this._serialized = [this.fromMe, this.remote, id, ...(participant ? [this.participant] : [])].join('_')
  }

  static async newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(9))
    return `3EB0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`
  }

  toString() {
    return this._serialized
  }
}
