/** Which application is meant (DOMAIN section 2). */
import type { Category } from '../../../src/desk/ticket.ts'

/** Words that name the application itself. */
export const APPLICATION_WORDS: readonly {
  readonly application: string
  readonly weight: number
  readonly patterns: readonly string[]
}[] = [
  { application: 'dashboard', weight: 8, patterns: ['dashboard', 'command center', 'ccc', 'satu data'] },
  {
    application: 'dashboard',
    weight: 3,
    patterns: [
      'grafik',
      'pajak',
      'bphtb',
      'rsud',
      'perizinan',
      'videowall|videotron',
      'widget',
      'epuskesmas|e-puskesmas',
      'data|aplikasi|dasbor|dashboard ?e puskesmas',
      'cctv',
      'atcs',
    ],
  },
  {
    application: 'siaga112',
    weight: 4,
    patterns: [
      'aplikasi ?cirebon siaga|112',
      'cirebon siaga',
      'siaga 112',
      'siaga',
      'aplikasi|sistem 112',
      'web 112',
      'server ?aplikasi 112',
    ],
  },
  { application: 'siaga112', weight: 3, patterns: ['riwayat|history panggilan|telepon|tiket|kejadian'] },
  {
    application: 'siaga112',
    weight: 1,
    patterns: ['aplikasi', 'sistem', 'web|website|portal', 'server aplikasi|siaga'],
  },
]

/** The application that a category belongs to when the text names none. */
export const USUAL_APPLICATION: Readonly<Record<Category, string>> = {
  login: 'siaga112',
  panggilan_masuk: 'siaga112',
  panggilan_keluar: 'siaga112',
  suara: 'siaga112',
  tiket_dispatch: 'siaga112',
  peta_lokasi: 'siaga112',
  tampilan: 'siaga112',
  data_laporan: 'dashboard',
  rekaman: 'siaga112',
  notifikasi: 'siaga112',
  kinerja: 'siaga112',
  cctv: 'dashboard',
  perangkat: 'pendukung',
  printer: 'pendukung',
  jaringan: 'pendukung',
  listrik: 'pendukung',
  permintaan: 'siaga112',
  lainnya: 'tidak_diketahui',
}
