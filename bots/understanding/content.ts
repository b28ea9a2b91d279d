/** The words of a message that carry it: without forms of address, fillers, thanks and greetings. */
import { VOCATIVES } from './people.ts'
import type { Reading, Token } from './words.ts'

const FILLERS = new Set(
  'nih ni deh dong sih kok lho loh tuh kan mah teh atuh euy yah oh eh hmm wkwk hehe hehehe hihi haha wkwkwk nya ah duh waduh aduh aduhh gitu cuy yo lah banget dah tea yeuh gan ges guys bet anu hmm hm emm ehm eeh nganu kuh kih jeh jah'.split(
    ' ',
  ),
)
const LAUGHTER = /^(?:(?:w[kw]){2,}k?|(?:h[aeio]){2,}h?|xix[ix]*)$/
const THANKS = new Set(['terimakasih', 'nuwun', 'syukron', 'tengkyu', 'matursuwun'])
/** "Terima ksh", "terima kasi": the second word of thanks. */
const KASIH = /^(kasih|kasihh|kasi|ksh|ksih|kash|kasiih|ksi|kaseh)$/i
const AFTER_THANKS = new Set([
  'banyak',
  'infonya',
  'info',
  'informasinya',
  'informasi',
  'atas',
  'kembali',
  'sama-sama',
  'sebelumnya',
  'bantuannya',
  'bantuan',
  'laporannya',
  'laporan',
  'kerjasamanya',
  'perhatiannya',
  'sangat',
  'responnya',
  'respon',
  'sudah',
  'dibantu',
  'membantu',
  'kerjanya',
  'ya',
  'updatenya',
  'update',
  'kabarnya',
  'supportnya',
  'nun',
  'hatur',
  'you',
])
const GREETINGS = new Set([
  'assalamualaikum',
  'assalamu',
  'alaikum',
  'asslm',
  'ass',
  'asw',
  'aslm',
  'salam',
  'waalaikumsalam',
  'wassalam',
  'halo',
  'hallo',
  'hai',
  'hi',
  'hello',
  'selamat',
  'p',
  'pp',
  'ping',
  'permisi',
  'misi',
  'met',
  'sampurasun',
  'rampes',
  'wr',
  'wb',
  'wrwb',
  'hei',
  'hey',
  'samlekum',
  'mikum',
  'bro',
  'kulonuwun',
])
/** "Ping dulu ke gateway": no greeting. */
const PINGS = new Set(['dulu', 'ke', 'terus', 'rto', 'nya'])
const DAY_PARTS = new Set(['pagi', 'siang', 'sore', 'malam'])

export interface Content {
  readonly tokens: readonly Token[]
  readonly thanked: boolean
  readonly greeted: boolean
}

export function contentOf(reading: Reading): Content {
  const kept: Token[] = []
  let thanked = false
  let greeted = false
  const all = reading.tokens
  for (let at = 0; at < all.length; at += 1) {
    const token = all[at]!
    const next = all[at + 1]
    const thanks = THANKS.has(token.text) || (token.text === 'terima' && next !== undefined && KASIH.test(next.raw))
    if (thanks) {
      thanked = true
      if (token.text === 'terima') at += 1
      while (
        all[at + 1] !== undefined &&
        all[at + 1]!.clause === token.clause &&
        (AFTER_THANKS.has(all[at + 1]!.text) || /..nya$/i.test(all[at + 1]!.raw)) &&
        !(all[at + 1]!.text === 'sudah' && !thanksFor(all[at + 2]))
      )
        at += 1
      continue
    }
    if (token.text === 'sama-sama') {
      thanked = true
      continue
    }
    if (GREETINGS.has(token.text) && !(token.text === 'ping' && PINGS.has(next?.text ?? ''))) {
      greeted = true
      continue
    }
    if (DAY_PARTS.has(token.text) && kept.length === 0 && (greeted || opens(all, at))) {
      greeted = true
      continue
    }
    if (VOCATIVES.has(token.text)) continue
    // "Kok bisa ya" wonders.
    if (token.text === 'kok' && next?.text === 'bisa') {
      kept.push(token)
      continue
    }
    if ((FILLERS.has(token.text) && token.text !== 'gitu') || LAUGHTER.test(token.text)) continue
    if (
      token.text === 'ya' &&
      kept.length > 0 &&
      kept.at(-1)!.clause === token.clause &&
      kept.at(-1)!.kind !== 'number'
    )
      continue
    kept.push(token)
  }
  return { tokens: kept, thanked, greeted }
}

function thanksFor(next: Token | undefined): boolean {
  return (
    next !== undefined &&
    [
      'dibantu',
      'membantu',
      'bantu',
      'info',
      'diinfo',
      'direspon',
      'infonya',
      'diinformasikan',
      'ditangani',
      'diperbaiki',
      'dibenerin',
    ].includes(next.text)
  )
}

/** "Pagi pak" opens a message; "pagi tadi internet mati" does not. */
function opens(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  return (
    next === undefined ||
    VOCATIVES.has(next.text) ||
    next.clause !== tokens[at]!.clause ||
    DAY_PARTS.has(next.text) ||
    next.text === 'semua' ||
    next.text === 'izin' ||
    next.text === 'mohon' ||
    next.text === 'lapor'
  )
}
