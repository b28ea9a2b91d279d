/** Messages as Twilio keeps and shows them. */

export interface Sent {
  readonly sid: string
  readonly to: string
  readonly from: string
  readonly messagingServiceSid: string | null
  readonly body: string
  readonly statusCallback: string
  readonly createdAt: number
  /** Everything that was posted. */
  readonly parameters: Readonly<Record<string, string>>
  status: string
  errorCode: number | null
}

export interface Received {
  readonly sid: string
  readonly to: string
  readonly from: string
  readonly messagingServiceSid: string | null
  readonly body: string
  readonly createdAt: number
  /** MIME types of what came with it. */
  readonly media: readonly string[]
}

/** Not yet handed to the network: such a message has no date of sending. */
const NOT_SENT: ReadonlySet<string> = new Set(['accepted', 'scheduled', 'queued'])

const isSent = (message: Sent | Received): message is Sent => 'status' in message

export const sentAt = (message: Sent | Received): number | undefined =>
  isSent(message) && NOT_SENT.has(message.status) ? undefined : message.createdAt

export const rfc2822 = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000')

export function shown(message: Sent | Received, accountSid: string, base: string) {
  const at = sentAt(message)
  const numMedia = isSent(message) ? 0 : message.media.length
  return {
    sid: message.sid,
    account_sid: accountSid,
    messaging_service_sid: message.messagingServiceSid,
    from: message.from,
    to: message.to,
    body: message.body,
    status: isSent(message) ? message.status : 'received',
    direction: isSent(message) ? 'outbound-api' : 'inbound',
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.createdAt),
    date_sent: at === undefined ? null : rfc2822(at),
    error_code: isSent(message) ? message.errorCode : null,
    error_message: null,
    num_media: String(numMedia),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    uri: `${base}/${message.sid}.json`,
    subresource_uris: { media: `${base}/${message.sid}/Media.json` },
  }
}

export function shownMedia({ sid, media, createdAt }: Received, accountSid: string, base: string) {
  const list = media.map((contentType, at) => {
    const own = `ME${sid.slice(2, 32)}${String(at).padStart(2, '0')}`
    return {
      sid: own,
      account_sid: accountSid,
      parent_sid: sid,
      content_type: contentType,
      date_created: rfc2822(createdAt),
      date_updated: rfc2822(createdAt),
      uri: `${base}/${sid}/Media/${own}.json`,
    }
  })
  return { media_list: list, next_page_uri: null, page: 0, page_size: 50 }
}
