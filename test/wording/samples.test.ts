import { describe, expect, test } from 'vitest'
import { answer, firstAnswer } from '../../bots/wording/answer.ts'
import { tell } from '../../bots/wording/tell.ts'
import { SPOKEN } from '../../src/desk/spoken.ts'
import { segments } from '../../src/format/gsm7.ts'
import { at, BUDI, give, HOUSE, inState, pass, reported, VENDOR, WULAN } from './cast.ts'

const lastOf = <T>(list: readonly T[]): T => {
  const last = list.at(-1)
  if (last === undefined) throw new Error('nothing happened')
  return last
}

describe('the samples of DOMAIN 4.5 come out as they stand there', () => {
  test('laporan diterima', () => {
    const ticket = reported({ category: 'login', unit: 'PC 2', impact: 'sedang' })
    const text = answer({ kind: 'registered', ticket }, 'sms', HOUSE)
    expect(text).toBe(
      'Laporan diterima. No. 27: login, PC 2, dampak SEDANG. Tenggat terima 14.10 WIB. Balas BATAL 27 bila keliru. Darurat: telp 112.',
    )
    expect(text).toHaveLength(126)
  })

  test('laporan baru', () => {
    const ticket = reported()
    const event = { type: 'TicketRegistered', at: ticket.registeredAt, by: WULAN, ticket } as const
    const telling = { topic: 'new-report', ticket, event, now: ticket.registeredAt, role: 'kepala_seksi' } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      'Laporan baru 27 (TINGGI): tiket tdk terkirim ke OPD, Wulan 14.05. Balas TERIMA 27 sebelum 14.10 WIB.',
    )
  })

  test('pengingat', () => {
    const { ticket, events } = pass(reported(), at(23, 14, 8))
    const telling = {
      topic: 'reminder',
      ticket,
      event: lastOf(events),
      now: at(23, 14, 8),
      role: 'kepala_seksi',
    } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      'PENGINGAT 27: belum diterima, sisa 2 menit (tenggat 14.10 WIB). Balas TERIMA 27.',
    )
  })

  test('terlambat', () => {
    const { ticket, events } = pass(reported(), at(23, 14, 13))
    const telling = {
      topic: 'overdue',
      ticket,
      event: lastOf(events),
      now: at(23, 14, 13),
      role: 'kepala_seksi',
    } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      'TERLAMBAT 27: langkah 2 lewat 3 menit. Mohon balas TERIMA 27. Pemberitahuan juga ke Supervisor.',
    )
  })

  test('keputusan langkah 4/5', () => {
    const { ticket: repairing } = inState('repairing')
    const { ticket, events } = pass(repairing, at(23, 14, 27))
    const now = at(23, 14, 27)
    const telling = { topic: 'decide-please', ticket, event: lastOf(events), now, role: 'kepala_seksi' } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      '27: waktu perbaikan 15 menit habis. Teratasi? Balas SELESAI 27 atau JASNITA 27.',
    )
  })

  test('ke Jasnita', () => {
    const registeredAt = at(24, 19, 57)
    const fault = { summary: 'panggilan tdk masuk', category: 'panggilan_masuk', impact: 'kritis' } as const
    const start = reported({ ...fault, registeredAt, updatedAt: registeredAt, occurredAt: at(24, 18, 0) })
    const { ticket, events } = give(start, { type: 'EscalateTicket' }, BUDI, at(24, 20, 12))
    const telling = {
      topic: 'vendor-called',
      ticket,
      event: lastOf(events),
      now: at(24, 20, 12),
      role: 'jasnita',
    } as const
    const text = tell(telling, 'sms', HOUSE)
    expect(text).toBe(
      'Yth. Jasnita, tiket 27 (KRITIS) Cirebon Siaga 112: panggilan tdk masuk sejak 18.00. Tenggat 25/11 20.12 WIB. Balas TERIMA 27, lalu ETA/PROGRES/SELESAI.',
    )
    expect(text).toHaveLength(151)
  })

  test('konfirmasi', () => {
    const { ticket, event } = inState('awaiting-confirmation')
    const telling = { topic: 'confirm-please', ticket, event, now: event.at, role: 'call_taker' } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      '27 dinyatakan teratasi: SIP trunk dialihkan. Mohon dicek. Balas YA 27 bila normal, BELUM 27 bila masih terkendala.',
    )
  })

  test('darurat', () => {
    expect(answer({ kind: 'emergency' }, 'sms', HOUSE)).toBe(
      'DARURAT: segera TELEPON 112 (gratis, tanpa pulsa). Damkar 113, medis 119, polisi 110. Nomor ini bukan layanan darurat dan tidak mengirim bantuan.',
    )
  })
})

describe('what the samples do not show', () => {
  test('while 112 takes no calls, the other numbers come first', () => {
    for (const form of ['sms', 'whatsapp'] as const) {
      const text = answer({ kind: 'emergency' }, form, { ...HOUSE, line112: 'down' })
      expect(text).toMatch(/^DARURAT: segera TELEPON damkar 113, medis 119, polisi 110, atau 112\./)
      expect(segments(text).segments).toBe(1)
    }
    const alone = { ...HOUSE, emergency: [], line112: 'down' } as const
    expect(answer({ kind: 'emergency' }, 'sms', alone)).toMatch(/^DARURAT: segera TELEPON 112 /)
  })

  test('exactly at the due second nothing is late yet', () => {
    const { ticket, events } = pass(reported(), at(23, 14, 10))
    const now = at(23, 14, 10)
    const event = lastOf(events)
    const text = tell({ topic: 'overdue', ticket, event, now, role: 'kepala_seksi' }, 'sms', HOUSE)
    expect(text).toContain('belum diterima, tenggat 14.10 WIB sudah tiba')
    const above = tell({ topic: 'overdue', ticket, event, now, role: 'supervisor' }, 'sms', HOUSE)
    expect(above).toContain('belum diterima Kepala Seksi, tenggat 14.10 WIB')
    for (const said of [text, above]) expect(said).not.toContain('lewat')
  })

  test('the end of the analysis alone is a note; steps 3 and 4 together are judged by 25 minutes', () => {
    const { ticket: analysing } = inState('analysing')
    const due = pass(analysing, at(23, 14, 17))
    const note = {
      topic: 'analysis-over',
      ticket: due.ticket,
      event: lastOf(due.events),
      now: at(23, 14, 17),
      role: 'kepala_seksi',
    } as const
    expect(tell(note, 'sms', HOUSE)).toBe(
      '27: waktu analisa 10 menit habis (tenggat 14.17 WIB). Balas PERBAIKI 27, SELESAI 27 atau JASNITA 27.',
    )
    const limit = pass(due.ticket, at(23, 14, 32))
    const both = { ticket: limit.ticket, event: lastOf(limit.events), now: at(23, 14, 32) }
    expect(tell({ ...both, topic: 'decide-please', role: 'kepala_seksi' }, 'sms', HOUSE)).toBe(
      '27: waktu analisa dan perbaikan 25 menit habis. Teratasi? Balas SELESAI 27 atau JASNITA 27.',
    )
    expect(tell({ ...both, topic: 'overdue', role: 'supervisor' }, 'sms', HOUSE)).toContain('tenggat 14.32 WIB')
  })

  test('a supervisor who hears in place of Kepala Seksi is told why, and is not asked about the repair', () => {
    const due = pass(inState('repairing').ticket, at(23, 14, 27))
    const telling = { ...due, event: lastOf(due.events), now: at(23, 14, 27), role: 'supervisor' } as const
    expect(tell({ ...telling, topic: 'decide-please' }, 'sms', HOUSE)).toBe(
      '27: waktu perbaikan 15 menit habis. Kepala Seksi belum dapat dihubungi. Balas STATUS 27.',
    )
    expect(tell({ ...telling, topic: 'reminder' }, 'whatsapp', HOUSE)).toContain(
      'Kepala Seksi belum dapat dihubungi, mohon diteruskan.',
    )
  })

  test('a ticket that was joined to another says to which', () => {
    const close = { type: 'CloseTicket', as: 'duplicate', reason: 'digabung ke tiket 12' } as const
    const { ticket, events } = give(reported(), close, BUDI, at(23, 14, 8))
    const telling = { topic: 'closed', ticket, event: lastOf(events), now: at(23, 14, 8), role: 'call_taker' } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      'Tiket 27 (tiket tdk terkirim ke OPD) ditutup Kepala Seksi (Budi) 14.08 WIB: digabung ke tiket 12. Balas BUKA 27 bila terkendala lagi.',
    )
    expect(tell(telling, 'whatsapp', HOUSE)).not.toContain('Keterangan')
  })

  test('minutes come from the office, not from the phrase', () => {
    const { ticket: repairing } = inState('repairing')
    const { ticket, events } = pass(repairing, at(23, 14, 27))
    const telling = {
      topic: 'decide-please',
      ticket,
      event: lastOf(events),
      now: at(23, 14, 27),
      role: 'kepala_seksi',
    } as const
    const slow = { ...HOUSE, minutes: { ...HOUSE.minutes, repairing: 40 } }
    expect(tell(telling, 'sms', slow)).toContain('waktu perbaikan 40 menit habis')
  })

  test('Jasnita is told what was found, masked, and no name of a person', () => {
    const found = { type: 'EscalateTicket', note: 'modul antrian macet, pelapor warga 0812-3456-7890' } as const
    const { ticket, events } = give({ ...reported(), cause: 'server pusat mati' }, found, BUDI, at(23, 14, 20))
    const telling = {
      topic: 'vendor-called',
      ticket,
      event: lastOf(events),
      now: at(23, 14, 20),
      role: 'jasnita',
    } as const
    for (const form of ['sms', 'whatsapp'] as const) {
      const text = tell(telling, form, HOUSE)
      expect(text).toContain('modul antrian macet')
      expect(text).not.toMatch(/Wulan|Budi|3456/)
    }
    const whole = tell(telling, 'whatsapp', HOUSE)
    for (const words of ['server pusat mati', '0812-xxxx-x890']) expect(whole).toContain(words)
    const end = give(ticket, { type: 'CancelTicket', reason: 'keliru' }, BUDI, at(23, 14, 25))
    const over = {
      topic: 'cancelled',
      ticket: end.ticket,
      event: lastOf(end.events),
      now: at(23, 14, 25),
      role: 'jasnita',
    } as const
    expect(tell(over, 'whatsapp', HOUSE)).not.toMatch(/Wulan|Budi/)
  })

  test('the escalation is one SMS: the finding gives way first, then the fault', () => {
    const escalated = (summary: string, note: string) => {
      const start = reported({ summary, occurredAt: at(23, 13, 50) })
      const { ticket, events } = give(start, { type: 'EscalateTicket', note }, BUDI, at(23, 14, 20))
      const event = lastOf(events)
      return tell({ topic: 'vendor-called', ticket, event, now: at(23, 14, 20), role: 'jasnita' }, 'sms', HOUSE)
    }
    expect(escalated('HP petugas tidak bunyi notifikasi', 'layanan push mati')).toBe(
      'Yth. Jasnita, tiket 27 (TINGGI) Cirebon Siaga 112: HP petugas tidak bunyi notifikasi. Temuan: layanan push mati. Tenggat 24/11 14.20 WIB. Balas TERIMA 27.',
    )
    expect(escalated('HP petugas tidak bunyi notifikasi', 'layanan push mati sejak server dipindah semalam')).toBe(
      'Yth. Jasnita, tiket 27 (TINGGI) Cirebon Siaga 112: HP petugas tidak bunyi notifikasi. Temuan: layanan push mati.. Tenggat 24/11 14.20 WIB. Balas TERIMA 27.',
    )
    const both = 'tiket tidak terkirim ke BPBD dan Damkar, tombol kirim hilang'
    expect(escalated(both, 'layanan push mati sejak server dipindah semalam')).toBe(
      'Yth. Jasnita, tiket 27 (TINGGI) Cirebon Siaga 112: tiket tidak terkirim ke BPBD dan Damkar.. Temuan: layanan push.. Tenggat 24/11 14.20 WIB. Balas TERIMA 27.',
    )
    // Curly quotes, dashes and emoji are plain before anything is measured: they cost no word.
    const plain = escalated(
      '"tiket" tidak terkirim ke BPBD - tombol hilang',
      "layanan 'push' mati sejak server dipindah",
    )
    const typed = escalated(
      '\u201ctiket\u201d 😭😭 tidak terkirim ke BPBD \u2013 tombol hilang 🙏🏽',
      'layanan \u2018push\u2019 mati 😱 sejak server dipindah',
    )
    expect(typed).toBe(plain)
    expect(segments(typed)).toMatchObject({ encoding: 'gsm7', segments: 1 })
    expect(plain).toMatch(/\w\.\. Tenggat/)
  })

  test('a repeated command is answered with when it was done', () => {
    const { ticket } = inState('analysing')
    const again = give(ticket, { type: 'AcceptTicket' }, BUDI, at(23, 14, 9))
    const reply = { kind: 'done', command: 'AcceptTicket', ...again, role: 'kepala_seksi' } as const
    expect(answer(reply, 'sms', HOUSE)).toBe(
      'Tiket 27 sudah diterima 14.07 WIB; pesan dicatat sebagai keterangan. Balas PERBAIKI 27, SELESAI 27 atau JASNITA 27.',
    )
  })

  test('a promised time beyond the deadline is taken with a warning', () => {
    const { ticket } = inState('vendor-repairing')
    const late = give(ticket, { type: 'PromiseEta', eta: at(24, 19, 0) }, VENDOR, at(23, 15, 0))
    expect(answer({ kind: 'done', command: 'PromiseEta', ...late, role: 'jasnita' }, 'sms', HOUSE)).toContain(
      'perkiraan selesai 24/11 19.00 WIB dicatat. Perhatian: melewati tenggat 24/11 14.31 WIB; tenggat tidak berubah.',
    )
    const early = give(ticket, { type: 'PromiseEta', eta: at(24, 9, 0) }, VENDOR, at(23, 15, 0))
    expect(answer({ kind: 'done', command: 'PromiseEta', ...early, role: 'jasnita' }, 'sms', HOUSE)).not.toContain(
      'Perhatian',
    )
  })

  test.each([
    [
      'BATAL',
      give(reported(), { type: 'CancelTicket', reason: 'keliru' }, WULAN, at(23, 14, 8)),
      'CancelTicket',
      WULAN,
    ],
    ['JASNITA from step 2', give(reported(), { type: 'EscalateTicket' }, BUDI, at(23, 14, 8)), 'EscalateTicket', BUDI],
    [
      'TUTUP',
      give(inState('awaiting-confirmation').ticket, { type: 'CloseTicket', reason: 'cuti' }, BUDI, at(23, 14, 40)),
      'CloseTicket',
      BUDI,
    ],
  ] as const)('%s is answered with the way back', (_word, given, command, by) => {
    for (const form of ['sms', 'whatsapp'] as const) {
      const text = answer({ kind: 'done', command, ...given, role: by.role }, form, HOUSE)
      expect(text).toMatch(/BUKA 27 bila keliru\.$/)
    }
  })
})

describe('calls', () => {
  const ticket = reported({ ...SPOKEN, channel: 'voice' })
  const registration = { type: 'TicketRegistered', at: ticket.registeredAt, by: WULAN, ticket } as const

  test('the caller is asked for one sentence', () => {
    expect(answer({ kind: 'call-taken', ticket }, 'sms', HOUSE)).toBe(
      'Telepon dicatat, tiket 27. Mohon balas satu kalimat: apa yang terganggu dan di mana, misalnya: PC 2 tidak bisa login. Balas BATAL 27 bila keliru.',
    )
    expect(answer({ kind: 'call-taken', ticket, again: true }, 'sms', HOUSE)).toBe(
      'Telepon ini digabung ke tiket 27. Mohon balas satu kalimat: apa yang terganggu dan di mana. Balas STATUS 27 untuk perkembangan.',
    )
  })

  test('so is one who never wrote before, with the privacy notice, in one SMS', () => {
    const text = firstAnswer([{ kind: 'call-taken', ticket }], 'sms', HOUSE)
    expect(text).toMatch(
      /^Telepon dicatat, tiket 27\. Mohon balas: apa yang terganggu, di mana\. .*dicatat.* Balas BATAL 27/,
    )
    expect(segments(text).segments).toBe(1)
  })

  test('Kepala Seksi reads that it came by telephone and that the recording follows, and then of that', () => {
    const telling = {
      topic: 'new-report',
      ticket,
      event: registration,
      now: ticket.registeredAt,
      role: 'kepala_seksi',
    } as const
    expect(tell(telling, 'sms', HOUSE)).toBe(
      'Laporan baru 27 (SEDANG) lewat telepon, Wulan 14.05. Rekaman menyusul bila ada. Balas TERIMA 27 sebelum 14.10 WIB.',
    )
    const recording = { kind: 'recording', ticket, role: 'kepala_seksi' } as const
    expect(answer({ ...recording, lost: false }, 'sms', HOUSE)).toBe(
      'Rekaman tiket 27 sudah ada: mohon didengarkan. Balas TERIMA 27.',
    )
    expect(answer({ ...recording, lost: true }, 'sms', HOUSE)).toBe(
      'Rekaman tiket 27 tidak tersedia. Mohon hubungi pelapor (Wulan). Balas TERIMA 27.',
    )
  })

  test('a call from a number that nobody knows, or that is hidden', () => {
    const hidden = { code: 3, what: 'call', at: at(23, 14, 20) } as const
    const call = { kind: 'stranger-call', held: hidden } as const
    expect(answer({ ...call, held: { ...hidden, from: '+6281100000099' } }, 'sms', HOUSE)).toBe(
      'Telepon P3 dari nomor tak terdaftar 0811-0000-0099, 14.20 WIB. Belum menjadi tiket; rekaman menyusul bila ada. Balas SETUJU P3 atau TOLAK P3.',
    )
    expect(answer({ ...call, recording: 'ready' }, 'sms', HOUSE)).toBe(
      'Rekaman telepon P3 dari nomor tersembunyi, 14.20 WIB, sudah ada: mohon didengarkan. Balas SETUJU P3 atau TOLAK P3.',
    )
    expect(answer({ ...call, recording: 'lost' }, 'sms', HOUSE)).not.toContain('hubungi nomor')
  })
})
