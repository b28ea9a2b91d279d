/** PostgreSQL holds neither NUL nor half of a surrogate pair, in text or in JSON. */

/** The text with U+FFFD in their place. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

/** A value as JSON that PostgreSQL can hold. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === 'string' ? storable(part) : part))
