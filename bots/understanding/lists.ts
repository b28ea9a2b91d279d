/** Lists of words are read more easily as lines of text. */

export function listed(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

export const words = (text: string): ReadonlySet<string> => new Set(listed(text))
