/** What a caller hears, and who is called, as TwiML (TWILIO.md, Voice). */
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'

/** "satu satu dua": read out, "112" would be a hundred and twelve. */
const EMERGENCY = 'Untuk keadaan darurat, tutup telepon ini dan hubungi 112, satu satu dua.'

const WELCOME = [
  'Selamat datang di help desk aplikasi Cirebon Siaga 112.',
  `Nomor ini bukan layanan darurat. ${EMERGENCY}`,
  'Untuk melaporkan gangguan aplikasi, setelah nada, mohon sebutkan nama Anda, apa yang terganggu, dan di mana.',
  'Waktu bicara paling lama dua menit. Akhiri dengan menekan tombol pagar.',
].join(' ')
const THANKS = 'Terima kasih, laporan Anda sudah kami catat. Bila ada pesan dari kami di ponsel Anda, mohon dibalas.'
const NOTHING_HEARD =
  'Suara Anda belum terdengar, tetapi telepon Anda sudah kami catat. Mohon tuliskan gangguannya lewat WhatsApp atau SMS. Terima kasih.'
const NOT_NOW = `Mohon maaf, laporan belum dapat dicatat saat ini. Mohon kirim pesan WhatsApp atau SMS, atau telepon lagi beberapa menit lagi. ${EMERGENCY}`

const LONGEST_SECONDS = 120
/** Who thinks for a moment is not cut off: Twilio's own limit of silence is 5 seconds. */
const SILENCE_SECONDS = 10
const SPEECH = { language: 'id-ID', voice: 'Google.id-ID-Wavenet-A' } as const

/** The library is loaded with the first call. */
async function spoken(write: (response: VoiceResponse) => void): Promise<string> {
  const { default: Response } = await import('twilio/lib/twiml/VoiceResponse.js')
  const response = new Response()
  write(response)
  return response.toString()
}

const sayAndHangUp = (words: string) =>
  spoken((response) => {
    response.say(SPEECH, words)
    response.hangup()
  })

/** `action`: asked when somebody has spoken. `status`: told of the recording once its file is there, or that it is not. */
export const record = (action: string, status: string): Promise<string> =>
  spoken((response) => {
    response.say(SPEECH, WELCOME)
    response.record({
      action,
      method: 'POST',
      maxLength: LONGEST_SECONDS,
      timeout: SILENCE_SECONDS,
      finishOnKey: '#',
      playBeep: true,
      recordingStatusCallback: status,
      recordingStatusCallbackMethod: 'POST',
      recordingStatusCallbackEvent: ['completed', 'absent'],
    })
    // Twilio comes here instead of to `action` where nothing was said.
    response.say(SPEECH, NOTHING_HEARD)
    response.hangup()
  })

const KEYS = (ticket: number | undefined) =>
  ticket === undefined
    ? 'Tekan 2 bila sudah mendengar.'
    : `Tekan 1 untuk menerima tiket nomor ${ticket}. Tekan 2 bila hanya ingin menyatakan sudah mendengar.`
const KEY_WITHIN_SECONDS = 8

/** `words` is what could not be delivered in writing, said twice; empty: only the keys are asked for again. */
export const askForKey = (words: string, action: string, ticket?: number): Promise<string> =>
  spoken((response) => {
    const says = words === '' ? [''] : [`Ini help desk aplikasi Siaga 112. ${words}`, `Kami ulangi. ${words}`]
    for (const text of says) {
      const gather = response.gather({ action, method: 'POST', numDigits: 1, timeout: KEY_WITHIN_SECONDS })
      gather.say(SPEECH, `${text} ${KEYS(ticket)}`.trim())
    }
    response.hangup()
  })

export const accepted = (): Promise<string> =>
  sayAndHangUp('Terima kasih, jawaban Anda kami catat. Rinciannya kami kirim lewat pesan.')
export const heard = (): Promise<string> => sayAndHangUp('Terima kasih, sudah kami catat bahwa Anda mendengarnya.')

export const thanks = (): Promise<string> => sayAndHangUp(THANKS)
export const notNow = (): Promise<string> => sayAndHangUp(NOT_NOW)
