/** Words that say that something is wrong with a thing, wherever they stand. */
import { CLASSES } from './commands/words.ts'
import { CONTRARY, NEGATORS, SHORT_OF_WELL } from './negation-words.ts'
import { isFaulty } from './repair.ts'
import type { Token } from './words.ts'

/** These of the lists say no trouble by themselves. */
const WEAK = new Set('muncul begitu gitu sama masih tetap item merah'.split(' '))
const MORE = new Set(
  `selisih beda berbeda telat kedip-kedip kedip kerdip redup buram burem blur ngeblur pecah miring geser keras seret dobel kebalik terbalik budek sember berisik bising panas lecek sobek
  kepotong terpotong kecil kekecilan kebesaran ditolak reject rejected invalid expired not-found nyasar ngelag lelet ngadat mogok mandek mental keblokir keluar-keluar patah-patah nge-hang freeze crash
  ilang-ilangan timbul-tenggelam nge-drop sengau serak cempreng mendem ngawur ngasal ngulang lag`.split(/\s+/),
)

export function isTroubled(token: Token): boolean {
  const { text, stem, typed } = token
  // "Stop kontak".
  if (typed === 'stop') return false
  if (WEAK.has(text) || (NEGATORS.has(text) && text !== 'gagal')) return false
  return (
    MORE.has(text) ||
    MORE.has(stem) ||
    CLASSES.trouble!.includes(text) ||
    CONTRARY.has(text) ||
    SHORT_OF_WELL.has(text) ||
    text === 'kambuh' ||
    isFaulty(token)
  )
}
