/** Which of WhatsApp Web's modules the installed library names, and which the stand-in's page has. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const LIBRARY = join(dirname(createRequire(import.meta.url).resolve('whatsapp-web.js/package.json')), 'src')
const PAGE = join(import.meta.dirname, 'page')

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))

const found = (folder: string, pattern: RegExp): Set<string> =>
  new Set(sources(folder).flatMap((source) => [...source.matchAll(pattern)].flatMap(([, name]) => name ?? [])))

/** By `require('WA...')`, over line breaks, and where a function is put in front of a module's own. */
export const named = (): ReadonlySet<string> => found(LIBRARY, /(?:require\(|module:)\s*['"](WA\w+)['"]/g)

/** The keys of the page's module tables. */
export const there = (): ReadonlySet<string> => found(PAGE, /^\s+(WA\w+):/gm)
