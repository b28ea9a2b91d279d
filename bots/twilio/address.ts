/** From whom and to whom a message goes, as Twilio writes it. */
import type { Outgoing } from '../gateway.ts'
import type { Settings } from './settings.ts'

export interface Addressed {
  readonly to: string
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string }
}

/** `undefined`: the channel has no sender here. */
export function addressOf(
  { channel, to }: Pick<Outgoing, 'channel' | 'to'>,
  settings: Settings,
): Addressed | undefined {
  const { smsFrom, messagingServiceSid, whatsappFrom } = settings
  switch (channel) {
    case 'whatsapp':
      return whatsappFrom ? { to: `whatsapp:${to}`, sender: { from: `whatsapp:${whatsappFrom}` } } : undefined
    case 'sms':
      if (smsFrom) return { to, sender: { from: smsFrom } }
      return messagingServiceSid ? { to, sender: { messagingServiceSid } } : undefined
    case 'voice':
      return undefined
    default:
      return channel satisfies never
  }
}

/** Of an address as Twilio writes it. */
export const channelOf = (address: string): 'whatsapp' | 'sms' => (address.startsWith('whatsapp:') ? 'whatsapp' : 'sms')

/** What keeps a pace of its own: a number, or a messaging service as a whole. */
export const senderOf = ({ sender }: Addressed): string => ('from' in sender ? sender.from : sender.messagingServiceSid)

export function isFrom(
  { from, messagingServiceSid }: { readonly from: string; readonly messagingServiceSid: string | null },
  { sender }: Addressed,
): boolean {
  return 'from' in sender ? from === sender.from : messagingServiceSid === sender.messagingServiceSid
}
