/** The code that a phone scans, drawn for a terminal. Whoever sees it can link a phone: never for a log. */
import { toString as draw } from 'qrcode'

export const drawn = (qr: string): Promise<string> => draw(qr, { type: 'terminal', small: true })

export const HOW_TO_SCAN = [
  'Tautkan WhatsApp: di ponsel kantor buka WhatsApp > Perangkat tertaut > Tautkan perangkat, lalu pindai kode ini.',
  'Kode berganti sendiri; pindailah yang paling akhir.',
]
export const LINKED = 'WhatsApp sudah tertaut.'
