/** `understand`: what the desk makes of a message, and by which words. Nothing is stored or sent. */
import { stringify } from 'yaml'
import { understand } from '../../bots/understanding/understand.ts'
import { realClocks } from '../../db/clock.ts'
import type { Config } from '../config.ts'
import { longTime } from '../format/times.ts'
import type { Invocation } from './command.ts'
import { situationOf } from './situation.ts'

/** Which parts of a meaning are instants. */
const INSTANTS: readonly string[] = ['eta', 'until', 'claimedAt', 'occurredAt', 'calledAt']

function readable(config: Config) {
  return (key: unknown, value: unknown): unknown =>
    typeof value === 'number' && INSTANTS.includes(String(key)) ? longTime(value, config.house) : value
}

export async function show({ args: [text = ''], options, config, output }: Invocation): Promise<number> {
  const settings = await config()
  const { as = 'call_taker', state, channel = 'whatsapp' } = options
  const asked = { text, at: realClocks.wall(), as, state, channel }
  const { because, ...meaning } = understand(situationOf(asked, settings))
  output.line(stringify(meaning, readable(settings), { lineWidth: 0 }).trimEnd())
  output.line('because:')
  for (const line of because) output.line(`  - ${line}`)
  return 0
}
