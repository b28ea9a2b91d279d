/** Whom to telephone: names and numbers of the office's people, inside the office alone (DOMAIN 5, DESIGN rule 12). */
import { septets } from '../../src/format/gsm7.ts'
import { showPhone } from '../../src/format/phone.ts'
import { nameOf, nameSms, ONE_SMS } from './message.ts'
import type { Contact } from './telling.ts'

/** 'Jasnita (Bagas, 0811-0000-0007)', 'Bagas (0811-0000-0007)'. */
export function withNumber(whom: string, contact: Contact | undefined): string {
  if (!contact) return whom
  const name = nameOf(contact.name)
  return name === whom ? `${whom} (${showPhone(contact.phone)})` : `${whom} (${name}, ${showPhone(contact.phone)})`
}

/** An SMS around whom to telephone: with name and number, else the number, as far as one part has room for it. */
export function smsWithNumber(whom: string, contact: Contact | undefined, write: (whom: string) => string): string {
  if (!contact) return write(whom)
  const phone = showPhone(contact.phone)
  const name = nameSms(contact.name)
  const ways = [name === whom ? `${whom} ${phone}` : `${whom} (${name} ${phone})`, `${whom} ${phone}`]
  return ways.map(write).find((text) => septets(text) <= ONE_SMS) ?? write(whom)
}
