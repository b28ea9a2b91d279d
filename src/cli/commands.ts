/** The operator's commands: what is typed, what it is for, and where it is carried out. A new one is a row here. */
import type { GatewayKind } from '../../bots/gateway.ts'
import { CHANNELS, ROLES } from '../desk/ticket.ts'
import type { Command } from './command.ts'
import { STATES, STRANGER } from './situation.ts'

/** Words that stand before several commands. */
export const GROUPS: Readonly<Record<string, string>> = {
  people: 'the directory: who works with the desk',
  roster: 'who is on duty on which day',
  whatsapp: 'WhatsApp of the desk that runs',
}

/** What a command needs is loaded when it is carried out: the rest need not wait for it. */
export const COMMANDS: readonly Command[] = [
  {
    usage: 'people import <file>',
    words: 'bring people into the directory from a CSV file: name,role,phone,channels,shift,until',
    run: async (invocation) => (await import('./people.ts')).importFile(invocation),
  },
  {
    usage: 'people list',
    words: 'show the directory',
    run: async (invocation) => (await import('./people.ts')).list(invocation),
  },
  {
    usage: 'people block <phone>',
    words: 'keep what a number writes that is not in the directory, and answer and tell nothing of it but emergencies',
    options: [{ flags: '--hours <hours>', words: 'for so long', normally: '24' }],
    run: async (invocation) => (await import('./blocks.ts')).block(invocation),
  },
  {
    usage: 'people unblock <phone>',
    words: 'answer a blocked number again',
    run: async (invocation) => (await import('./blocks.ts')).unblock(invocation),
  },
  {
    usage: 'people blocked',
    words: 'show the numbers that are blocked, and until when',
    run: async (invocation) => (await import('./blocks.ts')).listBlocks(invocation),
  },
  {
    usage: 'people link <person> <id>',
    words: "let an id of WhatsApp's (ID.1502..., 1502...@lid) be a person, named by id, number or name",
    run: async (invocation) => (await import('./people-link.ts')).link(invocation),
  },
  {
    usage: 'people unlink <id>',
    words: "let an id of WhatsApp's be nobody",
    run: async (invocation) => (await import('./people-link.ts')).unlink(invocation),
  },
  {
    usage: 'roster import <file>',
    words: 'set who is on duty on which day from a CSV file: date,shift,person; it wins over the daily shift',
    run: async (invocation) => (await import('./roster.ts')).importRoster(invocation),
  },
  {
    usage: 'doctor',
    words: 'check settings, database, queue, channels, people and clock, and say what is missing',
    run: async (invocation) => (await import('./doctor.ts')).doctor(invocation),
  },
  {
    usage: 'send-test <phone>',
    words: 'send one message by the gateways as they are configured',
    options: [{ flags: '--channel <channel>', words: 'by this channel', choices: ['whatsapp', 'sms'] }],
    run: async (invocation) => (await import('./send-test.ts')).sendTest(invocation),
  },
  {
    usage: 'self-test',
    words: 'lead a test ticket the whole way through the desk that runs: reported, accepted, resolved, confirmed',
    options: [
      { flags: '--phone <number>', words: 'the phone that gets its messages; the simulator needs none' },
      { flags: '--channel <channel>', words: 'by this channel', choices: ['whatsapp', 'sms'] },
    ],
    run: async (invocation) => (await import('./self-test.ts')).selfTest(invocation),
  },
  {
    usage: 'understand <text>',
    words: 'show what the desk makes of a message, and by which words',
    options: [
      { flags: '--as <role>', words: 'who says it', choices: [...ROLES, STRANGER], normally: 'call_taker' },
      { flags: '--state <state>', words: 'with one ticket, 27, in this state', choices: STATES },
      { flags: '--channel <channel>', words: 'how it came', choices: CHANNELS, normally: 'whatsapp' },
    ],
    run: async (invocation) => (await import('./understand.ts')).show(invocation),
  },
]

/** Those of the gateways, each behind its gateway's name: `smsgate setup`. */
export function gatewayCommands(kinds: readonly GatewayKind[]): Command[] {
  return kinds.flatMap(({ name, group = name, commands = [] }) =>
    commands.map(({ usage, words, options = [], run }) => ({
      usage: `${group} ${usage}`,
      words,
      options,
      run: async ({ args, environment, options: given, output }) => run(await environment(), args, output.line, given),
    })),
  )
}
