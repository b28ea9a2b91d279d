/** TwiML as Twilio reads it: verbs in order, with their attributes and text. Written anew, without the library. */

export interface Verb {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Of a verb that holds others, theirs. */
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')

/** Throws on what is no TwiML. */
export function readTwiml(xml: string): Verb[] {
  const [, inside] =
    /^(?:<\?xml[^>]*\?>)?\s*<Response>(.*)<\/Response>\s*$/s.exec(xml) ?? /^<Response\/>()$/.exec(xml) ?? []
  if (inside === undefined) throw new Error(`not TwiML: ${xml}`)
  const verbs: Verb[] = []
  const rest = inside.replace(
    /<(\w+)((?:\s+\w+="[^"<]*")*)\s*(?:\/>|>((?:(?!<\/\1>).)*)<\/\1>)/gs,
    (_, name: string, attributes: string, text = '') => {
      const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decode(value)])
      verbs.push({ name, attributes: Object.fromEntries(pairs), text: decode(text.replace(/<[^>]*>/g, '')) })
      return ''
    },
  )
  if (rest.trim() !== '') throw new Error(`TwiML that is not understood: ${rest}`)
  return verbs
}
