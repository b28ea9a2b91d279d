/** The page: what it shows to whatsapp-web.js as `window.Debug` and `window.require`, and what the server tells it. */
import { deviceKey } from './device.js'
import { MsgKey } from './ids.js'
import { linking } from './link.js'
import { media } from './media.js'
import { people } from './people.js'
import { sending } from './sending.js'
import { store } from './store.js'
import { Wire } from './wire.js'

const settings = JSON.parse(document.querySelector('#settings').textContent)
const ask = async (...question) => (await connected).ask(...question)

const link = linking(ask)
const folk = people(ask)
const kept = store(ask, folk)
const sender = sending(ask, kept)
const { Socket, Conn, Cmd } = link

const modules = {
  ...link.modules,
  ...folk.modules,
  ...kept.modules,
  ...sender.modules,
  ...media(),
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen: () => {} },
  WAWebCallCollection: { on: () => {}, calls: new Map() },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
}

let lacking = new Set(settings.lacking)
window.require = (name) => {
  if (lacking.has(name) || !Object.hasOwn(modules, name)) throw new Error(`Requiring unknown module "${name}"`)
  return modules[name]
}
window.Debug = { VERSION: settings.version }

/** `normal`: as soon as somebody listens, so that no slow machine misses it. */
let syncWhenHeard = false
let heard = false
Socket.listened = (names) => {
  if (names.includes('change:hasSynced')) {
    heard = true
    ask('listens').catch(() => {})
    synchroniseIfHeard()
  }
}
const synchroniseIfHeard = () => {
  // Not within the call by which the library subscribes: as on the real page, it comes later.
  if (heard && syncWhenHeard) setTimeout(() => Socket.set('hasSynced', true))
}

/** All that the server knows and the page does not; none of it is new, so nobody is told. */
const takeSnapshot = ({ me, chats, messages, sync }) => {
  folk.isNow(me)
  Conn.pushname = me.name
  for (const { id, ...fields } of chats) kept.chatOf(id, fields)
  for (const message of messages) kept.take(message)
  sender.again()
  syncWhenHeard = sync === 'normal'
  if (sync === 'early') Socket.set('hasSynced', true)
}

const idle = (milliseconds) => {
  const end = performance.now() + (milliseconds ?? Number.POSITIVE_INFINITY)
  while (performance.now() < end);
}

const held = []
const tells = {
  ...kept.tells,
  reaction: ({ reaction, of, own }) =>
    kept.tells.reaction({ reaction, keys: { id: new MsgKey(own), reactionParentKey: new MsgKey(of) } }),
  state: ({ state, ref, snapshot }) => {
    if (ref) Conn.set('ref', ref)
    if (snapshot) takeSnapshot(snapshot)
    Socket.set('state', state)
    if (snapshot) synchroniseIfHeard()
  },
  synced: ({ times }) => {
    for (let count = 0; count < times; count += 1) {
      Socket.hasSynced = false
      Socket.set('hasSynced', true)
    }
  },
  leave: () => {
    Cmd.trigger('logout')
    location.assign('/?post_logout=1&logout_reason=0')
  },
  reload: () => location.reload(),
  lacking: ({ names }) => {
    lacking = new Set(names)
    ask('lacks').catch(() => {})
  },
  hang: ({ milliseconds }) => idle(milliseconds),
  grow: ({ mebibytes }) => held.push(...Array.from({ length: mebibytes }, () => new Uint8Array(1 << 20).fill(1))),
}

const start = async () => {
  const device = await deviceKey()
  return new Promise((resolve) => {
    const wire = new Wire({
      address: () => `wss://${location.host}/socket?device=${device}&since=${kept.newest()}`,
      told: (message) => {
        resolve(wire)
        tells[message.tell](message)
      },
      lost: () => {
        if (Socket.state === 'CONNECTED') Socket.set('state', 'TIMEOUT')
      },
    })
  })
}
const connected = start()
