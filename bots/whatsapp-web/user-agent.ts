/**
 * As what the browser presents itself. By itself it says that nobody sits at it (`HeadlessChrome`), and the library's
 * own words are those of a browser that WhatsApp has long asked to be updated. So: its own version, without that word.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const TOLD_WITHIN = 5_000

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'X11; Linux x86_64',
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
}

/** As every Chrome tells it: of its version the first number alone. */
export function userAgentOf(version: string, platform: NodeJS.Platform): string | undefined {
  const [, major] = /\b(\d{2,4})\.\d+\.\d+\.\d+\b/.exec(version) ?? []
  const system = SYSTEMS[platform]
  if (major === undefined || system === undefined) return undefined
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
}

/** The browser's arguments with that one; without it where the browser tells no version, or the operator has set it. */
export async function withUserAgent(browser: string, args: readonly string[]): Promise<readonly string[]> {
  // On Windows the question opens a window instead.
  if (SYSTEMS[process.platform] === undefined || args.some((one) => one.startsWith('--user-agent='))) return args
  const told = await promisify(execFile)(browser, ['--version'], { timeout: TOLD_WITHIN }).catch(() => undefined)
  const userAgent = told && userAgentOf(told.stdout, process.platform)
  return userAgent === undefined ? args : [...args, `--user-agent=${userAgent}`]
}
