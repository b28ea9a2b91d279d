/** Templates that a provider has approved: which message takes which, and what fills its places. */
import type { OfficeSays, Template } from '../../bots/gateway.ts'
import { TEMPLATE_FACTS, TEMPLATE_TOPICS } from '../../bots/wording/template-facts.ts'
import type { DeskFile } from './desk-file.ts'
import { quoted, suggestion } from './nearest.ts'

const TOPICS: readonly string[] = [...TEMPLATE_TOPICS, 'default']
/** `teks` is the whole message in one line. */
const FACTS: readonly string[] = [...TEMPLATE_FACTS, 'teks']

export function templatesOf({ desk, wrong }: DeskFile): OfficeSays['templates'] {
  const templates: Record<string, Template> = {}
  for (const [topic, { contentSid, variables = {} }] of Object.entries(desk.templates ?? {})) {
    if (!TOPICS.includes(topic)) wrong(['templates', topic], `unknown message; ${suggestion(topic, TOPICS)}`)
    const places = Object.keys(variables)
    const expected = places.map((_, index) => String(index + 1))
    if (places.toSorted((a, b) => Number(a) - Number(b)).join() !== expected.join()) {
      const words = "expected the numbers of the template's places, 1, 2 and on without a gap"
      wrong(['templates', topic, 'variables'], `${words}, found ${quoted(places.join(', '))}`)
    }
    for (const [place, fact] of Object.entries(variables)) {
      if (FACTS.includes(fact)) continue
      const words = `expected a fact (${FACTS.join(', ')}), found ${quoted(fact)}`
      wrong(['templates', topic, 'variables', place], words)
    }
    templates[topic] = { contentSid, variables }
  }
  return templates
}
