/** Words of a summary: which are left out, which part it, and how one is written. */
import { VOCABULARY } from './vocabulary.ts'
import type { Token } from './words.ts'

export const DROPPED = new Set(
  `lapor laporan izin bantu bantuan dibantu bantuannya ya saya kami kita ini itu tadi barusan segera urgent dari siap maaf info informasi melaporkan mau cek dicek
  perbaikan perbaiki ditindaklanjuti bahwa terkait kepada dengan hormat yth aduan pengaduan komplain sekarang punya terimakasih sangat saja dulu sejak pukul wib kak
  tiba-tiba memang soal begini gitu banget kenapa bagaimana apa nih semalam kemarin pagi siang sore malam terus harap agar supaya atau hari tanggal mulai
  kayaknya kayanya sepertinya kelihatannya mungkin katanya bilangnya kok kan tuh amat sekitar besok mulu melulu menurut buta`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** Said of the fault without being part of it. */
export const HEDGES = new Set('kayaknya kayanya sepertinya kelihatannya mungkin kok sih katanya'.split(' '))
export const BEFORE_TIME = new Set([
  'tanggal',
  'jam',
  'pukul',
  'sejak',
  'mulai',
  'sekitar',
  'hari',
  'pas',
  'habis',
  'setelah',
])
const KEPT_CASE: Readonly<Record<string, string>> = {
  satpol: 'Satpol PP',
  ...Object.fromEntries(
    'PC OPD CCTV LAN VPN HP UPS SIP BPBD GPS PSC PMI PLN LOS SMS AC TV HT ATCS IP PBX CPU USB FO RTO OTP NIK BPHTB RSUD DNS DLH MCB NVR DVR LBS PDF CSV KTP KK DKIS ONT RSD PIC IVR XL LCD'
      .split(' ')
      .map((word) => [word.toLowerCase(), word]),
  ),
}
/** Words that mean the same as a standard form, but are good words themselves. */
const AS_TYPED = new Set(
  `banget kontak pin layar screen alamat koordinat foto wifi tabrakan laka diagram audio unduh diunduh cetak capslock lock disposisi didisposisi close stop freeze indihome
  koneksi marker statistik chart sandi incoming caller diblokir terblokir kacau ngawur melenceng meleset stuck tertahan menggantung mandek double duplikat ganda ngadat
  lelet lamban noise berisik echo lenyap reboot recorder recording timbul hidup nyala menyala masyarakat mendadak satupun sambil tengah terpaksa handset earphone
  headphone network performance slow restart seluruh cuma ngomong pegat-pegot patah-patah sendat orange oranye mata menghubungi dihubungi diubah`.split(
    /\s+/,
  ),
)

/** Words that say nothing at the end of a summary. */
export const LOOSE = new Set(
  'di ke yang sama untuk dengan pada saat pas waktu dan tapi kalau atau oleh dari karena sementara smntara via pakai pake tiap padahal tanggal belum lama sampai cuma malah jadi dalam buat seperti begitu setengah terus sudah masih juga sejak selama melalui'.split(
    ' ',
  ),
)
/** And at its beginning. */
export const OPENING = new Set(
  'selain pengen ingin mohon tolong pesan pertama kedua ketiga dapat ada sudah lagi masih baru tapi dan sama juga jadi terus sampai yang malah karena bahwa kalau padahal sehingga makanya soalnya sementara'.split(
    ' ',
  ),
)
/** What follows one of these is another thing said. */
export const BREAKS = new Set([
  'padahal',
  'sehingga',
  'makanya',
  'terus',
  'jadinya',
  'akibatnya',
  'soalnya',
  'karena',
  'gara-gara',
])
/** A stretch that begins so explains or guesses. */
export const MINOR = new Set(
  'padahal biasanya mungkin kayaknya kayanya sepertinya curiga takut takutnya soalnya karena gara-gara akibatnya jadinya sehingga makanya taunya untungnya'.split(
    ' ',
  ),
)

/** A word as a colleague would write it. */
export function shownAs(tokens: readonly Token[], at: number): string {
  const token = tokens[at]!
  if (token.kind === 'number') return token.raw
  const kept = KEPT_CASE[token.text] ?? KEPT_CASE[token.typed]
  if (kept !== undefined) return kept
  // "Lemot bgt".
  if (token.text === 'sangat' && token.typed !== 'sangat') return 'sekali'
  const bare = token.typed.replace(/(?:nya|e)$/, '')
  if (AS_TYPED.has(bare)) return bare
  if (AS_TYPED.has(token.typed) || (token.typed === 'no' && token.text === 'tidak')) return token.typed
  const base = /^([a-z]{3,})2(nya)?$/.exec(token.typed)?.[1]
  if (base !== undefined && AS_TYPED.has(`${base}-${base}`)) return `${base}-${base}`
  if (base !== undefined && !token.text.includes('-')) return `${token.text}-${token.text}`
  const named = token.text === token.typed && /^\p{Lu}\p{Ll}{2,}$/u.test(token.raw) && !VOCABULARY.has(token.text)
  return named && tokens[at - 1]?.clause === token.clause ? token.raw : token.text
}
