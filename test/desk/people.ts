/** The people of the examples, and the commands they give. */
import type { Actor, Command, Impact, Instant } from '../../src/desk/ticket.ts'

export const kepalaSeksi: Actor = { id: 1, name: 'Kepala Seksi', role: 'kepala_seksi' }
/** Staf who stands in for Kepala Seksi. */
export const standIn: Actor = { id: 2, name: 'Pengganti', role: 'staf', standsInFor: 'kepala_seksi' }
/** Staf to whom a ticket is handed. */
export const asep: Actor = { id: 3, name: 'Asep', role: 'staf' }
export const otherStaf: Actor = { id: 4, name: 'Staf lain', role: 'staf' }
/** The call taker who reports in every example. */
export const wulan: Actor = { id: 5, name: 'Wulan', role: 'call_taker' }
export const dedi: Actor = { id: 6, name: 'Dedi', role: 'call_taker' }
export const supervisor: Actor = { id: 7, name: 'Supervisor', role: 'supervisor' }
export const jasnita: Actor = { id: 8, name: 'Jasnita', role: 'jasnita' }
export const admin: Actor = { id: 9, name: 'Admin', role: 'admin' }
export const auditor: Actor = { id: 10, name: 'Auditor', role: 'auditor' }

export const accept: Command = { type: 'AcceptTicket' }
export const analyse: Command = { type: 'StartAnalysis' }
export const repair: Command = { type: 'StartRepair' }
export const resolve: Command = { type: 'ResolveTicket', action: 'layanan dijalankan ulang' }
export const escalate: Command = { type: 'EscalateTicket' }
export const coordinate: Command = { type: 'RecordCoordination' }
export const acknowledge: Command = { type: 'AcknowledgeTicket' }
export const progress: Command = { type: 'ReportProgress', note: 'masih dicek' }
/** "YA 27", or words that say it works again. */
export const yes: Command = { type: 'ConfirmTicket', explicit: true }
/** YA and nothing else. */
export const bareYes: Command = { type: 'ConfirmTicket', explicit: false }
export const notYet: Command = { type: 'RejectRepair' }
export const reopen: Command = { type: 'ReopenTicket' }
export const cancel: Command = { type: 'CancelTicket', reason: 'salah lapor' }
export const close: Command = { type: 'CloseTicket', reason: 'pelapor tidak menjawab' }
export const duplicate: Command = { type: 'CloseTicket', as: 'duplicate' }
export const info: Command = { type: 'AddNote', note: 'PC 2 juga' }
export const eta = (at: Instant): Command => ({ type: 'PromiseEta', eta: at })
export const handTo = (to: Actor): Command => ({ type: 'ReassignTicket', to })
export const impact = (value: Impact): Command => ({ type: 'SetImpact', impact: value })
