/** Messages and chats: what the server tells of them, and what the library asks for. */
import { createWid } from './ids.js'
import { Chat, Collection, GroupMetadata, Msg } from './models.js'

export function store(ask, { contacts, named }) {
  const msgs = new Collection()
  const chats = new Collection()
  /** The newest that the server has told of, by its own count. */
  let newest = 0

  const known = (wire) => msgs.get([wire.fromMe, wire.chat, wire.id, ...(wire.author ? [wire.author] : [])].join('_'))

  const chatOf = (id, fields = {}) => {
    const wid = createWid(id)
    const { participants, ...rest } = fields
    const chat = chats.get(wid)
    if (chat) {
      chats.change(chat, rest)
      return chat
    }
    const metadata = participants && {
      groupMetadata: new GroupMetadata({ id: wid, participants: participants.map((one) => ({ id: createWid(one) })) }),
    }
    return chats.add(
      new Chat({ id: wid, formattedTitle: wid.user, unreadCount: 0, archive: false, t: 0, ...rest, ...metadata }),
    )
  }

  /** `isNewMsg`: it comes now; the library tells of no others. */
  const take = (wire, { isNewMsg = false, before = false } = {}) => {
    newest = Math.max(newest, wire.seq)
    const old = known(wire)
    if (old) {
      msgs.change(old, { ack: wire.ack })
      return old
    }
    const msg = Msg.told({ ...wire, isNewMsg })
    const chat = chatOf(wire.chat)
    chat.t = Math.max(chat.t, msg.t)
    chat.msgs.add(msg, { before })
    if (wire.notifyName && !wire.fromMe) void named(msg.author ?? msg.from, wire.notifyName)
    return msgs.add(msg)
  }

  const loadEarlierMsgs = async ({ chat }) => {
    for (;;) {
      const counted = chat.msgs.getModelsArray().flatMap(({ seq }) => (seq === undefined ? [] : [seq]))
      const before = counted.length > 0 ? Math.min(...counted) : undefined
      const earlier = await ask('earlier', { chat: chat.id._serialized, before })
      const fresh = earlier.filter((wire) => !known(wire))
      // What the page has sent itself has its count from the server alone.
      for (const wire of earlier) Object.assign(known(wire) ?? {}, { seq: wire.seq })
      // From the newest to the oldest, each ahead of the one before.
      const loaded = fresh.toReversed().map((wire) => take(wire, { before: true }))
      if (loaded.length > 0 || earlier.length === 0) return loaded.toReversed()
    }
  }

  const getMessagesById = async (ids) => {
    const told = await ask('messages', { ids: ids.map(String) })
    return { messages: told.map((wire) => known(wire) ?? Msg.told(wire)) }
  }

  const findOrCreateLatestChat = async (wid) => ({ chat: chatOf(wid._serialized), created: true })

  /** Reactions come past here; the library puts itself before it. */
  const reactionTableMode = {
    bulkUpsert: (reactions) => {
      for (const { reactionParentKey, reactionText } of reactions) {
        const msg = msgs.get(reactionParentKey)
        if (msg) msgs.change(msg, { hasReaction: reactionText !== '' })
      }
    },
  }

  const tells = {
    message: ({ message, chat: { id, formattedTitle, participants }, twice }) => {
      chatOf(id, { formattedTitle, participants })
      const old = twice ? known(message) : undefined
      if (old) return msgs.trigger('add', old)
      take(message, { isNewMsg: true })
    },
    chat: ({ chat: { id, ...fields } }) => chatOf(id, fields),
    change: ({ message, fields }) => {
      const msg = known(message)
      if (msg) msgs.change(msg, fields)
    },
    reaction: ({ reaction, keys }) => {
      reactionTableMode.bulkUpsert([{ ...reaction, ...keys, author: createWid(reaction.author) }])
    },
  }

  const modules = {
    WAWebCollections: {
      Msg: Object.assign(msgs, { getMessagesById, modelClass: Msg }),
      Chat: Object.assign(chats, { find: async (like) => chatOf(createWid(like)._serialized) }),
      Contact: contacts,
      GroupMetadata: Object.assign(new Collection(), { update: async () => {} }),
      Blocklist: new Collection(),
      BusinessProfile: Object.assign(new Collection(), { find: async () => ({}) }),
    },
    WAWebChatGetters: {
      getIsNewsletter: ({ id }) => id.isNewsletter(),
      getIsBroadcast: ({ id }) => id.isBroadcast(),
    },
    WAWebFindChatAction: { findOrCreateLatestChat },
    WAWebChatLoadMessages: { loadEarlierMsgs },
    WAWebQuotedMsgModelUtils: {
      getQuotedMsgObj: (msg) => {
        const { quotedStanzaID: id, quotedParticipant: from, quotedMsg, quotedFromMe: fromMe } = msg
        const chat = msg.id.remote._serialized
        const there = msg.quotedMsg && known({ fromMe, chat, id })
        return there ?? Msg.told({ ...quotedMsg, id, fromMe, chat, from: from._serialized })
      },
    },
    WAWebMsgReply: { canReplyMsg: () => true },
    WAWebUpdateUnreadChatAction: { sendSeen: ({ chat }) => ask('seen', { chat: chat.id._serialized }) },
    WAWebAddonReactionTableMode: { reactionTableMode },
    WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: () => {} } },
  }
  return { msgs, chats, take, chatOf, tells, modules, newest: () => newest }
}
