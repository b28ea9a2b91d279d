/** Talk of emergencies in which nobody needs help now: thanks, what is over or long past, wishes, offices and courses, things for sale. */
import { words } from './lists.ts'
import type { Token } from './words.ts'

/** Who pleads, or says that it is so now, is heard in any case. */
const PLEADS = words('minta perlu cepat mohon bantu')
const LASTS = words('masih belum malah')
const NOW = words('tolong tulung kirim butuh segera darurat gawat lagi tapi')
const DEAD = words('mayat jenazah meninggal korban tewas')
const CROWD = words('warga massa orang')
const THANKS = words('makasih terimakasih thanks nuhun hatur alhamdulillah syukurlah')
const BEFORE_ALL = words('sebelumnya sebelum')
const DONE = words('sudah kemarin semalam tadi atas selamat bantuannya pertolongannya')
const OVER = words(
  'ditangani padam dipadamkan aman ketemu ditemukan sadar sembuh membaik surut terkendali ditangkap diamankan beres tertangkap teratasi diangkut dibersihkan dipotong',
)
const AGO = words('lalu silam')
const SPANS = words('minggu bulan tahun')
const NEWS = words('berita kabar beritanya viral korbannya videonya')
const OFFICE = words(
  'syarat syaratnya lowongan loker pelatihan jadwal biaya biayanya tarif tarifnya magang daftarnya pendaftaran diklat bpjs asuransi proposal skripsi penelitian donor edukasi undang undangan kunjungan studi rekrutmen',
)
/** A request for money or repairs, or where a lasting nuisance is told. */
const AID = words('bedah rutilahu proposal renovasi direnovasi')
const LASTING = words('tiap setiap')
const COUNTERS = words('dinas lapornya ngadu ngadunya')
/** Only services are named: no one is hurt. */
const SERVICES =
  /^(?:asap\b.*|ambulan\w*|damkar|pemadam\w*|kebakaran\w*|darah|polisi|bantuan|kecelakaan\w*|darurat|tolong)(?: kebakaran)?$/
const WISHES = words('semoga mudah-mudahan smoga moga')
const CONGRATULATES = words('hari hut ulang milad')
const STORIES = words('film filmnya drakor sinetron novel lagu game lirik bioskop trailer')
const SOLD = words('dijual jual menjual obral ready')

export function needsNobody(tokens: readonly Token[], strong: readonly string[]): boolean {
  const texts = tokens.map(({ text }) => text)
  const has = (set: ReadonlySet<string>) => texts.some((text) => set.has(text))
  const first = texts[0] ?? ''
  const thanked = thanks(tokens) && !has(BEFORE_ALL)
  // "Makasih, cepet banget datengnya".
  if (texts.some((text) => NOW.has(text) && !(thanked && text === 'segera'))) return false
  const services = strong.every((said) => SERVICES.test(said))
  // "Dulu bapak pernah kena stroke, sekarang mau bikin bpjs".
  const once = texts.includes('pernah')
  if (once && has(OFFICE)) return true
  const calm = thanked || texts.includes('aman')
  if (texts.includes('sekarang') && !calm) return false
  if (once && texts.includes('dulu')) return true
  // "Minggu lalu rumah saya kebanjiran": what it left may still lie there.
  if (texts.some((text, at) => AGO.has(text) && SPANS.has(texts[at - 1] ?? ''))) return true
  if (has(AID)) return true
  // "Anak saya pengen jadi pemadam".
  if (services && texts.some((text, at) => text === 'jadi' && SERVICES.test(texts[at + 1] ?? ''))) return true
  if ((has(OFFICE) || (has(LASTING) && has(COUNTERS))) && services) return true
  if (has(LASTS)) return false
  if (thanked && (has(DONE) || tokens.length < 5)) return true
  if (has(PLEADS)) return false
  if (first === 'selamat' && CONGRATULATES.has(texts[1] ?? '')) return true
  if (WISHES.has(first) && tokens.every(({ clause }) => clause === tokens[0]!.clause)) return true
  if (has(STORIES) || SOLD.has(first)) return true
  if (has(NEWS) && (texts.includes('kemarin') || texts.includes('semalam'))) return true
  return !has(DEAD) && texts.some((text, at) => (OVER.has(text) || OVER.has(tokens[at]!.typed)) && isOver(texts, at))
}

function thanks(tokens: readonly Token[]): boolean {
  return tokens
    .slice(0, 3)
    .some(
      ({ text, typed }, at) =>
        THANKS.has(text) || THANKS.has(typed) || (typed === 'terima' && tokens[at + 1]?.typed === 'kasih'),
    )
}

/** "Sudah ditangani polisi"; whom the neighbours have caught is still theirs. */
function isOver(texts: readonly string[], at: number): boolean {
  return texts.slice(Math.max(0, at - 2), at).includes('sudah') && !CROWD.has(texts[at + 1] ?? '')
}
