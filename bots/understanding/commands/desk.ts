/** Help, stopping and starting messages, blocking, approving. */
import { ANYONE, BLOCKERS, type CommandRow, DECIDERS } from './row.ts'

export const OF_DESK: readonly CommandRow[] = [
  {
    intent: 'help',
    word: 'BANTUAN',
    who: ANYONE,
    words: [
      '^ =bantuan|menu|perintah|format|caranya|tutorial|panduan ?format ?nya|ya|lapor|laporan|dong|apa|saja ?apa ?saja $',
    ],
    example: 'BANTUAN',
  },
  {
    intent: 'opt_out',
    word: 'BERHENTI',
    who: ANYONE,
    words: [
      '^ =berhenti ?langganan|dulu|kirim|notifikasi|semua|saja|pesan|whatsapp|sms ?kirim ?pesan|notifikasi|lagi $',
    ],
    example: 'BERHENTI',
  },
  {
    intent: 'opt_in',
    word: 'MULAI',
    who: ANYONE,
    words: [
      '^ =mulai|reg|aktifkan|langganan|subscribe ?lagi|notifikasi|kembali ?kirim ?lagi|kembali|pesan|notifikasi|sms|whatsapp ?lagi|kembali $',
    ],
    example: 'MULAI',
  },
  // Read by blocking.ts: without a telephone number these words mean a fault ("akun diblokir").
  {
    intent: 'block',
    word: 'BLOKIR',
    who: BLOCKERS,
    words: [],
    argument: 'telepon',
    example: 'BLOKIR 0811-0000-0099',
  },
  {
    intent: 'unblock',
    word: 'BUKA BLOKIR',
    who: BLOCKERS,
    words: [],
    argument: 'telepon',
    example: 'BUKA BLOKIR 0811-0000-0099',
  },
  // Their words are read by approving.ts: "setuju" alone means it only while something waits to be approved.
  { intent: 'approve', word: 'SETUJU', who: DECIDERS, words: [], example: 'SETUJU P3' },
  { intent: 'refuse', word: 'TOLAK', who: DECIDERS, words: [], argument: 'alasan', example: 'TOLAK P3' },
]
