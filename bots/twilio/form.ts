/** A form body, read so that empty and repeated parameters survive: the signature covers them. */

export type Form = ReadonlyMap<string, readonly string[]>

export function readForm(body: Buffer): Form {
  const grouped = Map.groupBy(new URLSearchParams(body.toString('utf8')), ([name]) => name)
  return new Map(Array.from(grouped, ([name, pairs]) => [name, pairs.map(([, value]) => value)]))
}

/** The first value of a parameter; empty where it is empty or missing. */
export const first = (form: Form, name: string): string => form.get(name)?.[0] ?? ''

/** All parameters; one given more than once is a list. */
export function allOf(form: Form): Record<string, string | string[]> {
  return Object.fromEntries(
    Array.from(form, ([name, values]) => [name, values.length > 1 ? [...values] : (values[0] ?? '')]),
  )
}

/** PostgreSQL stores no U+0000, and a message that can never be stored would be refused for ever. */
export function withoutNul(form: Form): Form {
  const clean = (text: string) => text.replaceAll('\0', '\uFFFD')
  return new Map(Array.from(form, ([name, values]) => [clean(name), values.map(clean)]))
}
