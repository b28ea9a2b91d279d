/** Doctor's look at WhatsApp: whether there is a browser, and how the desk that runs is. */
import type { Check } from '../gateway.ts'
import { findChromium } from './chromium.ts'
import { askDesk } from './control.ts'
import type { Settings } from './settings.ts'

/** Wall milliseconds: it looks at nothing but what it knows. */
const STATUS_WITHIN = 10_000

export async function check(settings: Settings): Promise<readonly Check[]> {
  const found = await findChromium(settings)
  const browser: Check =
    'missing' in found
      ? { level: 'missing', about: 'browser', words: found.missing }
      : { level: 'ok', about: 'browser', words: found.path }
  const reply = await askDesk(settings.directory, { do: 'status' }, STATUS_WITHIN)
  const words = 'no desk with WhatsApp runs here now: whether a phone is linked is seen when one does'
  const link: Check = reply
    ? { level: reply.ok ? 'ok' : 'missing', about: 'link', words: reply.words }
    : { level: 'note', about: 'link', words }
  return [browser, link]
}
