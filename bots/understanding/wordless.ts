/** Reactions, attachments, places and emoji: what has no words (DOMAIN 4.3 rule 11, section 7.7). */
import type { Meaning, Situation } from './meaning.ts'

const ACCEPTING = new Set(['👍', '✅', '🙏', '👌', '🆗', '☑', '✔'])

/** Deliberate silence. */
export function nothing(why: string, ...because: string[]): Meaning {
  return { kind: 'nothing', why, because: because.length === 0 ? [why] : because }
}

/** A reaction may accept and nothing else; a removed one changes nothing (rule 11). */
export function reacted(situation: Situation, reaction: NonNullable<Situation['reaction']>): Meaning {
  if (reaction.removed === true) return nothing('reaksi dihapus')
  const { sender, quoted } = situation
  const emoji = [...reaction.emoji.normalize('NFC')][0] ?? ''
  const roles =
    sender === undefined ? [] : [sender.role, ...(sender.standsInFor === undefined ? [] : [sender.standsInFor])]
  const ticket = situation.tickets.find((one) => one.number === quoted)
  const may = roles.includes('kepala_seksi') || (roles.includes('staf') && ticket?.assigneeId === sender?.id)
  if (may && ticket?.state === 'reported' && ACCEPTING.has(emoji))
    return {
      kind: 'said',
      said: [{ intent: 'accept', ticket: ticket.number }],
      because: [`reaksi ${emoji} pada pesan tentang tiket ${ticket.number}: TERIMA`],
    }
  return nothing('reaksi', `reaksi ${emoji} tidak mengubah tiket`)
}

export function wordless(situation: Situation, emoji: readonly string[], source: string): Meaning {
  const { media = [], sender } = situation
  if (source.includes('?') && sender !== undefined && media.length === 0) {
    if (situation.quoted !== undefined)
      return {
        kind: 'said',
        said: [{ intent: 'status', ticket: situation.quoted }],
        because: ['"?" pada pesan tentang tiket: STATUS'],
      }
    return { kind: 'said', said: [{ intent: 'help' }], because: ['"?": BANTUAN'] }
  }
  const first = media[0]
  if (first !== undefined) {
    if (first.mimeType === 'image/webp' || /sticker/i.test(first.mimeType)) return nothing('stiker')
    if (sender !== undefined && situation.quoted !== undefined)
      return {
        kind: 'said',
        said: [{ intent: 'note', ticket: situation.quoted }],
        because: [`lampiran pada pesan tentang tiket ${situation.quoted}: INFO`],
      }
    if (sender !== undefined && situation.recent !== undefined)
      return { kind: 'fragment', text: '', because: ['lampiran untuk laporan yang baru dibuat'] }
    return { kind: 'needs-words', media: first.mimeType, because: [`lampiran ${first.mimeType} tanpa kata`] }
  }
  if (situation.location !== undefined) {
    if (sender === undefined)
      return { kind: 'stranger', about: 'other', because: ['lokasi tanpa kata dari nomor tidak terdaftar'] }
    return situation.recent === undefined
      ? { kind: 'needs-words', media: 'location', because: ['lokasi tanpa kata'] }
      : { kind: 'fragment', text: '', because: ['lokasi untuk laporan yang baru dibuat'] }
  }
  const asked =
    situation.quoted ??
    (situation.question?.kind === 'notice' && situation.question.until >= situation.at && !situation.aside
      ? situation.question.ticket
      : undefined)
  if (emoji.some((one) => ACCEPTING.has(one)) && asked !== undefined)
    return reacted({ ...situation, quoted: asked }, { emoji: emoji.find((one) => ACCEPTING.has(one))! })
  return nothing(emoji.length > 0 ? 'hanya emoji' : 'tanpa kata')
}
