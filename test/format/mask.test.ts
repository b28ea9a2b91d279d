import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskPersonal } from '../../src/format/mask.ts'

describe('personal numbers', () => {
  test.each([
    ['nik 3274011501900001 ya', 'nik 3274xxxxxxxxxxxx ya'],
    ['NIK:3274011501900001.', 'NIK:3274xxxxxxxxxxxx.'],
    ['3274 0115 0190 0001', '3274xxxxxxxxxxxx'],
    ['327401 150190 0001', '3274xxxxxxxxxxxx'],
    ['327401 550190 0001 (perempuan)', '3274xxxxxxxxxxxx (perempuan)'],
    ['32.74.01.150190.0001', '3274xxxxxxxxxxxx'],
    ['3274-0115-0190-0001', '3274xxxxxxxxxxxx'],
    ['hub 0812-3456-7890 ya', 'hub 0812-xxxx-x890 ya'],
    ['hp:081234567890,', 'hp:0812-xxxx-x890,'],
    ['warga (0812-3456-7890) minta', 'warga (0812-xxxx-x890) minta'],
    ['81000000 0812-3456-7890', '81000000 0812-xxxx-x890'],
    ['(0812) 3456 7890', '0812-xxxx-x890'],
    ['+62812-3456-7890.', '0812-xxxx-x890.'],
    ['+62 (0) 812 3456 7890', '0812-xxxx-x890'],
    ['0062 812 3456 7890', '0812-xxxx-x890'],
    ['628123456789 0812.3456.7890', '0812-xxxx-789 0812-xxxx-x890'],
    ['8123456789', '0812-xxxx-789'],
    ['08 12 34 56 78 90', '0812-xxxx-x890'],
    ['0 8 1 2 3 4 5 6 7 8 9 0', '0812-xxxx-x890'],
    ['081234567890/081345678901', '0812-xxxx-x890/0813-xxxx-x901'],
    ['0812\n3456\n7890', '0812-xxxx-x890'],
    ['081234567890 14.05', '0812-xxxx-x890 14.05'],
    ['tiket 27 081234567890', 'tiket 27 0812-xxxx-x890'],
    ['27 14 081234567890', '27 14 0812-xxxx-x890'],
    ['14:05 8123456789', '14:05 0812-xxxx-789'],
    ['(0231) 206011', '(0231) xxx011'],
    ['0231-206011', '(0231) xxx011'],
    ['+14155550100', '+1 415 xxx x100'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked)
  })

  test('a number with a letter O for its last zero does not get through', () => {
    expect(maskPersonal('0812 3456 789O')).not.toContain('3456')
  })
})

describe('everything else stays', () => {
  test.each([
    'tiket 27, 0027/LP-112/XI/2026 dan #128',
    'jam 14.05, 14:05, 08.15-21.30, 1405',
    'tgl 23/11/2026 14.05, 02-11-2026 08.15, 2026-11-23 14:05:30',
    '08.12.2026',
    'SOP 049/SOP-E-500/2019',
    'telp 112/113, 119 atau 110, SMS 1708',
    'PC 2, ext 103, ext 0103, error 500',
    '192.168.1.10 dan 10.8.12.100',
    'Rp 812.345.678',
    '-6.732023, 108.552316',
    '70-80 panggilan, 3x24 jam, 2277 prank, 100%',
    'JT-881, INC0012345',
    '',
  ])('%j', (text) => {
    expect(maskPersonal(text)).toBe(text)
  })
})

describe('for all texts', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
  const gap = fc.constantFrom('', ' ', '-', '.', ' - ')

  test('masking twice changes nothing more', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      digits(4),
      fc.constantFrom(' 0812-3456-7890 ', '3274011501900001'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = maskPersonal(pieces.join(''))
        expect(maskPersonal(once)).toBe(once)
      }),
    )
  })

  test('no mobile gets through, wherever it stands and however it is cut up', () => {
    const words = fc.constantFrom('', 'hub ', 'tiket 27 ', 'jam 14.05 ', 'a.n. Siti, ', '(', 'hp')
    const prefix = fc.constantFrom('0', '62', '+62', '0062', '+62 ')
    fc.assert(
      fc.property(
        words,
        prefix,
        digits(4),
        digits(4),
        gap,
        fc.constantFrom('', ' ya', '.', ', tks'),
        (w, p, b, c, g, e) => {
          const masked = maskPersonal(`${w}${p}812${g}${b}${g}${c}${e}`)
          expect(masked.replace(/^.*?14\.05/, '')).not.toContain(`${g}${b}${g}${c}`)
          expect(masked.startsWith(w.replace(/[(]$/, ''))).toBe(true)
          expect(masked.endsWith(e)).toBe(true)
        },
      ),
    )
  })

  test('no identity number of sixteen digits gets through', () => {
    fc.assert(
      fc.property(digits(16), (nik) => {
        const masked = maskPersonal(`a ${nik} b`)
        expect(masked).not.toContain(nik.slice(4, 13))
      }),
    )
  })

  test('text without digits is left alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bare = text.replace(/\d/g, '')
        expect(maskPersonal(bare)).toBe(bare)
      }),
    )
  })

  test('time grows with the length, not with its square', () => {
    const took = (text: string) => {
      const start = performance.now()
      maskPersonal(text)
      return performance.now() - start
    }
    for (const unit of ['0 ', '08', '1.', '0812 ', '(', ': 1', '+0']) {
      took(unit.repeat(200))
      const short = took(unit.repeat(1_000))
      const long = took(unit.repeat(8_000))
      expect(long, JSON.stringify(unit)).toBeLessThan(40 * short + 200)
    }
  })
})
