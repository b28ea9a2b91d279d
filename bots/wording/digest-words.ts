/** What a digest says: its first line, and of each ticket what has happened or is due, in a few words. */
import { isOpen } from '../../src/desk/evolve.ts'
import type { Topic } from '../../src/desk/notices.ts'
import { clockTime } from '../../src/format/times.ts'
import { remaining, standing } from './facts.ts'
import { nameOf, typed } from './message.ts'
import { NEXT } from './next.ts'
import { reopening, type Scene } from './tell-reporters.ts'
import { analysisGist, decideGist, forgottenGist, overdueGist, reminderGist } from './tell-times.ts'
import { vendorCalledGist } from './tell-vendor.ts'
import type { Telling } from './telling.ts'
import { CLOSED_AS } from './words.ts'

interface Line {
  /** What has happened or is due; it must make sense under any first line. */
  readonly gist: (scene: Scene) => string
  /** The first line when all tickets of a digest are told of for this; absent: they need attention. */
  readonly head?: (count: number, scenes: readonly Scene[]) => string
  /** It is only told: nothing is to be done. */
  readonly isNews?: true
  /** This person knows the ticket by its number. */
  readonly isKnown?: true
  /** What the section is asked for instead of the words that come next in the ticket's state. */
  readonly words?: readonly string[]
}

const by = (scene: Scene) => scene.clock(scene.event.at)

/** ' "masih kosong"': what somebody wrote. */
const words = ({ event }: Scene) => {
  const said = event.type === 'MomentPassed' ? '' : typed(event.note, 60)
  return said === '' ? '' : ` "${said}"`
}

const vendorOf = (scenes: readonly Scene[]) => scenes[0]?.vendor ?? ''
const isForVendor = (scenes: readonly Scene[]) => scenes[0]?.viewpoint === 'vendor'
const dear = (scenes: readonly Scene[], rest: string) =>
  isForVendor(scenes) ? `Yth. ${vendorOf(scenes)}, ${rest}` : rest

const LINES: Readonly<Record<Topic, Line>> = {
  'new-report': {
    gist: (scene) => `pelapor ${nameOf(scene.ticket.reporter.name)}, ${remaining(scene)}`,
    head: (count) => `${count} laporan baru:`,
  },
  'report-completed': {
    gist: (scene) => `laporan telepon kini tertulis, ${remaining(scene)}`,
    head: (count) => `${count} laporan telepon kini tertulis:`,
  },
  registered: {
    isNews: true,
    gist: (scene) => `terdaftar, ${remaining(scene)}`,
    head: (count) => `${count} laporan diterima dan terdaftar:`,
  },
  accepted: {
    isNews: true,
    gist: (scene) => `diterima ${by(scene)}`,
    head: (count) => `${count} laporan sudah diterima:`,
  },
  escalated: {
    isNews: true,
    gist: (scene) => `diteruskan ke ${scene.vendor} ${by(scene)}`,
    head: (count, scenes) => `${count} laporan diteruskan ke ${vendorOf(scenes)}:`,
  },
  'vendor-called': {
    gist: vendorCalledGist,
    head: (count, scenes) =>
      isForVendor(scenes)
        ? dear(scenes, `mohon penanganan ${count} tiket:`)
        : `${count} tiket, ${vendorOf(scenes)} belum dapat dihubungi, mohon ditelepon:`,
  },
  'vendor-acknowledged': {
    isNews: true,
    isKnown: true,
    gist: (scene) => `diterima ${scene.vendor}, ${remaining(scene)}`,
    head: (count, scenes) => `${count} tiket diterima ${vendorOf(scenes)}:`,
  },
  'vendor-eta': {
    isNews: true,
    isKnown: true,
    gist: ({ event, vendor, now, house }) =>
      event.type === 'EtaPromised' && event.eta !== undefined
        ? `${vendor} memperkirakan selesai ${clockTime(event.eta, now, house)}`
        : `perkiraan ${vendor} belum ada`,
    head: (count, scenes) => `Perkiraan ${vendorOf(scenes)} untuk ${count} tiket:`,
  },
  'vendor-progress': {
    isNews: true,
    isKnown: true,
    gist: (scene) => `perkembangan dari ${scene.vendor}${words(scene)}`,
    head: (count, scenes) => `Perkembangan ${count} tiket dari ${vendorOf(scenes)}:`,
  },
  'confirm-please': {
    gist: () => 'dinyatakan teratasi, mohon dicek',
    head: (count) => `${count} tiket dinyatakan teratasi, mohon dicek:`,
  },
  'vendor-resolved': {
    isNews: true,
    gist: (scene) => `dinyatakan teratasi oleh ${scene.vendor}`,
    head: (count, scenes) => `${count} tiket dinyatakan teratasi oleh ${vendorOf(scenes)}:`,
  },
  closed: {
    isNews: true,
    gist: (scene) => {
      const as = scene.ticket.closedAs ?? 'confirmed'
      return as === 'confirmed' ? `selesai ${by(scene)}` : `ditutup ${by(scene)}, ${CLOSED_AS[as]}`
    },
    head: (count, scenes) =>
      scenes.every(({ ticket }) => ticket.closedAs === 'confirmed')
        ? `${count} tiket selesai, terima kasih:`
        : `${count} tiket ditutup:`,
  },
  cancelled: {
    isNews: true,
    gist: (scene) => {
      const what = scene.event.type === 'TicketRecalled' ? 'ditarik kembali' : 'dibatalkan'
      return `${what} ${by(scene)}${words(scene)}`
    },
    head: (count, scenes) =>
      isForVendor(scenes) ? dear(scenes, `mohon pengerjaan ${count} tiket dihentikan:`) : `${count} tiket dibatalkan:`,
  },
  reopened: {
    isNews: true,
    gist: (scene) => `${reopening(scene)}${words(scene)}`,
    head: (count) => `${count} tiket ditangani kembali:`,
  },
  'your-step-again': {
    gist: (scene) => `${reopening(scene)}${words(scene)}, ${remaining(scene)}`,
    head: (count, scenes) => dear(scenes, `${count} tiket perlu ditangani kembali:`),
  },
  'handed-over': {
    gist: (scene) => `diserahkan kepada Bapak/Ibu, ${remaining(scene)}`,
    head: (count) => `${count} tiket diserahkan kepada Bapak/Ibu:`,
  },
  'handed-back': {
    isKnown: true,
    gist: (scene) => `kembali kepada Kepala Seksi, ${remaining(scene)}`,
    head: (count) => `${count} tiket kembali kepada Kepala Seksi:`,
  },
  'early-notice': {
    isNews: true,
    gist: () => 'pemberitahuan dini, belum perlu dibalas',
    head: (count, scenes) => dear(scenes, `pemberitahuan dini ${count} tiket, belum perlu dibalas:`),
  },
  reminder: { gist: reminderGist, isKnown: true },
  overdue: { gist: overdueGist, isKnown: true },
  'analysis-over': { gist: analysisGist, isKnown: true },
  'decide-please': {
    gist: decideGist,
    head: (count) => `Apakah ${count} tiket ini sudah teratasi?`,
    words: ['SELESAI', 'JASNITA', 'PROGRES'],
    isKnown: true,
  },
  'call-vendor': {
    gist: (scene) => `koordinasi belum dicatat, ${remaining(scene)}, mohon telepon ${scene.vendor}`,
    isKnown: true,
  },
  'eta-reached': {
    gist: ({ ticket, vendor, clock }) =>
      `perkiraan selesai ${vendor}${ticket.vendor?.eta === undefined ? '' : ` ${clock(ticket.vendor.eta)}`} sudah tiba`,
    isKnown: true,
  },
  forgotten: { gist: forgottenGist, isKnown: true },
}

/** As it stands when it is written: what has ended meanwhile is told as that, and nothing is asked of it. */
export function gistOf(topic: Topic, scene: Scene): string {
  const { ticket, clock } = scene
  if (isOpen(ticket) || topic === 'closed' || topic === 'cancelled') return LINES[topic].gist(scene)
  return `sudah ${standing(ticket).toLowerCase()}${ticket.closedAt === undefined ? '' : ` ${clock(ticket.closedAt)}`}`
}

/** The words to reply with; none where a ticket has ended or only its state can be asked. */
export function wordsFor(topic: Topic, { viewpoint, ticket }: Scene): readonly string[] {
  if (!isOpen(ticket)) return []
  const asked = viewpoint === 'section' ? LINES[topic].words : undefined
  return (asked ?? NEXT[viewpoint][ticket.state].words).filter((word) => word !== 'STATUS')
}

export const isKnown = (topic: Topic): boolean => LINES[topic].isKnown === true

/** What has happened when it is the same for all; else whether they need attention, which news alone does not. */
export function headOf(tellings: readonly Telling[], scenes: readonly Scene[]): string {
  const count = scenes.length
  const topics = new Set(tellings.map(({ topic }) => topic))
  const [topic] = topics
  const head = topics.size === 1 && topic !== undefined ? LINES[topic].head : undefined
  if (head) return head(count, scenes)
  const news = tellings.filter((telling) => LINES[telling.topic].isNews)
  if (news.length === tellings.length) return `Perkembangan ${count} tiket:`
  return dear(scenes, `${count} tiket${news.length === 0 ? '' : ', sebagian'} perlu perhatian:`)
}
