/** What a caller hears, as TwiML (TWILIO.md, Voice). All words are our own: nothing that anybody typed is spoken. */
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

export const thanks = (): Promise<string> => sayAndHangUp(THANKS)
export const notNow = (): Promise<string> => sayAndHangUp(NOT_NOW)
