/** What files are called where nobody gave them a name. */

/** The type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
export const bareType = (mimeType: string): string => mimeType.split(';')[0]?.trim() ?? ''

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/amr': 'amr',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
}

/** With the extension of its type, where that is known. */
export function withExtension(name: string, mimeType: string): string {
  const extension = EXTENSIONS[bareType(mimeType).toLowerCase()]
  return extension === undefined ? name : `${name}.${extension}`
}
