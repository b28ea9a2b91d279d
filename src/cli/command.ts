/** What a row of the operator's command table is. */
import type { Environment } from '../../bots/gateway.ts'
import type { Config } from '../config.ts'

export interface Output {
  /** One line for whoever typed the command. */
  line(words: string): void
  /** One line that something is wrong, or worth knowing, apart from the answer. */
  aside(words: string): void
}

export interface CommandOption {
  /** As commander reads it: `--as <role>`. */
  readonly flags: string
  readonly words: string
  readonly choices?: readonly string[]
  readonly normally?: string
}

export interface Invocation {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
  /** Reads the settings; throws a ConfigError. */
  readonly config: () => Promise<Config>
  /** As gateways read it, with secrets from files; throws a ConfigError. */
  readonly environment: () => Promise<Environment>
  readonly output: Output
}

export interface Command {
  /** The words that are typed, with their arguments: `people import <file>`. */
  readonly usage: string
  readonly words: string
  readonly options?: readonly CommandOption[]
  /** Resolves to the exit code; throws what `trouble` can say in words. */
  readonly run: (invocation: Invocation) => Promise<number>
}

/** Something the operator can mend, in words for them; printed without a stack. */
export class Trouble extends Error {
  readonly lines: readonly string[]

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'Trouble'
    this.lines = lines
  }
}
