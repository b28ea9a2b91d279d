/** Something to be changed or made, not mended: "nomor damkar sudah ganti, tolong diupdate" (DOMAIN section 2, permintaan). */
import type { Token } from './words.ts'

const PLEAS = new Set(['tolong', 'mohon', 'minta', 'harap', 'dimohon'])
const THINGS = new Set('akun user username nomor kontak password nama profil pic pengguna id akses hak'.split(' '))
const CHANGES = new Set(
  `ganti ubah rubah update perbarui perbaharui tambah tambahkan tambahin hapus nonaktif nonaktifkan aktif aktifkan aktivasi buatkan buatin buat bikin
  bikinin bikinkan daftarkan reset nonaktifin disable`.split(/\s+/),
)
const NEAR = 4
const FAR = 12

/** Tokens of the plea and of the change, when one is asked for. */
export function changeAsked(tokens: readonly Token[]): readonly [number, number] | undefined {
  const plea = tokens.findIndex(({ text }) => PLEAS.has(text))
  if (plea === -1 || !tokens.some(({ text }) => THINGS.has(text))) return undefined
  for (let at = plea + 1; at <= plea + FAR; at += 1) {
    const token = tokens[at]
    if (token === undefined) return undefined
    // "Mohon nomor kontak PMI di aplikasi Siaga 112 diganti".
    const near = at <= plea + NEAR || (token.clause === tokens[plea]!.clause && token.typed.startsWith('di'))
    if (near && (CHANGES.has(token.text) || CHANGES.has(token.stem) || CHANGES.has(passive(token)))) return [plea, at]
  }
  return undefined
}

/** "Dinonaktifkan" is "nonaktifkan" done. */
function passive({ typed }: Token): string {
  return typed.startsWith('di') ? typed.slice(2) : typed
}
