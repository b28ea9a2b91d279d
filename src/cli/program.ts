/** Reads what was typed, carries the command out, and tells what went wrong in words. */
import { CommanderError, Option, Command as Program } from 'commander'
import type { Environment } from '../../bots/gateway.ts'
import { GATEWAYS } from '../../bots/gateways.ts'
import type { Files } from '../config/files.ts'
import type { Command, CommandOption, Invocation, Output } from './command.ts'
import { COMMANDS, GROUPS, gatewayCommands } from './commands.ts'

export interface Machine {
  readonly environment: Environment
  readonly files: Files
  readonly output: Output
}

async function readSettings({ environment, files }: Machine) {
  const { readConfig } = await import('../config.ts')
  return readConfig(environment, files, GATEWAYS)
}

async function readKeys({ environment, files }: Machine) {
  const { readGatewayEnvironment } = await import('../config.ts')
  return readGatewayEnvironment(environment, files, GATEWAYS)
}

/** Resolves to the exit code. What has no known reason is thrown on. */
async function carryOut(command: Command, invocation: Invocation): Promise<number> {
  try {
    return await command.run(invocation)
  } catch (error) {
    const lines = (await import('./trouble.ts')).trouble(error)
    if (!lines) throw error
    for (const line of lines) invocation.output.aside(line)
    return 1
  }
}

function optionOf({ flags, words, choices, normally }: CommandOption): Option {
  const option = new Option(flags, words)
  if (choices) option.choices([...choices])
  if (normally !== undefined) option.default(normally)
  return option
}

/** Adds a command below the words that stand before it. */
function add(program: Program, command: Command): Program {
  const words = command.usage.split(' ')
  const names = words.filter((word) => !word.startsWith('<'))
  const last = names.pop() ?? ''
  const parent = names.reduce((above, name) => {
    const there = above.commands.find((other) => other.name() === name)
    return there ?? above.command(name).description(GROUPS[name] ?? '')
  }, program)
  const made = parent.command(last).description(command.words)
  for (const argument of words.filter((word) => word.startsWith('<'))) made.argument(argument)
  for (const option of command.options ?? []) made.addOption(optionOf(option))
  return made
}

/** Help names the whole of each command, also of those below a group. */
const leaves = (program: Program): Program[] =>
  program.commands.flatMap((command) => (command.commands.length > 0 ? leaves(command) : [command]))

/** Carries out one command; `typed` is what stands behind `npm run desk --`. Resolves to the exit code. */
export async function runDesk(typed: readonly string[], machine: Machine): Promise<number> {
  const { output } = machine
  const usages = new Map<Program, string>()
  let code = 0
  const program = new Program('desk')
    .description('The help desk of Cirebon Siaga 112: commands for whoever runs it')
    .usage('<command>')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.line(text.trimEnd()),
      writeErr: (text) => output.aside(text.trimEnd()),
    })
    .configureHelp({ visibleCommands: leaves, subcommandTerm: (command) => usages.get(command) ?? command.name() })
    .helpCommand('help [command]', 'show the commands, or one of them')
  for (const command of [...COMMANDS, ...gatewayCommands(GATEWAYS)]) {
    const made = add(program, command)
    usages.set(made, command.usage)
    made.action(async () => {
      const invocation: Invocation = {
        args: made.args,
        options: made.opts(),
        config: () => readSettings(machine),
        environment: () => readKeys(machine),
        output,
      }
      code = await carryOut(command, invocation)
    })
  }
  try {
    await program.parseAsync([...typed], { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode
  }
}
