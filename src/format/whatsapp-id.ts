/** WhatsApp's own ids of senders whose number it does not tell (DOMAIN 4.6): they stay the same for one person. */

/** `ID.1502...`, as WhatsApp Business tells them, and `1502...@lid`, as WhatsApp Web does. */
const ID = /^(?:[A-Z]{2}\.[A-Za-z0-9._-]{1,128}|\d{6,20}@lid)$/

/** The id without what Twilio puts before it; undefined for everything else. */
export function readWhatsappId(text: string): string | undefined {
  const bare = text.trim().replace(/^whatsapp:/i, '')
  return ID.test(bare) ? bare : undefined
}
