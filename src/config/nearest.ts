/** The known word that a mistyped one most likely means, for messages about wrong settings. */

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Undefined when nothing known is near: at most a third of the letters may differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase().slice(0, 60)
  const near = known
    .map((name) => ({ name, far: distance(lower, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.floor(Math.max(name.length, lower.length) / 3))
    .sort((a, b) => a.far - b.far)
  return near[0]?.name
}

/** `did you mean "people"?`, or the whole list where nothing is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? `known: ${known.join(', ')}` : `did you mean "${near}"?`
}

/** A value as a message may quote it: one line, never long. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys and values'
  const text = String(value).replaceAll(/\s+/g, ' ')
  return `"${text.length > 40 ? `${text.slice(0, 40)}...` : text}"`
}
