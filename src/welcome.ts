/** What the desk prints when it is ready. */
import type { Config } from './config.ts'
import { showPhone } from './format/phone.ts'

/** With the simulator: who the people are and what to try first. */
export function welcome(config: Config, url: string | undefined): string {
  const lines = [
    url ? `Siaga 112 Help Desk is ready at ${url}` : 'Siaga 112 Help Desk is ready (no HTTP in this process)',
  ]
  // The numbers of an office are nobody's to print.
  if (config.demonstration && url) {
    const from = config.people.find(({ role }) => role === 'call_taker') ?? config.people[0]
    lines.push('', 'Demonstration people (simulated phones):')
    for (const { name, role, phone } of config.people)
      lines.push(`  ${phone}  ${role.padEnd(12)}  ${name}  (${showPhone(phone)})`)
    lines.push(
      '',
      'Try: a call taker reports a fault, then read the answers',
      `  curl -s ${url}/simulator/messages -H 'content-type: application/json' \\`,
      `    -d '{"channel":"whatsapp","from":"${from?.phone}","text":"LAPOR tiket tidak terkirim ke OPD, PC 2"}'`,
      `  curl -s ${url}/simulator/messages`,
      '',
      'README.md leads through both endings. Ctrl-C stops the desk.',
    )
  }
  return `${lines.join('\n')}\n`
}
