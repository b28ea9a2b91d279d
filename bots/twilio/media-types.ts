/** What an attachment may be: what the provider says of it, held against its own first bytes. */

const bare = (mimeType: string) => mimeType.split(';')[0]?.trim().toLowerCase() ?? ''

/** No SVG and no HTML: they run in a browser. Archives and programs are no evidence of a fault. */
const ALLOWED: readonly RegExp[] = [
  /^image\/(jpeg|png|gif|webp|heic|heif|avif|bmp|tiff)$/,
  /^(audio|video)\/[\w.+-]+$/,
  /^application\/(pdf|ogg|mp4|rtf|msword|vnd\.ms-(excel|powerpoint))$/,
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+$/,
  /^text\/(plain|csv|rtf|calendar|vcard|x-vcard)$/,
]
const isAllowed = (type: string) => ALLOWED.some((pattern) => pattern.test(type))

/** Says nothing of what is in it. */
const UNTOLD: ReadonlySet<string> = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

const SIGNS: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['audio/wav', 8, 'WAVE'],
  ['video/mp4', 4, 'ftyp'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['application/pdf', 0, '%PDF'],
]
const HTML = /^\s*(<!doctype\s+html|<html|<head|<body)/i

function seenIn(content: Buffer): string | undefined {
  const head = content.subarray(0, 512).toString('latin1')
  if (HTML.test(head.replace(/^ï»¿/, ''))) return 'text/html'
  return SIGNS.find(([, at, bytes]) => head.startsWith(bytes, at))?.[0]
}

type Family = 'picture' | 'sound' | 'document'
const familyOf = (type: string): Family =>
  type.startsWith('image/') ? 'picture' : /^(audio|video)\/|^application\/(ogg|mp4)$/.test(type) ? 'sound' : 'document'

/**
 * What the attachment is; undefined: nothing that is kept. `announced` is what its message said of it, `told` what it
 * came with. A picture that turns out to be a page is none.
 */
export function typeOf(announced: string, told: string, content: Buffer): string | undefined {
  const [expected, got] = [bare(announced), bare(told)]
  const seen = seenIn(content)
  if (seen === 'text/html') return undefined
  const said = UNTOLD.has(got) ? expected : got
  const fits = seen === undefined || (!UNTOLD.has(said) && familyOf(said) === familyOf(seen))
  const type = fits ? said : seen
  if (!isAllowed(type)) return undefined
  return UNTOLD.has(expected) || familyOf(expected) === familyOf(type) ? type : undefined
}
