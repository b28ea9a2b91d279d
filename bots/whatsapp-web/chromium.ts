/** Finding a browser on the system. */
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Settings } from './settings.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const HOW = 'install Chromium ("apt-get install chromium") or set CHROMIUM_PATH to a Chrome or Chromium'

const canRun = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

export type Found = { readonly path: string } | { readonly missing: string }

export async function findChromium({ chromium, path }: Pick<Settings, 'chromium' | 'path'>): Promise<Found> {
  if (chromium !== undefined) {
    if (await canRun(chromium)) return { path: chromium }
    return { missing: `WhatsApp has no browser: CHROMIUM_PATH names nothing that can be run; ${HOW}` }
  }
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  for (const one of [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE])
    if (await canRun(one)) return { path: one }
  return { missing: `WhatsApp has no browser: ${HOW}` }
}
