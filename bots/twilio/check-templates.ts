/** Doctor's look at the templates of desk.yaml: WhatsApp must have approved them, with the same places to fill. */
import type { Check, OfficeSays, Template } from '../gateway.ts'
import type { Client } from './client.ts'

const APPROVED = 'approved'
const MARKETING = 'MARKETING'

export const NO_TEMPLATES: Check = {
  level: 'note',
  about: 'templates',
  words:
    'none in desk.yaml: who has not written for a day is not reached by WhatsApp; fill `templates`, see desk.example.yaml',
}

export const templateLooks = (templates: OfficeSays['templates']) =>
  Object.entries(templates).map(([topic, template]) => {
    const about = `template ${topic}`
    return { about, look: (client: Client) => lookAt(about, template, client) }
  })

/** Twilio has no such template. */
const isNotThere = (thrown: unknown): boolean => thrown instanceof Error && Reflect.get(thrown, 'status') === 404

async function lookAt(about: string, { contentSid, variables }: Template, client: Client): Promise<Check> {
  const content = client.content.v1.contents(contentSid)
  const found = await content.fetch().catch((thrown: unknown) => {
    if (isNotThere(thrown)) return undefined
    throw thrown
  })
  if (!found) return { level: 'missing', about, words: 'the account has no such template: check its contentSid' }
  const places = Object.keys(found.variables ?? {})
  const filled = Object.keys(variables)
  const differ = places.length !== filled.length || places.some((place) => !filled.includes(place))
  if (differ) {
    const words = `Twilio's has the places ${listed(places)}, desk.yaml fills ${listed(filled)}: let them be the same`
    return { level: 'missing', about, words }
  }
  const { whatsapp } = await content.approvalFetch().fetch()
  const { status = 'unsubmitted', category = '' } = (whatsapp ?? {}) as { status?: string; category?: string }
  if (status !== APPROVED) {
    return { level: 'note', about, words: `it is ${status}: WhatsApp delivers only what it has approved` }
  }
  return category === MARKETING
    ? { level: 'note', about, words: 'WhatsApp takes it for marketing and may hold it back: hand it in as Utility' }
    : { level: 'ok', about, words: 'WhatsApp has approved it' }
}

const listed = (places: readonly string[]) => (places.length === 0 ? 'none' : places.join(', '))
