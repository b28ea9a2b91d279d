import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskPhone, readPhone, showPhone } from '../../src/format/phone.ts'

const MOBILE = '+6281234567890'
const ok = (e164: string, mobile: boolean) => ({ ok: true, e164, mobile })

/** Any characters at all, broken ones too. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 0, max: 0x10ffff })), { maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes))

describe('numbers as people write them', () => {
  test.each([
    '0812-3456-7890',
    '081234567890',
    '0812.3456.7890',
    '62812 3456 7890',
    '62-812-3456-7890',
    '+62 812-3456-7890',
    '+6281 2345 67890',
    '6281234567890',
    '+62 (0) 812 3456 7890',
    '+62081234567890',
    '81234567890',
    '6281234567890@s.whatsapp.net',
    '6281234567890@c.us',
    'wa.me/6281234567890',
    'https://wa.me/6281234567890',
    'whatsapp:+6281234567890',
    'tel:+6281234567890',
    '0062 812 3456 7890',
    '001 62 812 3456 7890',
    '00762 812-3456-7890',
    '0086281234567890',
    '  0812 3456 7890\u200b ',
    '０８１２３４５６７８９０',
  ])('%s is the mobile', (text) => {
    expect(readPhone(text)).toEqual(ok(MOBILE, true))
  })

  test('a fixed line is told apart: it gets neither SMS nor WhatsApp', () => {
    expect(readPhone('(0231) 206011')).toEqual(ok('+62231206011', false))
    expect(readPhone('62231206011')).toEqual(ok('+62231206011', false))
  })

  test('foreign numbers begin with a plus', () => {
    expect(readPhone('+14155550100')).toEqual(ok('+14155550100', true))
    expect(readPhone('+65 9123 4567')).toEqual(ok('+6591234567', true))
    expect(readPhone('14155550100').ok).toBe(false)
  })

  test('unallocated numbers for examples are numbers', () => {
    expect(readPhone('+62 811-0000-0001')).toEqual(ok('+6281100000001', true))
  })

  test.each([
    ['0812 3456 789O', 'letters among the digits'],
    ['0812-3456-7890 ext 5', 'letters among the digits'],
    ['ID.1502998877', 'letters among the digits'],
    ['12345678901@lid', 'letters among the digits'],
    ['TELKOMSEL', 'a name, not a number'],
    ['112', 'a short code, not a telephone'],
    ['1708', 'a short code, not a telephone'],
    ['4444', 'a short code, not a telephone'],
    ['', 'nothing is written'],
    [' ', 'nothing is written'],
    ['---', 'no digits in it'],
    ['1500123', 'the number of a service, which no person answers'],
    ['0800-1-234567', 'the number of a service, which no person answers'],
    ['081100000', 'no such number can exist; outside Indonesia it begins with +'],
    ['0812-3456-7890/0813-3456-7890', 'no such number can exist; outside Indonesia it begins with +'],
  ])('%s is refused: %s', (text, why) => {
    expect(readPhone(text)).toEqual({ ok: false, why })
  })

  test('nothing that is typed makes it throw', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readPhone(text)
        expect(read.ok ? read.e164 : read.why).toMatch(read.ok ? /^\+\d+$/ : /./)
      }),
    )
  })

  test('what is read once is read the same again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^8[1-35-9][0-9]{8,9}$/), (national) => {
        const read = readPhone(`0${national}`)
        if (!read.ok) return
        expect(readPhone(read.e164)).toEqual(read)
        expect(readPhone(showPhone(read.e164))).toEqual(read)
        expect(readPhone(`0062${national}`)).toEqual(read)
      }),
    )
  })
})

describe('numbers as they are shown', () => {
  test('inside the office they are whole', () => {
    expect(showPhone(MOBILE)).toBe('0812-3456-7890')
    expect(showPhone('+62231206011')).toBe('(0231) 206011')
    expect(showPhone('+14155550100')).toBe('+1 415 555 0100')
    expect(showPhone('ID.1502')).toBe('ID.1502')
  })
  test('elsewhere four and three digits stay', () => {
    expect(maskPhone(MOBILE)).toBe('0812-xxxx-x890')
    expect(maskPhone('+62231206011')).toBe('(0231) xxx011')
    expect(maskPhone('+14155550100')).toBe('+1 415 xxx x100')
  })
  test('an address that is not a number keeps three characters', () => {
    expect(maskPhone('ID.1502998877')).toBe('ID.xxxx')
  })
})
