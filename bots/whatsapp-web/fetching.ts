/** Attachments are fetched out of the page, by the message that they came with. */
import type { Fetched, IncomingMedia } from '../gateway.ts'
import { askDesk } from './control.ts'
import { messageOfMedia } from './incoming.ts'
import type { Keeper } from './keeper.ts'
import type { Settings } from './settings.ts'

const MEBIBYTE = 1024 * 1024
const LARGEST = 16 * MEBIBYTE
const FETCH_WITHIN = 60_000

const again = (words: string): Fetched => ({ ok: false, retry: true, words })
const never = (words: string): Fetched => ({ ok: false, retry: false, words })

export function createFetching({ runs, directory }: Settings, keeper: Keeper) {
  const elsewhere = async (media: IncomingMedia): Promise<Fetched> => {
    const fetched = (await askDesk(directory, { do: 'fetch', media }))?.fetched
    if (!fetched) return again('another process has the browser')
    if (!fetched.ok) return fetched
    const { base64, ...rest } = fetched
    return { ...rest, content: Buffer.from(base64, 'base64') }
  }

  return async (media: IncomingMedia): Promise<Fetched> => {
    const serialized = messageOfMedia(media.url)
    if (serialized === undefined) return never('not an attachment of WhatsApp')
    if (!runs || keeper.life.is === 'standby') return elsewhere(media)
    if (keeper.life.is !== 'ready') return again('WhatsApp is not ready')
    const got = await keeper.ask('media', { serialized, largest: LARGEST }, FETCH_WITHIN)
    if (got.is === 'lost') return again('the browser gave no answer')
    if (got.is === 'broken') return again(`the browser broke: ${got.why}`)
    const { answer } = got
    switch (answer.is) {
      case 'content':
        return { ok: true, content: Buffer.from(answer.base64, 'base64'), mimeType: answer.mimeType }
      case 'gone':
        return never('WhatsApp has it no more')
      case 'too-large':
        return never(`larger than ${LARGEST / MEBIBYTE} MB`)
      case 'not-yet':
        return again('WhatsApp does not give it now')
      default:
        return answer satisfies never
    }
  }
}
