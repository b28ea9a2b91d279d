/** What the office's papers say of it, and how long they are kept (DOMAIN sections 1.1, 3.2 and 6). */
import type { Desk } from './desk-schema.ts'

export interface Signatory {
  readonly title: string
  readonly name?: string | undefined
  readonly employeeNumber?: string | undefined
}

export interface Organisation {
  /** The lines of the letterhead. */
  readonly kop: readonly string[]
  readonly address?: string
  /** Stands before the date: "Cirebon, 23 November 2026". */
  readonly place: string
  /** The section that owns the SOP; only in the head of papers (DOMAIN 1.6 row 1). */
  readonly owner: string
  /** Display name of the role kepala_seksi (DOMAIN 1.6 row 2). */
  readonly headOfSection: string
  /** Dates are written as 2019-08-01; one that is not known is absent and never printed. */
  readonly sop: {
    readonly number: string
    readonly title: string
    readonly created: string
    readonly revised?: string
    readonly effective?: string
  }
  /** Nobody's name is a default: lines without a name are left blank to sign. */
  readonly signatories: readonly Signatory[]
}

/** Years after which a record may be proposed for destruction; `keep`: no retention schedule (JRA) says so yet. */
export interface Retention {
  readonly decision: string
  readonly tickets: number | 'keep'
  readonly messages: number | 'keep'
  readonly attachments: number | 'keep'
}

export function organisationOf({ organisation = {} }: Desk): Organisation {
  const { address, sopRevised, sopEffective } = organisation
  return {
    kop: organisation.kop ?? ['PEMERINTAH DAERAH KOTA CIREBON', 'DINAS KOMUNIKASI, INFORMATIKA DAN STATISTIK'],
    ...(address === undefined ? {} : { address }),
    place: organisation.place ?? 'Cirebon',
    owner: organisation.owner ?? 'Seksi Pengelolaan Opini Publik',
    headOfSection: organisation.headOfSection ?? 'Kepala Seksi Pengembangan Ekosistem E-Government',
    sop: {
      number: organisation.sopNumber ?? '049/SOP-E-500/2019',
      title: organisation.sopTitle ?? 'Pengaduan/Help Desk Aplikasi Layanan Cirebon Siaga 112 dan Dashboard Aplikasi',
      created: organisation.sopCreated ?? '2019-08-01',
      ...(sopRevised === undefined ? {} : { revised: sopRevised }),
      ...(sopEffective === undefined ? {} : { effective: sopEffective }),
    },
    signatories: organisation.signatories ?? [],
  }
}

export function retentionOf({ retention = {} }: Desk): Retention {
  return {
    decision: retention.decision ?? 'JRA belum ditetapkan',
    tickets: retention.tickets ?? 'keep',
    messages: retention.messages ?? 'keep',
    attachments: retention.attachments ?? 'keep',
  }
}
