/** People, and which number and LID are the same person. */
import { createWid } from './ids.js'
import { Collection, Contact } from './models.js'

export function people(ask) {
  let me = {}
  const lids = new Map()
  const phones = new Map()
  const contacts = Object.assign(new Collection(), {
    find: async (like) => {
      const id = createWid(like)
      return contacts.get(id) ?? contacts.add(new Contact({ id, name: undefined, pushname: undefined }))
    },
  })

  /** Pairs of a number's id and a LID. */
  const learn = (pairs = []) => {
    for (const [phone, lid] of pairs) {
      lids.set(phone, createWid(lid))
      phones.set(lid, createWid(phone))
    }
  }

  const named = async (like, pushname) => {
    const contact = await contacts.find(like)
    contact.pushname = pushname ?? contact.pushname
    contact.phoneNumber = phones.get(contact.id._serialized)
  }

  const queryWidExists = async (wid) => {
    const { exists, pairs } = await ask('exists', { wid: wid._serialized })
    learn(pairs)
    return exists ? { wid } : null
  }

  const field = (name) => (contact) => contact[name]
  const isMe = ({ id }) => id.equals(me.pn) || id.equals(me.lid)
  const getters = {
    getIsMe: isMe,
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: () => true,
    getUserid: ({ id }) => id.user,
    getVerifiedName: field('verifiedName'),
    getVerifiedLevel: field('verifiedLevel'),
    getStatusMute: field('statusMute'),
    getName: field('name'),
    getShortName: field('shortName'),
    getPushname: field('pushname'),
    getIsEnterprise: () => false,
  }

  const modules = {
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.pn, getMaybeMeLidUser: () => me.lid },
    WAWebQueryExistsJob: { queryWidExists },
    WAWebApiContact: {
      getCurrentLid: ({ _serialized }) => lids.get(_serialized),
      getPhoneNumber: ({ _serialized }) => phones.get(_serialized),
      getAlternateUserWid: ({ _serialized }) => lids.get(_serialized) ?? phones.get(_serialized),
    },
    WAWebLidMigrationUtils: { toPn: (wid) => (wid.isLid() ? phones.get(wid._serialized) : wid) },
    WAWebContactGetters: getters,
    WAWebFrontendContactGetters: { getIsMyContact: () => false },
  }
  return {
    contacts,
    modules,
    named,
    isNow: ({ pn, lid }) => {
      me = { pn: createWid(pn), lid: createWid(lid) }
    },
  }
}
