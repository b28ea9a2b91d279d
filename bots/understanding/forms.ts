import { applicationNamed, type Context, impactNamed, personNamed, timeNamed } from './form-fields.ts'
import type { Stated } from './report.ts'
import { timesIn } from './times.ts'
import { VOCABULARY } from './vocabulary.ts'
import { read, type Token } from './words.ts'

export interface Form {
  readonly text: string
  readonly stated: Stated
}

const KEYWORDS = new Set(['lapor', 'aduan', 'pengaduan', 'adu', 'laporan', 'komplain', 'lapur'])
const BEFORE_KEYWORD = new Set([
  'izin',
  'mohon',
  'mau',
  'maaf',
  'saya',
  'kami',
  'siap',
  'ndan',
  'komandan',
  'pak',
  'bu',
  'mas',
  'min',
  'selamat',
  'pagi',
  'siang',
  'sore',
  'malam',
  'assalamualaikum',
  'ingin',
  'halo',
  'bapak',
  'ibu',
  'hormat',
  'dengan',
  'permisi',
  'hendak',
  'kang',
  'mba',
  'mbak',
  'bang',
  'yth',
  'kasi',
  'tolong',
  'sekedar',
  'wr',
  'wb',
  'bpk',
  'admin',
  'om',
  'kak',
  'teh',
  'salam',
  'p',
])

/** Index after the LAPOR keyword, or 0 when the message does not begin with it. */
export function keywordEnd(tokens: readonly Token[]): number {
  for (let at = 0; at < Math.min(tokens.length, 8); at += 1) {
    const token = tokens[at]!
    const next = tokens[at + 1]?.text
    if (
      token.text === 'laporan' &&
      (next === undefined || !['kendala', 'gangguan', 'masuk', 'baru'].includes(next)) &&
      at > 0
    )
      return 0
    if (KEYWORDS.has(token.text))
      return token.text === 'laporan' &&
        tokens[at + 1]?.before.trim() !== ':' &&
        !['kendala', 'gangguan'].includes(next ?? '')
        ? 0
        : at + 1
    if (!BEFORE_KEYWORD.has(token.text)) return 0
  }
  return 0
}

const HEADINGS: Readonly<Record<string, string>> = {
  aplikasi: 'application',
  app: 'application',
  sistem: 'application',
  kendala: 'text',
  gangguan: 'text',
  keluhan: 'text',
  uraian: 'text',
  masalah: 'text',
  isi: 'text',
  keterangan: 'text',
  deskripsi: 'text',
  permasalahan: 'text',
  laporan: 'text',
  kerusakan: 'text',
  perihal: 'text',
  hal: 'text',
  dampak: 'impact',
  urgensi: 'impact',
  tingkat: 'impact',
  prioritas: 'impact',
  level: 'impact',
  waktu: 'time',
  jam: 'time',
  pukul: 'time',
  kejadian: 'time',
  sejak: 'time',
  pelapor: 'name',
  nama: 'name',
  dari: 'name',
  oleh: 'name',
  unit: 'unit',
  lokasi: 'unit',
  posisi: 'unit',
  pc: 'unit',
  perangkat: 'unit',
  tempat: 'unit',
  penanganan: 'workaround',
  tindakan: 'workaround',
  sementara: 'workaround',
}

/** A form with separators or headings; undefined when the text is no form. */
export function formOf(text: string, context: Context): Form | undefined {
  return separated(text, context) ?? headed(text, context)
}

function separated(text: string, context: Context): Form | undefined {
  const start = /^[\s*_]*(?:lapor|aduan|adu|pengaduan|lapur|lpr)\s?([#.*;|/])(?=\s?\S)/i.exec(text.slice(0, 60))
  if (start === null) return hashed(text, context)
  const separator = start[1]!
  const rest = text.slice(start[0].length)
  const fields = separator === '.' ? rest.split(/\.(?!\d)|(?<!\d)\.(?=\d)/) : rest.split(separator)
  if (separator === '.' && fields.length < 2 && rest.startsWith(' ')) return undefined
  return fromFields(
    fields
      .slice(0, 40)
      .map((field) => field.trim())
      .filter((field) => field !== ''),
    context,
  )
}

/** "LAPOR PRINTER MACET#RENDAH": the first separator was typed as a space. */
function hashed(text: string, context: Context): Form | undefined {
  const keyword = /^[\s*_]*(?:lapor|lpr)\s/i.exec(text.slice(0, 60))
  if (keyword === null || !/#\s?\p{L}/u.test(text)) return undefined
  return fromFields(
    text
      .slice(keyword[0].length)
      .split('#')
      .slice(0, 40)
      .map((field) => field.trim())
      .filter((field) => field !== ''),
    context,
  )
}

function fromFields(fields: readonly string[], context: Context): Form {
  const texts: string[] = []
  let stated: Stated = {}
  fields.forEach((field, index) => {
    const application = index < 2 && stated.application === undefined ? applicationNamed(field, context) : undefined
    const impact = impactNamed(field)
    const time = timeNamed(field, context)
    const person = index > 0 ? personNamed(field, context) : undefined
    if (application !== undefined) stated = { ...stated, application }
    else if (impact !== undefined) stated = { ...stated, impact }
    else if (time !== undefined) stated = { ...stated, occurredAt: time }
    else if (person !== undefined) stated = { ...stated, reporter: person }
    else if (
      index === fields.length - 1 &&
      texts.length > 0 &&
      /^(?:(?:pak|bu|mas|mba|mbak|sdr|bpk)\.?\s)?\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+)?$/u.test(field) &&
      read(field).tokens.every(({ raw, text }) => raw.toLowerCase() === text && !VOCABULARY.has(text))
    )
      stated = { ...stated, onBehalfOf: field }
    else texts.push(field)
  })
  return { text: texts.join(', '), stated }
}

function headed(text: string, context: Context): Form | undefined {
  const lines = text.slice(0, 8000).split(/[\n;|]+/, 40)
  let stated: Stated = {}
  const texts: string[] = []
  const named: string[] = []
  let headings = 0
  for (const line of lines) {
    const found = /^[\s*_\-•\d.)]{0,6}([\p{L} /]{2,24})\s?[:=]\s?(.*)$/u.exec(line)
    const heading =
      found === null
        ? undefined
        : read(found[1]!)
            .tokens.map((token) => HEADINGS[token.text])
            .find((one) => one !== undefined)
    const value = found?.[2]?.trim() ?? ''
    if (heading === undefined || found === null) {
      if (
        !/^\W*(?:form|format|laporan|lapor|lpr)\W*(?:pengaduan|gangguan|kendala)?\W*$/i.test(line) &&
        line.trim() !== ''
      )
        texts.push(line.trim().replace(/^(?:lapor|lpr)\b[\s:.,]*/i, ''))
      continue
    }
    headings += 1
    if (value === '' || value === '-') continue
    if (heading === 'application') {
      const application = applicationNamed(value, context)
      if (application !== undefined) stated = { ...stated, application }
      named.push(value)
    } else if (heading === 'impact') {
      const impact = impactNamed(value)
      if (impact !== undefined) stated = { ...stated, impact }
    } else if (heading === 'time') {
      const time = timeNamed(value, context) ?? timesIn(read(`sejak ${value}`).tokens, context.at, 'past')[0]?.instant
      if (time !== undefined) stated = { ...stated, occurredAt: time }
      else texts.push(value)
    } else if (heading === 'name') {
      const person = personNamed(value, context)
      if (person !== undefined) stated = { ...stated, reporter: person }
      else stated = { ...stated, onBehalfOf: value.slice(0, 80) }
    } else if (heading === 'unit') {
      stated = { ...stated, unit: value.slice(0, 60) }
      texts.push(/^\d+$/.test(value) ? `PC ${value}` : value)
    } else if (heading === 'workaround') stated = { ...stated, workaround: value.slice(0, 200) }
    else texts.unshift(value)
  }
  return headings >= 2 && texts.length + Object.keys(stated).length >= 2
    ? { text: [...named, ...texts].join(' \n'), stated }
    : undefined
}

/** A numbered or bulleted list of at least two faults: one report each; undefined for anything else. */
export function listOf(text: string): readonly string[] | undefined {
  const short = text.slice(0, 8000)
  const lines = short.split(/\n(?=\s*lapor\b)/i).filter((line) => /^\s*lapor\b/i.test(line))
  if (lines.length > 1) return lines.map((line) => line.trim())
  for (const mark of [
    /(?:^|[\n:;,.]\s*|\s)(\d)\s?[.)]\s*(?=\p{L})/gu,
    /(?:^|\n)\s*([-•*·])\s+(?=\p{L})/gu,
    /(?:^|[\n:;,.]\s*|\s)([a-e])[.)]\s*(?=\p{L})/gu,
  ]) {
    const starts = [...short.matchAll(mark)]
    if (starts.length < 2) continue
    const ordered = starts.every((one, index) => one[1] === String(index + 1) || one[1] === 'abcde'[index])
    if (!ordered && /[\da-e]/.test(starts[0]![1]!)) continue
    return starts
      .map((one, index) => short.slice(one.index + one[0].length, starts[index + 1]?.index ?? short.length).trim())
      .filter((part) => part !== '')
  }
  return undefined
}
