/** Answers that a machine gives: they accept nothing, promise nothing, and get no answer (DOMAIN section 7.9). */
import { Lexicon, pattern } from './pattern.ts'
import type { Token } from './words.ts'

type Sign = 'machine' | 'menu' | 'greets' | 'later' | 'busy' | 'calls-back'

const SIGNS: readonly (readonly [Sign, readonly string[]])[] = [
  [
    'machine',
    [
      'pesan|balasan|jawaban|respon ?ini ?adalah ?yang ?balas|dibalas|dikirim|terkirim|dibuat ?secara otomatis',
      'balas|dibalas|dijawab|dikirim ?secara otomatis',
      'auto|automatic|automated reply|response|message|respon|balas',
      'auto-reply|autoreply|noreply|no-reply|chatbot',
      'asisten|assistant virtual',
      'virtual assistant',
      'out of office',
      'jangan|tidak ?perlu ?usah ?mem balas|membalas|dibalas ?ke pesan|sms|nomor ini',
      'pesan|nomor|sms ini tidak ?dapat|bisa|perlu ?untuk ?di ?menerima dibalas|balasan|membalas|balas',
    ],
  ],
  // A colleague may ask about it.
  ['menu', ['ketik|balas|tekan # untuk', 'pilih menu', 'saya bot|chatbot']],
  ['greets', ['terimakasih|kasih ?atas ?anda sudah|telah ?anda hubungi|menghubungi']],
  ['busy', ['sedang|lagi|masih ?di ?dalam ?ada rapat|meeting|mengemudi|menyetir|sibuk']],
  // "Nanti saya hubungi Jasnita" is work on the ticket.
  [
    'calls-back',
    [
      'nanti ?akan ?saya|kami ?akan balas|dibalas|hubungi|dihubungi|kabari|respon|telepon ?balik|kembali|lagi ?ya ?pak|bu|terimakasih $',
    ],
  ],
  [
    'later',
    [
      'luar jam|hari kerja|operasional|layanan|kantor',
      'akan ?kami|saya ?segera balas|membalas|merespon|respon|merespons|respons|jawab|menjawab|menghubungi|hubungi',
      'segera membalas|merespon|merespons|respon|balas',
      'jam|hari operasional|kerja',
      'tim|admin|cs kami',
    ],
  ],
]

const LEXICON = new Lexicon<Sign>(
  SIGNS.flatMap(([sign, sources]) => sources.map((source) => pattern(source, sign, {}))),
  true,
)

/** `surely`: a greeting for having been contacted does not suffice, for colleagues say it as well. */
export function isAutomatic(tokens: readonly Token[], surely: boolean): boolean {
  const signs = new Set(LEXICON.find(tokens, true).map(({ means }) => means))
  if (signs.has('machine') || (signs.has('busy') && signs.has('calls-back'))) return true
  if (signs.has('greets') && signs.has('later')) return true
  return !surely && (signs.has('menu') || signs.has('greets'))
}
