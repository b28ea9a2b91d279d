/** "DAFTAR Wulan regu 2": who asks to be registered, and of which team. */
import { NOT_NAMES, VOCATIVES } from './people.ts'
import type { Reading, Token } from './words.ts'

export interface Registration {
  readonly name?: string
  /** As people call it: "regu 2". */
  readonly team?: string
}

/** What stands before a name: "daftar Wulan", "saya Wulan", "nama: Wulan", "a.n. Wulan". In this order it is looked for. */
const BEFORE: readonly ReadonlySet<string>[] = [
  new Set(['nama', 'namanya', 'an', 'atasnama']),
  new Set(['daftar', 'daftarkan', 'reg', 'registrasi', 'register']),
  new Set(['saya', 'ini', 'aku', 'dengan']),
]
const NO_NAME = new Set(
  `daftar daftarkan didaftarkan nama namanya saya ini itu aku mau ingin minta tolong mohon nomor hp staf teknis pegawai anggota relawan honorer magang
  anak orang bagian bidang divisi grup tim jam ganti pindah pakai pakek hari semua tiket laporan akun bot sistem layanan kontak yang punya adalah
  dari menggantikan karyawan admin supervisor koordinator kepala ketua seksi dinas help desk siaga cirebon dulu juga mendaftar masuk gabung bergabung regu shift sebagai bersama`.split(
    /\s+/,
  ),
)
const TEAMS = new Set(['regu', 'tim', 'grup', 'group', 'shift'])
const LONGEST_NAME = 4
const NAME = /^\p{L}[\p{L}'’-]+$/u

export function registrationIn(reading: Reading): Registration {
  const name = nameIn(reading)
  const team = teamIn(reading)
  return { ...(name === undefined ? {} : { name }), ...(team === undefined ? {} : { team }) }
}

function nameIn({ tokens }: Reading): string | undefined {
  for (const before of BEFORE) {
    for (let at = 0; at < tokens.length; at += 1) {
      if (!before.has(tokens[at]!.text) && !before.has(tokens[at]!.typed)) continue
      const name = nameFrom(tokens, at + 1)
      if (name !== undefined) return name
    }
  }
  return undefined
}

function nameFrom(tokens: readonly Token[], from: number): string | undefined {
  let at = from
  while (VOCATIVES.has(tokens[at]?.text ?? '') || (tokens[at]?.text === 'saya' && at < from + 2)) at += 1
  const words: string[] = []
  for (; words.length < LONGEST_NAME; at += 1) {
    const token = tokens[at]
    if (!token || !isName(token) || (words.length > 0 && token.before.trim() !== '')) break
    words.push(token.raw)
  }
  return words.length === 0 ? undefined : written(words)
}

const isName = ({ kind, raw, text, typed }: Token) =>
  kind === 'word' &&
  NAME.test(raw) &&
  ![text, typed].some((word) => NOT_NAMES.has(word) || NO_NAME.has(word) || VOCATIVES.has(word))

/** "SITI NURJANAH" and "siti nurjanah" as names are written; what has large and small letters stays. */
const written = (words: readonly string[]) =>
  words
    .map((word) => (/^(\p{Lu}+|\p{Ll}+)$/u.test(word) ? word[0]!.toUpperCase() + word.slice(1).toLowerCase() : word))
    .join(' ')

function teamIn({ tokens, source }: Reading): string | undefined {
  const at = tokens.findIndex(({ text }) => TEAMS.has(text))
  const name = tokens[at + 1]
  if (at !== -1 && name && name.clause - tokens[at]!.clause <= 1 && /^[\p{L}\d]{1,12}$/u.test(name.raw)) {
    const which = name.raw.length === 1 ? name.raw.toUpperCase() : name.raw.toLowerCase()
    return NO_NAME.has(name.text) ? undefined : `${tokens[at]!.typed} ${which}`
  }
  // "DAFTAR#Wulan#2", as numbers of telephones are registered (DOMAIN 4.1).
  const third = /^\s*\p{L}+\s*#[^#]+#\s*([\p{L}\d]{1,12})\s*$/u.exec(source)?.[1]
  return third === undefined ? undefined : `regu ${third.toUpperCase()}`
}
