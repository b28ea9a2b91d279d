/** Help, stopping and starting messages, blocking, approving. */
import { ANYONE, BLOCKERS, type CommandRow, DECIDERS } from './row.ts'

export const OF_DESK: readonly CommandRow[] = [
  {
    intent: 'help',
    word: 'BANTUAN',
    who: ANYONE,
    words: [
      '^ =bantuan|menu|perintah|format|caranya|tutorial|panduan ?format ?nya|ya|lapor|laporan|dong|apa|saja ?apa ?saja $',
      'cara|caranya|format|bagaimana ?bagaimana ?cara ?untuk balas|balasan|bales|lapor|pakai|pake|pakainya|jawab|menjawab|melapor|menggunakan|balasnya',
      'perintah ?nya ?yang ?apa saja',
      'tolong|minta|bagaimana|apa caranya|format|panduan|perintah|menu',
      'daftar perintah',
      'format|perintah|cara ?nya ?buat|untuk|kalau ?mau =nutup|tutup|menutup|balas|konfirmasi|batal|membatalkan|buka|lapor ?tiket|laporan apa|bagaimana|gimana',
      'cara|caranya ?untuk konfirmasi|mengkonfirmasi|menutup|nutup|membatalkan|menerima',
      'cara|caranya ?untuk batal|ubah|hapus|tutup|cek|lihat|kirim|buat|bikin ?tiket|laporan',
      'bagaimana cara|caranya',
      '^ ?ini cara|caranya bagaimana',
      'harus|mesti|perlu ?saya balas|jawab|ketik|tulis|kirim apa|bagaimana',
      'format|cara ?nya ?na ?untuk ?melapor|lapor|laporan|pelaporan ?itu ?seperti|yang bagaimana|apa',
    ],
    example: 'BANTUAN',
  },
  {
    intent: 'opt_out',
    word: 'BERHENTI',
    who: ANYONE,
    words: [
      '^ =berhenti ?langganan|dulu|kirim|notifikasi|semua|saja|pesan|whatsapp|sms ?kirim ?pesan|notifikasi|lagi $',
      'jangan|berhenti|usah|stop ?usah|perlu|lagi ?di ?saya kirim|hubungi|dikirim|dikirimi|kirimi|mengirim|mengirimi ?ke|saya|kami ?saya|kami|nomor lagi|pesan|notifikasi|sms|pemberitahuan',
      'tidak mau|usah|perlu|ingin ?lagi ?saya ?di kirim|dikirim|dikirimi|terima|menerima|hubungi|dihubungi ?pesan|notifikasi|sms|whatsapp|saya|pemberitahuan lagi|pesan|notifikasi|sms|pemberitahuan',
    ],
    example: 'BERHENTI',
  },
  {
    intent: 'opt_in',
    word: 'MULAI',
    who: ANYONE,
    words: [
      '^ =mulai|reg|aktifkan|langganan|subscribe ?lagi|notifikasi|kembali ?kirim ?lagi|kembali|pesan|notifikasi|sms|whatsapp ?lagi|kembali $',
      'aktifkan ?lagi|kembali notifikasi|pesan',
      'aktif|nyala|hidupkan|diaktifkan|aktifkan ?lagi|kembali notifikasi|pesan|pemberitahuan ?ke|untuk ?nomor saya|kami ?lagi|kembali',
      'notifikasi|pemberitahuan|pesan ?ke|untuk ?nomor ?ini|saya|kami ?mohon|tolong =aktifkan|diaktifkan|dikirim|kirim|dikirimkan lagi|kembali',
      'kirim|dikirim|kirimi|dikirimi|terima|menerima ?saya|kami lagi|kembali pesan|notifikasi|pemberitahuan|sms',
      'kirim|dikirim|kirimi|dikirimi|terima|menerima ?saya|kami ?lagi pesan|notifikasi|pemberitahuan|sms lagi|kembali',
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
