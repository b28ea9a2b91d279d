/** A message as it goes to another process of the same desk, as JSON. */
import type { Outgoing } from '../gateway.ts'

export type Portable = Omit<Outgoing, 'document'> & {
  readonly document?: { readonly mimeType: string; readonly name: string; readonly base64: string }
}

/** Of its document the content as well, where it is to be sent. */
export async function portable({ document, ...message }: Outgoing, withContent: boolean): Promise<Portable> {
  if (!document) return message
  const { mimeType, name } = document
  const base64 = withContent ? (await document.content()).toString('base64') : ''
  return { ...message, document: { mimeType, name, base64 } }
}

export function unpacked({ document, ...message }: Portable): Outgoing {
  if (!document) return message
  const { base64, ...rest } = document
  return { ...message, document: { ...rest, content: async () => Buffer.from(base64, 'base64') } }
}
