/**
 * What is broken, as a weighted lexicon (DOMAIN section 2): the category whose phrases weigh most is meant.
 * Patterns of pattern.ts in standard spelling. 1: the thing is merely named; 3 to 6: a fault of it is stated.
 */
import { OF_CALLS } from './faults/calls.ts'
import { OF_EQUIPMENT } from './faults/equipment.ts'
import { OF_REQUESTS } from './faults/requests.ts'
import type { FaultRow } from './faults/row.ts'
import { OF_WORK } from './faults/work.ts'

export const FAULTS: readonly FaultRow[] = [...OF_CALLS, ...OF_WORK, ...OF_EQUIPMENT, ...OF_REQUESTS]

/** Signs of a fault by themselves, without saying of what. */
export const TROUBLE: readonly string[] = [
  '<tdk> ?bisa|mau|dapat|ada ?di bisa|mau|dapat|ada|muncul|tampil|masuk|jalan|fungsi|berfungsi|nyala|bunyi|terkirim|kirim|respon|normal|lancar|update|buka|kedengaran|simpan|konek|dengar|terima|sampai|akses|keluar|tahan|kerja|stabil|akurat|sesuai|cocok|sinkron|kebuka|aktif|nampilin|terhubung|nyambung|berubah|jelas|kebaca|beres',
  'error|mati|rusak|gangguan|kendala|masalah|bermasalah|macet|blank|hilang|lemot|hang|lag|down|ngaco|nyangkut|putus|putus-putus|kosong|crash|padam|offline|trouble|kacau|aneh|loading|timeout|nyasar|kresek|gema|terkunci|bug|gagal|selisih|muter|konslet|korslet|keluhan|drop|lepas|copot|ngadat|jebol|los|nol|bunyi',
  '<dash> ?dashboard|nya .. 0',
  'titik|lokasi .. 0|nol|null',
  'dashboard .. 0',
  'kejepit|ngumpul|garis|bergaris|kedip|kedip-kedip|berdengung|mendengung|dengung|buram|gelap|ditolak|retak|gosong|percikan|ketumpahan|kepotong|robek|tumpah|kesiram|kecipratan|kerendem|kerendam|terendam|netes|menetes|berasap|lengket|kebanjiran',
  'paper jam',
  'unregistered|unreachable|disconnected|denied|refused|expired',
  'not|tidak ready',
  'password|username .. salah',
  'not registered|responding|found|connected|working',
  'mental|keluar|logout sendiri|terus',
  'habis $',
  'sesi|session ?login|nya .. habis|berakhir|expired',
  'bluescreen',
  'blue screen',
  'hitam|item semua|total',
  'layar|monitor|cctv|kamera .. hitam',
  'gerak|bergerak sendiri',
  'mouse|kursor|pointer .. jalan sendiri',
  'kehapus|terhapus',
  'lupa password|username',
  'minta|disuruh login|password ulang|terus|lagi',
  '=kehabisan',
  '<tdk> ada|keluar|bersuara|mengeluarkan|menyala',
]
