/** Telephone numbers as people and providers write them (DOMAIN section 5). */
import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneRead =
  | { readonly ok: true; readonly e164: string; readonly mobile: boolean }
  /** `why`: for the operator, in plain words; the number is not repeated in it. */
  | { readonly ok: false; readonly why: string }

/** What WhatsApp and Twilio put around a number. */
const WRAPPING = /^(?:whatsapp:|tel:|sms:|(?:https?:\/\/)?(?:www\.)?wa\.me\/)|@(?:s\.whatsapp\.net|c\.us)$/gi

/** The library does not know the carriers' dialling prefixes before Indonesia's own country code. */
const INTERNATIONAL_PREFIX = /^00[178]?62/

/** Numbers of services, which no person answers. */
const SERVICES: readonly (string | undefined)[] = ['UAN', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'VOICEMAIL']

const MOBILE: readonly (string | undefined)[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']

const no = (why: string): PhoneRead => ({ ok: false, why })

/** Indonesia's country code without a plus is otherwise taken for an area code. */
const withPlus = (text: string, digits: string) =>
  INTERNATIONAL_PREFIX.test(digits)
    ? `+${digits.replace(INTERNATIONAL_PREFIX, '62')}`
    : /^62\d{8}/.test(digits) && !text.startsWith('+')
      ? `+${digits}`
      : text

/**
 * Reads one number, Indonesian unless it begins with +. Refuses what the library would quietly shorten or guess:
 * letters among the digits, short codes, names of senders, numbers of services. Never throws.
 */
export function readPhone(text: string): PhoneRead {
  const bare = text
    .slice(0, 100)
    .normalize('NFKC')
    .trim()
    .replace(WRAPPING, '')
    .replace(/\p{Cf}/gu, '')
    .trim()
  if (bare === '') return no('nothing is written')
  if (/\p{L}/u.test(bare)) return no(/\d/.test(bare) ? 'letters among the digits' : 'a name, not a number')
  const digits = bare.replace(/\D/g, '')
  if (digits.length < 7) return no(digits === '' ? 'no digits in it' : 'a short code, not a telephone')
  const number = parsePhoneNumberFromString(withPlus(bare, digits), { defaultCountry: 'ID', extract: false })
  if (!number?.isValid()) return no('no such number can exist; outside Indonesia it begins with +')
  const type = number.getType()
  if (SERVICES.includes(type)) return no('the number of a service, which no person answers')
  return { ok: true, e164: number.number, mobile: MOBILE.includes(type) }
}

const parsed = (e164: string): PhoneNumber | undefined => {
  const number = e164.startsWith('+') ? parsePhoneNumberFromString(e164) : undefined
  return number?.isValid() ? number : undefined
}

/** For people inside the office: 0812-3456-7890, (0231) 206011, +1 415 555 0100. Anything else stays as it is. */
export function showPhone(e164: string): string {
  const number = parsed(e164)
  if (!number) return e164
  return number.country === 'ID' ? number.formatNational() : number.formatInternational()
}

/**
 * For those who need not know it, for exports and the vendor: 0812-xxxx-x890. The first four and the last three
 * digits stay. An address that is not a number keeps its first three characters.
 */
export function maskPhone(e164: string): string {
  const number = parsed(e164)
  if (!number) return `${e164.slice(0, 3)}xxxx`
  const shown = showPhone(e164)
  const count = shown.replace(/\D/g, '').length
  let seen = 0
  return shown.replace(/\d/g, (digit) => {
    seen += 1
    return seen <= 4 || seen > count - 3 ? digit : 'x'
  })
}
