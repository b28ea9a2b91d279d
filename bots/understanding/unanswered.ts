/** Who calls 112 tells that it does not answer: "112 tidak diangkat", "nomor 112 sibuk terus", "112 kok mati". */
import type { Token } from './words.ts'

const ANSWERED =
  /^(?:(?:di|ke|ng|ter|me)?(?:angkat|jawab|respon|respons)(?:-\w+)?|jawaban|dihubungi|hubungi|terhubung|(?:ny|ter|di)?(?:ambung|sambung)(?:kan)?|nyambung\w*|connect|aktif|masuk|berdering|ditelepon|ditelfon|ditelpon|telepon|tembus)$/
const DENIES = new Set(['tidak', 'belum', 'tak', 'nggak', 'tanpa', 'gagal', 'susah', 'sulit', 'gabisa', 'sukar'])
/** They say it by themselves: near the number, or ("listrik mati, lapor 112") only right behind it. */
const BUSY = new Set(['sibuk', 'jangkauan', 'ditolak'])
const DEAD = new Set(['mati', 'off', 'nonaktif', 'putus', 'diputus', 'terputus', 'dimatikan', 'gagal'])
/** Words of those who take the calls, not of those who make them. */
const AT_WORK = new Set(
  'aplikasi app login pc komputer meja ext extension headset operator call-taker taker penelepon warga antrian antrean panggilan posisi line server dashboard opd shift regu kami ruang sistem jaringan trunk pabx softphone layar monitor cctv peta tiket'.split(
    ' ',
  ),
)
/** What is opened, filled in or stored is the application, however it is called. */
const AN_APPLICATION =
  /^(?:siaga|cirebon|web|website|link|halaman|menu|tombol|akun|password|simpan|disimpan|update|(?:di|ke|mem)?buka|masuk|[45]\d\d)$/
const NEAR = 4
const BEHIND = 3

/** `category`: what a fault in these words would be about; "112 gabisa" and "112 error" say no more than that. */
export function isUnanswered(tokens: readonly Token[], category: string): boolean {
  const texts = tokens.map(({ text }) => text)
  const number = tokens.findIndex(({ raw }) => raw === '112')
  if (number === -1 || texts.some((word) => AT_WORK.has(word))) return false
  if (category === 'panggilan_masuk' && !texts.some((word) => AN_APPLICATION.test(word))) return true
  const denied = (at: number) => texts.slice(Math.max(0, at - NEAR), at).some((one) => DENIES.has(one))
  return texts.some((word, at) => {
    const far = Math.abs(at - number)
    if (DEAD.has(word)) return at > number && far <= BEHIND
    return (BUSY.has(word) && far <= NEAR) || (ANSWERED.test(word) && far <= 2 * NEAR && denied(at))
  })
}
