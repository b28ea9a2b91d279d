/** What a whole desk runs on, all of it real but WhatsApp: PostgreSQL, a browser, and people at the stand-in's phones. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../db/embedded.ts'
import { type Processes, processesOf } from '../whatsapp-web/browsers.ts'
import { findChromium } from '../whatsapp-web/chromium.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from '../whatsapp-web/stand-in.ts'
import { DeskProcess } from './desk-process.ts'

/** Call takers who write. The last one is heard after each fault. */
export const WRITERS = Array.from({ length: 9 }, (_, n) => `+628110000001${n}`)

const OFFICE = [
  'people:',
  ...WRITERS.map(
    (phone, n) => `  - {name: Petugas ${n}, role: call_taker, phone: "${phone}", channels: [whatsapp, sms]}`,
  ),
  '  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [whatsapp, sms]}',
  '  - {name: Dewi, role: admin, phone: "+6281100000009", channels: [whatsapp, sms]}',
].join('\n')

export interface World {
  readonly standIn: WhatsAppWebStandIn
  /** What the browser keeps its session in. */
  readonly profile: string
  /** What all desks say. */
  readonly log: string
  rows<T extends object>(query: string, values?: readonly unknown[]): Promise<T[]>
  /** Cuts the desks' connections to the database. */
  cutDatabase(): Promise<void>
  /** The desk that was started last. */
  readonly desk: DeskProcess
  /** Another process of the same desk. */
  startDesk(): Promise<DeskProcess>
  /** Starts a desk and links it; resolves when it is ready. */
  link(): Promise<void>
  browser(): Promise<Processes>
  /** The processes between desk and browser. */
  holders(): Promise<number[]>
  /** Everything that runs of desks and browser. */
  living(): Promise<number[]>
  end(): Promise<void>
}

/** By what stands in their command line. */
async function processesWith(...words: readonly string[]): Promise<number[]> {
  const found: number[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (words.every((one) => line.includes(one))) found.push(Number(pid))
  }
  return found
}

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'helpdesk-chaos-'))
  // Started by root, PostgreSQL runs as another user, who has to reach it.
  await chmod(folder, 0o755)
  const dataDir = join(folder, 'desk')
  await mkdir(dataDir)
  await writeFile(join(folder, 'desk.yaml'), OFFICE)
  const postgres = await startEmbedded(join(folder, 'database'))
  const standIn = await startWhatsAppWeb()
  // Phones that are on tell that a message was delivered: without it what is urgent goes out by SMS as well.
  standIn.acksByItself = 2
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4, application_name: 'chaos' })
  pool.on('error', () => {})
  const log = join(folder, 'desk.log')
  const profile = join(dataDir, 'whatsapp', 'session')
  const desks: DeskProcess[] = []
  const environment = {
    DATABASE_URL: postgres.url,
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
    DATA_DIR: dataDir,
    DESK_FILE: join(folder, 'desk.yaml'),
    SIMULATOR: 'on',
    WHATSAPP_WEB: 'on',
    WHATSAPP_WEB_PACE: '0.1',
    CHROMIUM_PATH: findChromium() ?? '',
    CHROMIUM_ARGS: standIn.chromiumArgs.join('\n'),
  }
  const holders = () => processesWith('child.ts', dataDir)

  const world: World = {
    standIn,
    profile,
    log,
    rows: async (query, values = []) => (await pool.query(query, [...values])).rows as never,
    cutDatabase: async () =>
      void (await world.rows(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name <> 'chaos' and backend_type = 'client backend'`)),
    get desk() {
      const last = desks.at(-1)
      if (!last) throw new Error('no desk was started')
      return last
    },
    startDesk: async () => {
      const desk = await DeskProcess.start(log, environment)
      desks.push(desk)
      return desk
    },
    link: async () => {
      const desk = await world.startDesk()
      await desk.becomes('pairing')
      await standIn.pairByQr()
      await desk.becomes('ready')
    },
    browser: () => processesOf(profile),
    holders,
    living: async () => [
      ...(await processesOf(profile)).all,
      ...(await holders()),
      ...desks.flatMap(({ pid, isOver }) => (isOver ? [] : [pid])),
    ],
    end: async () => {
      for (const desk of desks) await desk.kill()
      endProcess((await processesOf(profile)).browser)
      await pool.end()
      await standIn.stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
  return world
}

/** It may have ended meanwhile. */
function endProcess(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
