/** `npm run desk -- whatsapp pair` and its like: they ask the desk that runs. */
import { readPhone } from '../../src/format/phone.ts'
import type { Environment, GatewayCommand } from '../gateway.ts'
import { askDesk, type Request } from './control.ts'
import { readSettings } from './settings.ts'

async function ask(environment: Environment, request: Request, line: (words: string) => void): Promise<number> {
  const read = readSettings(environment)
  if (read.is === 'off') line('WHATSAPP_WEB: off; set it to on and start the desk')
  if (read.is === 'wrong') for (const problem of read.problems) line(problem)
  if (read.is !== 'on') return 1
  const reply = await askDesk(read.settings.directory, request)
  if (!reply) line('No desk that has WhatsApp runs on this machine with this DATA_DIR: start it first')
  else line(reply.words)
  return reply?.ok ? 0 : 1
}

const plain = (what: 'pause' | 'resume' | 'status' | 'groups', words: string): GatewayCommand => ({
  usage: what,
  words,
  run: (environment, _args, line) => ask(environment, { do: what }, line),
})

export const COMMANDS: readonly GatewayCommand[] = [
  {
    usage: 'pair',
    words: 'link a phone by a code that is typed there, instead of a QR code',
    options: [{ flags: '--phone <number>', words: 'the number of the phone, such as +62811...' }],
    run: async (environment, _args, line, { phone = '' } = {}) => {
      const number = readPhone(phone)
      if (number.ok && number.mobile) return ask(environment, { do: 'pair', phone: number.e164 }, line)
      line(`--phone: expected the mobile number of the phone to link${number.ok ? '' : ` (${number.why})`}`)
      return 1
    },
  },
  plain('status', 'show how WhatsApp is'),
  plain('groups', 'list the groups of the phone with their ids, for whatsapp.groups in desk.yaml'),
  plain('pause', 'send nothing by WhatsApp until "whatsapp resume"'),
  plain('resume', 'let WhatsApp go on after "whatsapp pause", or after it was opened elsewhere'),
]
