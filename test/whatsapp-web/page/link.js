/** Linking and being connected: the modules that the library looks at until it is ready. */
import { Emitter } from './emitter.js'

class Observed extends Emitter {
  /** Sets one field and tells of it if it differs. */
  set(name, value) {
    if (this[name] === value) return
    this[name] = value
    this.trigger(`change:${name}`, this, value)
  }
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes))
const someKey = () => ({ pubKey: crypto.getRandomValues(new Uint8Array(32)) })

/** `ask` asks the server. */
export function linking(ask) {
  const Socket = Object.assign(new Observed(), {
    state: 'OPENING',
    hasSynced: false,
    logout: () => ask('logout'),
    reconnect: () => ask('takeover'),
    takeover: () => ask('takeover'),
  })
  const Conn = Object.assign(new Observed(), {
    ref: undefined,
    platform: 'android',
    pushname: '',
    serialize: () => ({ ref: Conn.ref, platform: Conn.platform, pushname: Conn.pushname }),
  })
  const refreshQR = () => ask('refresh-qr')
  const Cmd = Object.assign(new Emitter(), { refreshQR })
  const noise = { staticKeyPair: someKey() }
  const registration = { identityKeyPair: someKey() }

  const modules = {
    WAWebSocketModel: { Socket },
    WAWebConnModel: { Conn },
    WAWebCmd: { Cmd },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
    WABase64: { encodeB64: base64 },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: 1 },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => noise } },
    WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => registration } },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => base64(registration.identityKeyPair.pubKey) },
    WAWebLaunchSocketUtils: { refreshQR },
    WAWebAltDeviceLinkingApi: {
      setPairingType: () => {},
      initializeAltDeviceLinking: async () => {},
      initializeQRLinking: async () => {},
      startAltLinkingFlow: (phone) => ask('pairing-code', { phone }),
    },
  }
  return { Socket, Conn, Cmd, modules }
}
