/** Which webhooks are registered at the phone gateway, which should be, and what has to be changed. Pure. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Settings } from './settings.ts'
import { PATH } from './webhooks.ts'

/** `needed`: the desk cannot do without. The others are unknown to older versions of the app. */
export const EVENTS = [
  { event: 'sms:received', needed: true },
  { event: 'sms:sent', needed: true },
  { event: 'sms:delivered', needed: true },
  { event: 'sms:failed', needed: true },
  { event: 'system:ping', needed: true },
  { event: 'sms:cancelled', needed: false },
  { event: 'mms:downloaded', needed: false },
] as const satisfies readonly { event: string; needed: boolean }[]

const REGISTERED = z
  .object({ id: z.string(), url: z.string(), event: z.string(), device_id: z.string().nullish() })
  .transform(({ device_id, ...rest }) => ({ ...rest, device: device_id ?? undefined }))

/** As the phone gateway lists them. */
export const REGISTRATIONS = z.array(REGISTERED)

export interface Registration {
  readonly id: string
  readonly url: string
  readonly event: string
  /** Absent: all phones of the account. */
  readonly device?: string | undefined
}

type Wanted = Pick<Settings, 'publicUrl' | 'device'>

/** Where the phone is to post to. */
export const addressOf = ({ publicUrl }: Wanted): string => publicUrl + PATH

/** The id tells what it was made for: so a registration of ours is known again, and twice the same is one. */
const markOf = ({ url, event, device }: Omit<Registration, 'id'>): string =>
  `helpdesk-${createHash('sha256')
    .update([url, event, device ?? ''].join('\n'))
    .digest('hex')
    .slice(0, 16)}`

const isMarked = (one: Registration) => one.id === markOf(one)

/** Whether an address is one of this webhook's, at any host. */
const isAlike = (url: string) => URL.canParse(url) && new URL(url).pathname.endsWith(PATH)

const isSameAddress = (a: string, b: string) => a === b || (URL.canParse(a) && new URL(a).href === new URL(b).href)

export interface Plan {
  readonly kept?: Registration
  readonly added?: Registration
  /** Of this address for no use or twice, or made for an address that was ours before. */
  readonly removed: readonly Registration[]
  /** Of another address, and perhaps somebody else's. */
  readonly left: readonly Registration[]
}

/**
 * One registration of each event, and no more: each has ids of its own for the same SMS, so that of two the desk would
 * take one SMS for two.
 */
export function planFor(event: string, all: readonly Registration[], wanted: Wanted): Plan {
  const url = addressOf(wanted)
  const { device } = wanted
  const ours = all.filter((one) => one.event === event && isAlike(one.url))
  const here = ours.filter((one) => isSameAddress(one.url, url))
  const elsewhere = ours.filter((one) => !isSameAddress(one.url, url))
  // One for all phones hears ours as well; a phone in its local mode lists itself without a name.
  const hears = (one: Registration) => one.device === undefined || one.device === device
  const kept = here.find((one) => one.device === device) ?? here.find(hears)
  const isOld = (one: Registration) => isMarked(one) && one.device === device
  const change = { url, event, device }
  return {
    ...(kept ? { kept } : { added: { id: markOf(change), ...change } }),
    removed: [...here.filter((one) => one !== kept), ...elsewhere.filter(isOld)],
    left: elsewhere.filter((one) => !isOld(one)),
  }
}
