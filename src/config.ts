/** Environment and desk.yaml -> typed configuration, or refuse to start and say what is wrong (DESIGN section 6). */
import { basename } from 'node:path'
import type { Contract, Environment, Gateway, GatewayKind, OfficeSays } from '../bots/gateway.ts'
import type { House } from '../bots/wording/telling.ts'
import type { PersonEntry, Shifts } from '../db/people.ts'
import { DEMONSTRATION_PEOPLE } from './config/demonstration.ts'
import { type DeskFile, readDeskFile } from './config/desk-file.ts'
import { type Part, readEnvironment } from './config/environment.ts'
import { type Files, readFrom } from './config/files.ts'
import { quoted, suggestion } from './config/nearest.ts'
import {
  type Application,
  applicationsOf,
  houseOf,
  officeOf,
  receiptWithinOf,
  shiftsOf,
  utcOffsetOf,
  type Vendor,
  vendorsOf,
} from './config/office.ts'
import { type Organisation, organisationOf, type Retention, retentionOf } from './config/papers.ts'
import { deskPeople } from './config/people.ts'
import { templatesOf } from './config/templates.ts'
import type { Office } from './desk/office.ts'
import type { Channel, Instant } from './desk/ticket.ts'

export { FILES } from './config/files.ts'

export type DeskPerson = PersonEntry

export interface ConfiguredGateway {
  readonly name: string
  create(contract: Contract): Gateway
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Without a slash at its end. */
  readonly publicUrl?: string
  readonly databaseUrl?: string
  readonly redisUrl?: string
  /** Absolute. */
  readonly dataDir: string
  readonly adminToken?: string
  readonly roles: ReadonlySet<Part>
  /** Who is told that the desk works; the address is a secret. `everyMs`: wall time. */
  readonly heartbeat?: { readonly url: string; readonly everyMs: number }
  readonly simulator: boolean
  readonly simulatorNow?: Instant
  readonly logLevel: string
  readonly production: boolean
  readonly office: Office
  readonly house: House
  readonly people: readonly DeskPerson[]
  /** desk.yaml names nobody and the simulator runs: `people` are the demonstration's. */
  readonly demonstration: boolean
  readonly organisation: Organisation
  readonly applications: readonly Application[]
  readonly vendors: readonly Vendor[]
  /** All gateways, the first that carries a channel before its fallbacks. */
  readonly gatewayOrder: readonly string[]
  /** Messages to one person that are no answers. */
  readonly limits: { readonly perMinute: number; readonly perHour: number }
  readonly intake: { readonly quietMs: number; readonly completeWithinMs: number }
  /** Milliseconds within which an urgent message is to be delivered; absent: no receipt is waited for. */
  readonly receiptWithin: Partial<Record<Channel, number>>
  readonly shifts: Shifts
  readonly numbering: { readonly format: string }
  readonly retention: Retention
  readonly emergency: House['emergency']
  /** Those that are configured, in `gatewayOrder`. */
  readonly gateways: readonly ConfiguredGateway[]
}

/** Why the desk does not start: one line each, in plain words, without any secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const DEFAULT_DESK_FILE = './desk.yaml'
/** WhatsApp by the browser before Twilio, SMS by the own phone before Twilio (DESIGN section 6). */
const GATEWAY_ORDER = ['whatsapp-web', 'smsgate', 'twilio'] as const

/** desk.yaml, or nothing where it was not named and is not there. */
function openDeskFile(named: string | undefined, files: Files, problems: string[]): DeskFile {
  const path = named ?? DEFAULT_DESK_FILE
  const content = readFrom(files, path)
  const broken = !content.ok && !(named === undefined && content.absent)
  if (broken) problems.push(`DESK_FILE: expected a readable file, ${content.why} ${quoted(path)}`)
  return readDeskFile(basename(path), content.ok ? content.text : undefined)
}

function orderOf({ desk, wrong }: DeskFile, kinds: readonly GatewayKind[]): string[] {
  const known = [...new Set([...GATEWAY_ORDER, ...kinds.map(({ name }) => name)])]
  const said = desk.gateways ?? []
  said.forEach((name, index) => {
    if (!known.includes(name)) wrong(['gateways', index], `unknown gateway "${name}"; ${suggestion(name, known)}`)
    else if (said.indexOf(name) < index) wrong(['gateways', index], `expected each gateway once, found "${name}" again`)
  })
  return [...new Set([...said, ...known])]
}

function configureGateways(
  environment: Environment,
  office: OfficeSays,
  kinds: readonly GatewayKind[],
  order: readonly string[],
) {
  const gateways: ConfiguredGateway[] = []
  const problems: string[] = []
  const ordered = [...kinds].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  for (const kind of ordered) {
    const configured = kind.configure(environment, office)
    if (configured.is === 'wrong') problems.push(...configured.problems)
    if (configured.is === 'on') gateways.push({ name: kind.name, create: configured.create })
  }
  return { gateways, problems }
}

/** How the variables of a kind of gateway begin: TWILIO_ and the like. */
const prefixOf = ({ name }: GatewayKind) => `${name.toUpperCase().replaceAll('-', '_')}_`

/** The environment as gateways read their keys from it, with secrets from files. Throws a ConfigError. */
export function readGatewayEnvironment(given: Environment, files: Files, kinds: readonly GatewayKind[]): Environment {
  const { environment, problems } = readEnvironment(given, files, kinds.map(prefixOf))
  if (problems.length > 0) throw new ConfigError(problems)
  return environment
}

/** Throws a ConfigError that names every problem at once. `kinds`: the real gateways, without the simulator. */
export function readConfig(given: Environment, files: Files, kinds: readonly GatewayKind[]): Config {
  const { settings, environment, production, problems } = readEnvironment(given, files, kinds.map(prefixOf))
  const file = openDeskFile(environment.DESK_FILE, files, problems)
  const { desk } = file
  const gatewayOrder = orderOf(file, kinds)
  const { gateways, problems: gatewayProblems } = configureGateways(
    environment,
    { templates: templatesOf(file), groups: desk.whatsapp?.groups ?? [] },
    kinds,
    gatewayOrder,
  )
  const vendors = vendorsOf(file)
  const applications = applicationsOf(file, vendors)
  const office = officeOf(file, applications)
  const house = houseOf(desk, office, applications, vendors)
  const named = deskPeople(file, { shifts: shiftsOf(desk), utcOffset: utcOffsetOf(desk) })
  const simulator =
    settings?.SIMULATOR === undefined ? gateways.length === 0 && !production : settings.SIMULATOR === 'on'
  if (settings?.SIMULATOR_NOW !== undefined && !simulator) {
    problems.push('SIMULATOR_NOW: expected only together with SIMULATOR=on, found the simulator off')
  }
  const variable = (problem: string) => problem.slice(0, problem.indexOf(':'))
  const told = problems.map(variable)
  const all = [...problems, ...gatewayProblems.filter((one) => !told.includes(variable(one))), ...file.problems()]
  if (all.length > 0 || !settings) throw new ConfigError(all)

  const { PUBLIC_URL, DATABASE_URL, REDIS_URL, ADMIN_TOKEN, SIMULATOR_NOW, HEARTBEAT_URL } = settings
  const demonstration = simulator && named.length === 0
  return {
    port: settings.PORT,
    host: settings.HOST,
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    ...(REDIS_URL === undefined ? {} : { redisUrl: REDIS_URL }),
    dataDir: settings.DATA_DIR,
    ...(ADMIN_TOKEN === undefined ? {} : { adminToken: ADMIN_TOKEN }),
    roles: settings.ROLES,
    ...(HEARTBEAT_URL === undefined
      ? {}
      : { heartbeat: { url: HEARTBEAT_URL, everyMs: settings.HEARTBEAT_SECONDS * 1000 } }),
    simulator,
    ...(SIMULATOR_NOW === undefined ? {} : { simulatorNow: SIMULATOR_NOW }),
    logLevel: settings.LOG_LEVEL,
    production,
    office,
    house,
    people: demonstration ? DEMONSTRATION_PEOPLE : named,
    demonstration,
    organisation: organisationOf(desk),
    applications,
    vendors,
    gatewayOrder,
    limits: { perMinute: desk.limits?.perMinute ?? 5, perHour: desk.limits?.perHour ?? 30 },
    intake: {
      quietMs: (desk.intake?.quietSeconds ?? 20) * 1000,
      completeWithinMs: (desk.intake?.completeWithinMinutes ?? 5) * 60_000,
    },
    receiptWithin: receiptWithinOf(desk),
    shifts: shiftsOf(desk),
    numbering: { format: desk.numbering?.format ?? '{urut}/LP-112/{bulan_romawi}/{tahun}' },
    retention: retentionOf(desk),
    emergency: house.emergency,
    gateways,
  }
}
