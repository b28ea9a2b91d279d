/** Messages, chats and contacts as the page holds them, and collections of these that tell of changes. */
import { Emitter } from './emitter.js'
import { createWid, MsgKey } from './ids.js'

export class Collection extends Emitter {
  #models = new Map()

  get(key) {
    return this.#models.get(typeof key === 'string' ? key : key?._serialized)
  }

  getModelsArray() {
    return [...this.#models.values()]
  }

  get length() {
    return this.#models.size
  }

  /** `before`: ahead of all others. */
  add(model, { before = false } = {}) {
    const key = model.id._serialized
    this.#models = before ? new Map([[key, model], ...this.#models]) : this.#models.set(key, model)
    this.trigger('add', model)
    return model
  }

  remove(model) {
    this.#models.delete(model.id._serialized)
    this.trigger('remove', model)
  }

  /** Sets what differs and tells of each. */
  change(model, fields) {
    const changed = Object.keys(fields).filter((name) => model[name] !== fields[name])
    const earlier = changed.map((name) => model[name])
    Object.assign(model, fields)
    for (const [index, name] of changed.entries()) {
      for (const one of [model, this]) one.trigger(`change:${name}`, model, fields[name], earlier[index])
    }
    if (changed.length > 0) for (const one of [model, this]) one.trigger('change', model)
  }
}

/** What is for the page alone, and is not part of a model's data. */
const HIDDEN = new Set(['mediaObject', 'mediaBlob', 'msgs', 'groupMetadata'])

class Model extends Emitter {
  constructor(fields) {
    super()
    Object.assign(this, fields)
  }

  serialize() {
    const entries = Object.entries(this).filter(([name, value]) => !HIDDEN.has(name) && typeof value !== 'function')
    return Object.fromEntries(entries)
  }

  toJSON() {
    return this.serialize()
  }
}

const WIDS = ['from', 'to', 'author', 'quotedParticipant']

export class Msg extends Model {
  /** From what the server tells: ids are text there. */
  static told({ id, fromMe, chat, ...fields }) {
    const wids = WIDS.filter((name) => fields[name]).map((name) => [name, createWid(fields[name])])
    const key = new MsgKey({ fromMe, remote: chat, id, participant: fields.author })
    const media = fields.directPath ? { mediaData: { type: fields.type, mediaStage: 'INIT' }, mediaObject: {} } : {}
    return new Msg({ ...fields, ...Object.fromEntries(wids), ...media, id: key })
  }

  get isNotification() {
    return ['e2e_notification', 'gp2', 'notification_template'].includes(this.type)
  }

  get isStatusV3() {
    return this.id.remote.isStatus()
  }

  isEphemeral = false

  unsafe() {
    return this
  }

  /** What an answer to this message carries. */
  msgContextInfo() {
    return {
      quotedMsg: { type: this.type, body: this.body, caption: this.caption },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? this.from,
    }
  }

  async downloadMedia() {
    const { ok } = await fetch(this.directPath, { method: 'HEAD' })
    this.mediaData.mediaStage = ok ? 'RESOLVED' : 'ERROR_MISSING'
  }
}

export class Chat extends Model {
  msgs = new Collection()
  mute = { expiration: 0 }

  get lastReceivedKey() {
    return this.msgs.getModelsArray().findLast(({ id }) => !id.fromMe)?.id
  }

  /** With its messages, by which the library sees whether there is a last one. */
  serialize() {
    return { ...super.serialize(), msgs: this.msgs.getModelsArray().map((msg) => msg.serialize()) }
  }

  toJSON() {
    return super.serialize()
  }
}

export class Contact extends Model {
  isBusiness = false
  isContactBlocked = false
}

export class GroupMetadata extends Model {}
