/** Reading settings in tests: files are given by their content. */
import type { Environment, GatewayKind, OfficeSays } from '../../bots/gateway.ts'
import { type Config, ConfigError, readConfig } from '../../src/config.ts'

export interface Given {
  readonly environment?: Environment
  /** Content of ./desk.yaml. */
  readonly desk?: string
  readonly files?: Readonly<Record<string, string | (() => never)>>
  readonly kinds?: readonly GatewayKind[]
}

export function configOf({ environment = {}, desk, files = {}, kinds = [] }: Given): Config {
  const all: NonNullable<Given['files']> = { ...(desk === undefined ? {} : { './desk.yaml': desk }), ...files }
  const read = (path: string) => {
    const content = all[path]
    return typeof content === 'function' ? content() : content
  }
  return readConfig(environment, { read }, kinds)
}

/** What desk.yaml says to gateways. */
export function saidToGateways(desk: string): OfficeSays | undefined {
  let said: OfficeSays | undefined
  const listener: GatewayKind = {
    name: 'listener',
    channels: [],
    configure: (_environment, office) => {
      said = office
      return { is: 'off' }
    },
  }
  configOf({ desk, kinds: [listener] })
  return said
}

/** What stops the start; empty when nothing does. */
export function problemsOf(given: Given): readonly string[] {
  try {
    configOf(given)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

/** A gateway that is on when PIGEON_LOFT is set, and wants PIGEON_SECRET with it. */
export const pigeon: GatewayKind = {
  name: 'pigeon',
  channels: ['sms'],
  configure(environment) {
    if (!environment.PIGEON_LOFT && !environment.PIGEON_SECRET) return { is: 'off' }
    if (!environment.PIGEON_SECRET) return { is: 'wrong', problems: ['PIGEON_SECRET: missing, expected the loft key'] }
    return {
      is: 'on',
      create: () => {
        throw new Error(`made with ${environment.PIGEON_SECRET}`)
      },
    }
  },
}
