/** Chromium: where it is, and what it has to be started with to take the stand-in for WhatsApp. */
import { createHash, X509Certificate } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** `undefined`: none is installed. */
export function findChromium(environment = process.env): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter)
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [environment.CHROMIUM_PATH ?? '', ...places].find((path) => {
    if (path === '') return false
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** No other host can be reached, and no certificate but this one is taken on trust. */
export function chromiumArguments(port: number, certificate: string): readonly string[] {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  const hash = createHash('sha256').update(key).digest('base64')
  return [
    `--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${hash}`,
    '--disable-gpu',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}
