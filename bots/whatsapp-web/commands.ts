/** `npm run desk -- whatsapp pair` and its like: they ask the desk that runs. */
import { setTimeout as wait } from 'node:timers/promises'
import { readPhone } from '../../src/format/phone.ts'
import type { Environment, GatewayCommand } from '../gateway.ts'
import { askDesk, type Reply, type Request } from './control.ts'
import type { StateName } from './life.ts'
import { drawn, HOW_TO_SCAN, LINKED } from './qr.ts'
import { readSettings, type Settings } from './settings.ts'

type Line = (words: string) => void

const NO_DESK = 'No desk that has WhatsApp runs on this machine with this DATA_DIR: start it first'
const LOOK_EVERY = 1_000
/** Seconds: nobody is there to scan it. */
const SHOWN_FOR = 600

function settingsOf(environment: Environment, line: Line): Settings | undefined {
  const read = readSettings(environment)
  if (read.is === 'off') line('WHATSAPP_WEB: off; set it to on and start the desk')
  if (read.is === 'wrong') for (const problem of read.problems) line(problem)
  return read.is === 'on' ? read.settings : undefined
}

async function ask(environment: Environment, request: Request, line: Line): Promise<number> {
  const settings = settingsOf(environment, line)
  if (!settings) return 1
  const reply = await askDesk(settings.directory, request)
  line(reply ? reply.words : NO_DESK)
  return reply?.ok ? 0 : 1
}

/** What each state is for somebody who wants to scan a code. */
const TO_SCAN: Readonly<Record<StateName, 'linked' | 'never' | 'soon'>> = {
  stopped: 'never',
  'no-browser': 'never',
  'no-room': 'never',
  conflict: 'never',
  standby: 'soon',
  starting: 'soon',
  'backing-off': 'soon',
  pairing: 'soon',
  'logged-out': 'soon',
  syncing: 'linked',
  ready: 'linked',
  degraded: 'linked',
}
const IS_LINKED = 'a phone is linked already: unlink it there first (Perangkat tertaut)'

/** What showing the code has come to; `undefined`: it goes on. */
function ended({ state = 'standby', words }: Reply, wasShown: boolean) {
  switch (TO_SCAN[state]) {
    case 'linked':
      return wasShown ? { words: LINKED, code: 0 } : { words: IS_LINKED, code: 1 }
    case 'never':
      return { words, code: 1 }
    case 'soon':
      return undefined
  }
}

/** Draws the code, and each that comes after it, until a phone is linked. */
async function showQr(environment: Environment, line: Line): Promise<number> {
  const settings = settingsOf(environment, line)
  if (!settings) return 1
  let shown: string | undefined
  for (let second = 0; second < SHOWN_FOR; second += 1) {
    const reply = await askDesk(settings.directory, { do: 'qr' })
    const end = reply ? ended(reply, shown !== undefined) : { words: NO_DESK, code: 1 }
    if (end) {
      line(end.words)
      return end.code
    }
    const qr = reply?.qr
    if (qr !== undefined && qr !== shown) for (const one of [await drawn(qr), ...HOW_TO_SCAN]) line(one)
    shown = qr ?? shown
    await wait(LOOK_EVERY)
  }
  line('nobody has scanned the code: try again when the phone is at hand')
  return 1
}

const plain = (what: 'pause' | 'resume' | 'status' | 'groups', words: string): GatewayCommand => ({
  usage: what,
  words,
  run: (environment, _args, line) => ask(environment, { do: what }, line),
})

export const COMMANDS: readonly GatewayCommand[] = [
  {
    usage: 'pair',
    words: 'link a phone: shows the QR code to be scanned, or a code to be typed on the phone of that number',
    options: [{ flags: '--phone <number>', words: 'the number of the phone, such as +62811...' }],
    run: async (environment, _args, line, { phone } = {}) => {
      if (phone === undefined) return showQr(environment, line)
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
