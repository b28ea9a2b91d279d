/** Messages from numbers that are not in the directory (DOMAIN section 7, 1 to 4 and 8). */
import { isAutomatic } from './automatic.ts'
import { classify } from './classify.ts'
import { contentOf } from './content.ts'
import { emergencyWords } from './emergency.ts'
import type { Meaning, Situation } from './meaning.ts'
import { registrationIn } from './registration.ts'
import { isUnanswered } from './unanswered.ts'
import type { Reading, Token } from './words.ts'

const CHAIN = new Set([
  'sebarkan',
  'viralkan',
  'bagikan',
  'sebar',
  'broadcast',
  'forward',
  'sebarluaskan',
  'share',
  'teruskan',
])
const SCAM = new Set(
  'hadiah menang pemenang undian klik pulsa pinjaman pinjol cair slot gacor judi promo diskon voucher transfer rekening bonus deposit investasi gratis kuota undangan pernikahan paket kurir apk jackpot maxwin selamat anda terpilih bank shopee tokopedia dana ovo gopay cashback member loan kredit'.split(
    ' ',
  ),
)
const REGISTER = new Set([
  'daftar',
  'reg',
  'register',
  'registrasi',
  'diregistrasi',
  'registrasikan',
  'daftarkan',
  'mendaftar',
  'terdaftar',
  'pendaftaran',
  'didaftarin',
  'didaftarkan',
  'daftarin',
  'gabung',
  'join',
])

export function understandStranger(situation: Situation, reading: Reading): Meaning {
  const content = contentOf(reading)
  const texts = content.tokens.map((token) => token.text)
  const { strong, weak } = emergencyWords(reading)
  const fault = classify(content.tokens, situation.applications)
  const chain = texts.some((word) => CHAIN.has(word)) && situation.forwarded !== undefined
  const scam =
    texts.filter((word) => SCAM.has(word)).length + (/https?:|www\.|bit\.ly|\.me\//i.test(reading.source) ? 1 : 0)
  const unanswered = isUnanswered(content.tokens, fault.category)
  const applied = namesService(content.tokens, fault.applicationWeight, fault.category)
  if (strong.length > 0 && !(chain && !pleadsForHelp(texts)) && !(scam >= 2 && situation.forwarded !== undefined))
    return {
      kind: 'emergency',
      words: strong.concat(weak),
      ...(unanswered ? { unanswered: true as const } : {}),
      because: [`kata darurat: ${strong.join(', ')}`, 'nomor tidak terdaftar'],
    }
  if (opts(texts)) {
    const intent = texts[0] === 'mulai' ? 'opt_in' : 'opt_out'
    return {
      kind: 'said',
      said: [{ intent }],
      because: [`"${reading.source.trim().slice(0, 40)}": ${intent === 'opt_in' ? 'MULAI' : 'BERHENTI'}`],
    }
  }
  const begs =
    texts.includes('pulsa') && ['minta', 'kirim', 'isi', 'beli', 'transfer'].some((word) => texts.includes(word))
  const code = texts.includes('otp') && texts.some((word) => ['kode', 'jangan', 'rahasia', 'berikan'].includes(word))
  const automatic = fault.weight < 3 && isAutomatic(reading.tokens, false)
  const junk = situation.forwarded === 'many' || chain || scam >= 2
  if (begs || code || automatic || (junk && !applied))
    return {
      kind: 'nothing',
      why: 'pesan berantai atau promosi dari nomor tidak terdaftar',
      because: ['diteruskan berkali-kali atau kata promosi, tanpa kata aplikasi'],
    }
  if (unanswered)
    return {
      kind: 'stranger',
      about: 'fault',
      unanswered: true,
      because: ['112 tidak dapat dihubungi', 'nomor tidak terdaftar'],
    }
  const registers =
    asksToRegister(content.tokens) &&
    !(fault.stated && fault.weight >= 4 && fault.category !== 'login' && fault.category !== 'permintaan')
  if (registers && texts.length <= 25)
    return {
      kind: 'stranger',
      about: 'register',
      ...registrationIn(reading),
      because: ['minta didaftarkan, nomor tidak terdaftar'],
    }
  if (
    weak.length > 0 &&
    !applied &&
    !(fault.stated && fault.weight >= 4) &&
    !texts.some((word) => ASKS_OFFICE.has(word)) &&
    !(texts.some((word) => CIVIC.has(word)) && weak.every((word) => /^(?:to|tu)l[ou]ng|^bantuan|^bahaya/.test(word)))
  )
    return {
      kind: 'emergency',
      words: weak,
      because: [`kata darurat: ${weak.join(', ')}`, 'nomor tidak terdaftar, tanpa kata aplikasi'],
    }
  if (texts.length === 0 && !reading.tokens.some((token) => token.text === '112')) {
    if (content.greeted) return { kind: 'stranger', about: 'hello', because: ['hanya salam, nomor tidak terdaftar'] }
    return { kind: 'nothing', why: 'tanpa isi, nomor tidak terdaftar', because: ['tidak ada kata yang berisi'] }
  }
  if (
    texts.every((word) =>
      [
        '112',
        'siaga',
        'call',
        'center',
        'cirebon',
        'ini',
        'benar',
        'nomor',
        'apa',
        'apakah',
        'siapa',
        'dengan',
        'sama',
        'maaf',
        'tes',
        'test',
        'ya',
        'halo',
        'layanan',
      ].includes(word),
    )
  )
    return { kind: 'stranger', about: 'hello', because: ['hanya menyapa atau menyebut 112'] }
  if (isCommand(texts)) return { kind: 'stranger', about: 'other', because: ['perintah dari nomor tidak terdaftar'] }
  const wish = fault.category === 'permintaan' && fault.applicationWeight === 0
  if (fault.stated && !wish && (fault.weight >= 3 || fault.applicationWeight > 0))
    return {
      kind: 'stranger',
      about: 'fault',
      because: [...fault.because, 'nomor tidak terdaftar'],
    }
  if (texts.length <= 1 && situation.text.length < 4)
    return { kind: 'nothing', why: 'tanpa isi, nomor tidak terdaftar', because: ['terlalu pendek untuk berarti'] }
  return { kind: 'stranger', about: 'other', because: ['nomor tidak terdaftar'] }
}

/** What somebody who registers here says after "daftar"; "daftar bpjs" is another counter's work. */
const OURS = new Set(
  `nomor hp whatsapp akun petugas call taker operator pelapor admin siaga 112 sini kontak bot layanan help desk helpdesk aplikasi dinas opd damkar bpbd psc pmi
  satpol dishub dinkes polres staf pegawai saya kami ini itu dong bagaimana cara caranya nama baru ya mau ke di jadi sebagai dengan untuk lewat biar supaya agar
  lagi kembali ulang tolong mohon bisa dulu apa sistem regu shift anggota relawan`.split(/\s+/),
)
const ADDED = new Set(
  'tambahkan ditambahkan ditambah tambahin masukkan dimasukkan masukin dimasukin input diinput inputkan simpan disimpan'.split(
    ' ',
  ),
)
const ELSEWHERE = new Set(
  'ktp kk bpjs cpns pppk sekolah sd smp sma smk nikah vaksin antrian akta sim stnk kuliah kerja lowongan magang bansos pkh umkm prakerja haji bulan kapan dibuka syarat biaya'.split(
    ' ',
  ),
)

/** "Pak saya mau daftar", "mohon didaftarkan, Sri call taker". */
function asksToRegister(tokens: readonly Token[]): boolean {
  // "Nomor saya ditambahkan ke bot".
  const mine = tokens.findIndex(({ text }) => text === 'nomor' || text === 'kontak')
  const added = mine !== -1 && tokens.slice(Math.max(0, mine - 3), mine + 6).some(({ typed }) => ADDED.has(typed))
  if (added && !tokens.some(({ text }) => ELSEWHERE.has(text))) return true
  const at = tokens.findIndex((token) => REGISTER.has(token.text) || REGISTER.has(token.typed))
  if (at === -1 || tokens.some(({ text }) => ELSEWHERE.has(text))) return false
  const next = tokens[at + 1]
  return at === 0 || next === undefined || next.clause !== tokens[at]!.clause || OURS.has(next.text)
}

/** "Jalan berlubang tolong diperbaiki": a complaint for another office. */
const CIVIC = new Set(
  'berlubang lubang bolong pju sampah tps pdam ktp kk bansos pajak trotoar selokan bising pengamen pengemis parkir drainase aspal mampet dikeruk keruk dipangkas pangkas layangan knalpot ditegur tegur jadwal perpustakaan izin pbb sertifikat'.split(
    ' ',
  ),
)

const ASKS_OFFICE = new Set([
  'lowongan',
  'alamat',
  'kerja',
  'syarat',
  'jadwal',
  'magang',
  'pkl',
  'wawancara',
  'biaya',
  'kontak',
  'info',
  'informasi',
  'cara',
  'caranya',
  'ktp',
  'kk',
  'dibalas',
  'balas',
])

function namesService(tokens: readonly Token[], weight: number, category: string): boolean {
  return (
    weight > 0 ||
    ['login', 'tiket_dispatch', 'panggilan_masuk', 'dashboard'].includes(category) ||
    tokens.some((token) => ['aplikasi', 'login', 'dashboard', 'error', 'server'].includes(token.text))
  )
}

function pleadsForHelp(texts: readonly string[]): boolean {
  return texts.includes('tolong') || texts.includes('kirim') || texts.includes('sekarang')
}

const ABOUT_MESSAGES = new Set(
  'kirim ngirim dikirim pesan notifikasi lagi sms langganan dulu saja semua dari ke saya aku nomor ini sini tolong mohon whatsapp hubungi berlangganan mengirim'.split(
    ' ',
  ),
)

function opts(texts: readonly string[]): boolean {
  const only = texts.filter((word) => !ABOUT_MESSAGES.has(word))
  return only.length === 1 && (only[0] === 'berhenti' || only[0] === 'mulai')
    ? true
    : texts.includes('jangan') &&
        (texts.includes('kirim') ||
          texts.includes('dikirim') ||
          texts.includes('hubungi') ||
          texts.includes('dikirimi')) &&
        texts.length <= 10
}

function isCommand(texts: readonly string[]): boolean {
  const first = texts[0] ?? ''
  return [
    'terima',
    'selesai',
    'batal',
    'tutup',
    'alihkan',
    'jasnita',
    'koordinasi',
    'eta',
    'progres',
    'belum',
    'info',
    'status',
    'buka',
    'gabung',
    'pecah',
    'dampak',
    'hadir',
    'pulang',
    'analisa',
    'perbaiki',
    'hapus',
    'ya',
  ].includes(first)
}
