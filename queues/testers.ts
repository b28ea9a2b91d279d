/** Who acts in a self-test: people of no directory, all on the one phone that it was given (`npm run desk -- self-test`). */
import type { Conversation } from '../db/conversations.ts'
import type { InboxRow } from '../db/inbox.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Role } from '../src/desk/ticket.ts'

/** Messages of a self-test come through no gateway: the command writes them where gateways do. */
export const SELF_TEST = 'self-test'

const TESTERS = { call_taker: 'Pelapor Uji', kepala_seksi: 'Kepala Seksi Uji' } as const satisfies Partial<
  Record<Role, string>
>
export type TesterRole = keyof typeof TESTERS

/** The id of a message, by which it is known who says it. */
export const testMessageId = (role: TesterRole, unique: string): string => `${role}/${unique}`

export const testersOf = ({ address, channel }: Pick<Conversation, 'address' | 'channel'>): Member[] =>
  (Object.keys(TESTERS) as TesterRole[]).map((role, index) => {
    return { id: -1 - index, name: TESTERS[role], role, phone: address, channels: [channel] }
  })

export const testerOf = ({ providerId }: InboxRow, testers: readonly Member[]): Member | undefined =>
  testers.find(({ role }) => providerId.startsWith(`${role}/`))

export const isTester = ({ id }: Member): boolean => id < 0

export const testReference = (number: number): string => `UJI-${String(number).padStart(4, '0')}`
