/** Something to be changed or made, not mended: "nomor damkar sudah ganti, tolong diupdate" (DOMAIN section 2, permintaan). */
import type { Token } from './words.ts'

const PLEAS = new Set(['tolong', 'mohon', 'minta', 'harap', 'dimohon'])
const THINGS = new Set('akun user username nomor kontak password nama profil pic pengguna id akses hak'.split(' '))
const CHANGES = new Set(
  `ganti ubah rubah update perbarui perbaharui tambah tambahkan tambahin hapus nonaktif nonaktifkan aktif aktifkan aktivasi buatkan buatin buat bikin
  bikinin bikinkan buatin dibikin daftarkan reset nonaktifin disable`.split(/\s+/),
)
/** "Minta dibikinin grup menu sendiri": what is made, not mended. */
const MADE = new Set('menu kolom grup fitur tombol kategori pilihan form laporan'.split(' '))
const MAKES = /^(?:di)?(?:tambah|bikin|buat(?:kan|in))/
const NEAR = 4
const FAR = 12

/** Tokens of the plea and of the change, when one is asked for. */
export function changeAsked(tokens: readonly Token[]): readonly [number, number] | undefined {
  const plea = tokens.findIndex(({ text }) => PLEAS.has(text))
  if (plea === -1) return undefined
  const named = tokens.some(({ text }) => THINGS.has(text))
  for (let at = plea + 1; at <= plea + FAR; at += 1) {
    const token = tokens[at]
    if (token === undefined) return undefined
    // "Mohon nomor kontak PMI di aplikasi Siaga 112 diganti".
    const near = at <= plea + NEAR || (token.clause === tokens[plea]!.clause && token.typed.startsWith('di'))
    const thing = named || (MAKES.test(token.typed) && tokens.slice(at + 1, at + 4).some(({ text }) => MADE.has(text)))
    if (near && thing && (CHANGES.has(token.text) || CHANGES.has(token.stem) || CHANGES.has(passive(token))))
      return [plea, at]
  }
  return undefined
}

/** "Dinonaktifkan" is "nonaktifkan" done. */
function passive({ typed }: Token): string {
  return typed.startsWith('di') ? typed.slice(2) : typed
}
