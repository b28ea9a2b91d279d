/** Names that people read for what the desk calls by its own words (DOMAIN 2, 3.1, 4.2). */
import type { Category, ClosedAs, CommandType, Impact, Role } from '../../src/desk/ticket.ts'

/** The word that people type for a command: the canonical column of DOMAIN 4.2. */
export const WORD = {
  AcceptTicket: 'TERIMA',
  StartAnalysis: 'ANALISA',
  StartRepair: 'PERBAIKI',
  ResolveTicket: 'SELESAI',
  EscalateTicket: 'JASNITA',
  RecordCoordination: 'KOORDINASI',
  AcknowledgeTicket: 'TERIMA',
  PromiseEta: 'ETA',
  ReportProgress: 'PROGRES',
  ConfirmTicket: 'YA',
  RejectRepair: 'BELUM',
  ReopenTicket: 'BUKA',
  CancelTicket: 'BATAL',
  CloseTicket: 'TUTUP',
  ReassignTicket: 'ALIHKAN',
  SetImpact: 'DAMPAK',
  CorrectReport: 'RALAT',
  AddNote: 'INFO',
  PassMoment: 'STATUS',
} as const satisfies Record<CommandType, string>

export const CATEGORY = {
  login: 'login',
  panggilan_masuk: 'panggilan masuk',
  panggilan_keluar: 'panggilan keluar',
  suara: 'suara',
  tiket_dispatch: 'tiket/dispatch',
  peta_lokasi: 'peta lokasi',
  tampilan: 'tampilan',
  data_laporan: 'data laporan',
  rekaman: 'rekaman',
  notifikasi: 'notifikasi',
  kinerja: 'kinerja',
  cctv: 'CCTV',
  perangkat: 'perangkat',
  printer: 'printer',
  jaringan: 'jaringan',
  listrik: 'listrik',
  permintaan: 'permintaan',
  lainnya: 'lainnya',
} as const satisfies Record<Category, string>

export const IMPACT = {
  kritis: 'KRITIS',
  tinggi: 'TINGGI',
  sedang: 'SEDANG',
  rendah: 'RENDAH',
} as const satisfies Record<Impact, string>

const ATTACHMENTS: readonly (readonly [RegExp, string])[] = [
  [/audio|voice|ptt|suara/i, 'Pesan suara'],
  [/image|photo|gambar|foto/i, 'Gambar'],
  [/video/i, 'Video'],
  [/sticker|stiker/i, 'Stiker'],
  [/location|lokasi/i, 'Lokasi'],
  [/application|document|text|dokumen/i, 'Dokumen'],
]

/** 'Gambar', by MIME type. */
export const attachmentName = (mimeType: string): string =>
  ATTACHMENTS.find(([pattern]) => pattern.test(mimeType))?.[1] ?? 'Lampiran'

export const ROLE = {
  call_taker: 'Call Taker',
  supervisor: 'Supervisor',
  kepala_seksi: 'Kepala Seksi',
  staf: 'Staf Teknis',
  jasnita: 'Jasnita',
  admin: 'Admin',
  auditor: 'Auditor',
} as const satisfies Record<Role, string>

export const CLOSED_AS = {
  confirmed: 'terkonfirmasi',
  unconfirmed: 'tanpa konfirmasi pelapor',
  'self-healed': 'teratasi dengan sendirinya',
  duplicate: 'sama dengan tiket lain',
  'false-report': 'laporan keliru',
} as const satisfies Record<ClosedAs, string>
