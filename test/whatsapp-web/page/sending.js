/** Sending: a message is shown at once with ack 0, and the server's answer comes later or never. */
import { createWid, MsgKey } from './ids.js'
import { Msg } from './models.js'

const LINK = /https?:\/\/\S+/g

export function sending(ask, { msgs }) {
  /** What the server has not answered; sent again when the connection is back. */
  const unanswered = new Map()

  const dispatch = (msg, resolve) => {
    const { id, quotedParticipant: _, mediaData: __, ...fields } = msg.toJSON()
    const wire = { ...fields, id: id.id, chat: id.remote._serialized, author: id.participant?._serialized }
    ask('send', { message: wire }).then(
      ({ ack }) => {
        unanswered.delete(id.id)
        msgs.change(msg, { ack })
        resolve({ messageSendResult: ack > 0 ? 'OK' : 'ERROR_UNKNOWN' })
      },
      () => {},
    )
  }

  const addAndSendMsgToChat = (chat, fields) => {
    const msg = new Msg(fields)
    const result = new Promise((resolve) => unanswered.set(msg.id.id, () => dispatch(msg, resolve)))
    chat.msgs.add(msg)
    chat.t = msg.t
    msgs.add(msg)
    unanswered.get(msg.id.id)()
    return [Promise.resolve(msg), result]
  }

  const links = (text) => [...(text ?? '').matchAll(LINK)].map(([href]) => ({ href }))
  const typing = (state) => (wid) => ask('typing', { chat: wid._serialized, state })

  const modules = {
    WALinkify: { findLink: (text) => links(text)[0] ?? null, findLinks: links },
    WAWebWidFactory: {
      createWid,
      createWidFromWidLike: createWid,
      asUserWidOrThrow: (wid) => {
        if (!wid.isUser()) throw new Error('not a user')
        return wid
      },
    },
    WAWebMsgKey: MsgKey,
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
    WAWebSendMsgChatAction: { addAndSendMsgToChat },
    WAWebStreamModel: { Stream: { markAvailable: () => {}, markUnavailable: () => {} } },
    WAWebChatStateBridge: {
      sendChatStateComposing: typing('composing'),
      sendChatStateRecording: typing('recording'),
      sendChatStatePaused: typing('paused'),
    },
  }
  return {
    modules,
    again: () => {
      for (const send of unanswered.values()) send()
    },
  }
}
