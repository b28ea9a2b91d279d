import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isGsm7, segments, septets, toGsm7, toGsm7Keeping } from '../../src/format/gsm7.ts'

/** Any characters at all, broken ones too. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 0, max: 0x10ffff })), { maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes))

describe('writing in the SMS alphabet', () => {
  test.each([
    ['“Tiket” ‘27’ – sudah… selesai', '"Tiket" \'27\' - sudah... selesai'],
    ['PC\u00a02\u202f– mati', 'PC 2 - mati'],
    ['café São Tomé', 'café Sao Tomé'],
    ['siap 👍🏽 🇮🇩 1️⃣ ✅ selesai', 'siap   1  selesai'],
    ['ke\u200bsatu\u200f \u202edua', 'kesatu dua'],
    ['a → b × 3 ≥ 2', 'a -> b x 3 >= 2'],
    ['ﬁle ½ ①', 'file 1/2 1'],
    ['e\u0301', 'é'],
    ['{kurung} [siku] ~ € ^ | \\', '{kurung} [siku] ~ € ^ | \\'],
    ['`kode`', "'kode'"],
    ['baris\nbaru', 'baris\nbaru'],
  ])('%j becomes %j', (text, plain) => {
    expect(toGsm7(text)).toBe(plain)
    expect(isGsm7(toGsm7(text))).toBe(true)
  })

  test('letters of other scripts stay, for dropping them would change what is said', () => {
    expect(toGsm7('ꦲꦤ 你好 مرحبا')).toBe('ꦲꦤ 你好 مرحبا')
  })

  test('what is in the alphabet is not changed, and twice is as once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = toGsm7(text)
        expect(toGsm7(plain)).toBe(plain)
        if (isGsm7(text)) expect(plain).toBe(text)
      }),
    )
  })
})

describe('a text that has to arrive whole', () => {
  test.each([
    ['“Tolong” – kebakaran… di Jl. Kartini', '"Tolong" - kebakaran... di Jl. Kartini'],
    ['PC\u00a02 mati\u200b', 'PC 2 mati'],
    ['{27} ~ €', '{27} ~ €'],
  ])('%j costs one part less as %j', (text, plain) => {
    expect(toGsm7Keeping(text)).toBe(plain)
  })

  test.each(['“Tolong” 🔥', 'api ❤️‍🔥', 'ꦲꦤ “tolong”', 'awas \ufffd –', '🇮🇩 – bendera'])('%j stays as it is', (text) => {
    expect(toGsm7Keeping(text)).toBe(text)
  })

  test('is in the alphabet as a whole, or the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = toGsm7Keeping(text)
        expect(written === text || isGsm7(written)).toBe(true)
        expect(toGsm7Keeping(written)).toBe(written)
      }),
    )
  })
})

test('the alphabet has 127 characters of one septet and 10 of two', () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isGsm7)
  expect(all.filter((character) => septets(character) === 1)).toHaveLength(127)
  expect(all.filter((character) => septets(character) === 2).join('')).toBe('\f[\\]^{|}~€')
})

describe('parts of an SMS', () => {
  test.each([
    ['', 'gsm7', 0, 1],
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['a'.repeat(306), 'gsm7', 306, 2],
    ['a'.repeat(307), 'gsm7', 307, 3],
    ['€'.repeat(80), 'gsm7', 160, 1],
    [`${'a'.repeat(159)}€`, 'gsm7', 161, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm7', 306, 3],
    ['✓'.repeat(70), 'ucs2', 70, 1],
    ['✓'.repeat(71), 'ucs2', 71, 2],
    ['✓'.repeat(134), 'ucs2', 134, 2],
    ['✓'.repeat(135), 'ucs2', 135, 3],
    [`${'✓'.repeat(66)}🔥${'✓'.repeat(66)}`, 'ucs2', 134, 3],
    [`${'a'.repeat(69)}🔥`, 'ucs2', 71, 2],
  ])('%#: the text takes what it takes', (text, encoding, units, parts) => {
    expect(segments(text)).toEqual({ encoding, units, segments: parts })
  })

  test('each part holds what fits and breaks no character, as a phone puts them together', () => {
    const unit = fc.constantFrom('a', '€', '[', 'é', '✓', '🔥', 'b', ' ')
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 500 }), (letters) => {
        const text = letters.join('')
        const gsm7 = isGsm7(text)
        const [alone, joined] = gsm7 ? [160, 153] : [70, 67]
        // Written to the wire: an escape and a character, or the two halves of a pair, are never parted.
        const wire = letters.map((letter) => (gsm7 && septets(letter) === 2 ? ['ESC', letter] : letter.split('')))
        const parts: string[][] = [[]]
        const limit = wire.flat().length <= alone ? alone : joined
        for (const pieces of wire) {
          if ((parts.at(-1)?.length ?? 0) + pieces.length > limit) parts.push([])
          parts.at(-1)?.push(...pieces)
        }
        expect(segments(text).segments).toBe(parts.length)
        expect(segments(text).units).toBe(wire.flat().length)
      }),
    )
  })

  test('parts hold the whole text, and one fewer could not', () => {
    const unit = fc.constantFrom('a', '€', ' ', '[', 'é', '✓', '🔥')
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 700 }), (letters) => {
        const text = letters.join('')
        const found = segments(text)
        const [alone, joined] = found.encoding === 'gsm7' ? [160, 153] : [70, 67]
        const width = found.segments === 1 ? alone : joined
        expect(found.units).toBe(found.encoding === 'gsm7' ? septets(text) : text.length)
        expect(found.units).toBeLessThanOrEqual(found.segments * width)
        if (found.segments > 1) {
          expect(found.units).toBeGreaterThan(alone)
          expect(found.units).toBeGreaterThan((found.segments - 1) * (joined - 1))
        }
      }),
    )
  })
})
