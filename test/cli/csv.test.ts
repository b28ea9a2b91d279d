import { describe, expect, test } from 'vitest'
import { readPeopleCsv } from '../../src/cli/people-csv.ts'
import { HOUR } from '../../src/desk/sop.ts'

const RULES = { shifts: { pagi: { from: 420, to: 840 } }, utcOffset: 7 * HOUR }
const read = (text: string) => readPeopleCsv(new TextEncoder().encode(text), RULES)

const wulan = { name: 'Wulan', role: 'call_taker', phone: '+6281100000001' }

describe('what is read', () => {
  test.each([',', ';', '\t'])('with %j between the values, after a byte order mark, with Windows line ends', (mark) => {
    const text = [
      '\uFEFFName,Role,Phone,Channels,Shift,Until',
      'Wulan,call_taker,0811-0000-0001,sms whatsapp,pagi,31/12/2026',
    ]
    expect(read(text.join('\r\n').replaceAll(',', mark))).toEqual({
      people: [{ ...wulan, channels: ['sms', 'whatsapp'], shift: 'pagi', until: Date.UTC(2026, 11, 31, 17) - 1 }],
      problems: [],
    })
  })

  test('columns that are not there are not given, empty cells ask for the default', () => {
    expect(read(`phone,name,role\n'081100000001,Wulan,Call Taker\n`).people).toEqual([wulan])
    expect(read('name,role,phone,channels,shift,until\nWulan,call_taker,081100000001,,,\n').people).toEqual([
      { ...wulan, channels: ['whatsapp', 'sms'], shift: null, until: null },
    ])
  })

  test('quotation marks, empty lines and the line in which Excel names its separator', () => {
    const text =
      'sep=;\n\nname;role;phone;channels\n\n"Wulan ""W""; S.Kom";call_taker;81100000001;"sms, whatsapp"\n;;;\n'
    expect(read(text)).toEqual({
      people: [{ ...wulan, name: 'Wulan "W"; S.Kom', channels: ['sms', 'whatsapp'] }],
      problems: [],
    })
  })
})

describe('a mistake is named with its line', () => {
  const header = 'name,role,phone,channels,shift,until'
  const phone = 'phone: expected a mobile number such as 0811-0000-0001'
  const table: readonly (readonly [string, ...string[]])[] = [
    ['', `the file is empty; expected a header such as ${header}`],
    [header, 'the file has a header and nobody below it'],
    [
      'nama,role,phone\nA,staf,081100000001',
      'line 1: unknown column "nama"; did you mean "name"?',
      `line 1: expected a header such as ${header}; missing: name`,
    ],
    ['name,role,phone,role\nA,staf,081100000001,x', 'line 1: the column role stands there twice'],
    [
      'Wulan,call_taker,081100000001',
      `line 1: unknown column "wulan"; known: name, role, phone, channels, shift, until`,
      `line 1: unknown column "call_taker"; known: name, role, phone, channels, shift, until`,
      `line 1: unknown column "081100000001"; known: name, role, phone, channels, shift, until`,
      `line 1: expected a header such as ${header}; missing: name, role, phone`,
    ],
    [
      'name,role,phone\nA,staf,081100000001\n\nB,kasi,0811\n,staf,081100000003\n',
      'line 4: role: expected one of call_taker, supervisor, kepala_seksi, staf, jasnita, admin, auditor; found "kasi"',
      `line 4: ${phone} (a short code, not a telephone)`,
      'line 5: name: expected a name, found nothing',
    ],
    ['name,role,phone\nA,staf,8.11E+10', `line 2: ${phone} (letters among the digits)`],
    [
      'name,role,phone\nA,staf,081100000001\nB,staf,+62 811-0000-0001',
      'line 3: phone: expected each number once; line 2 has the same',
    ],
    ['name,role,phone\nA,staf,081100000001,x', 'line 2: expected 3 values, found 4'],
    [
      'name,role,phone,shift,until\nA,staf,081100000001,sore,2026-13-01',
      'line 2: shift: expected the name of a shift or a span such as 07.00-14.00, found "sore"; known: pagi',
      'line 2: until: expected a date such as 2026-12-31, found "2026-13-01"',
    ],
    ['name,role,phone\nA,"staf,081100000001', 'line 2: a quotation mark stands where none may, or one is not closed'],
    [`name,role,phone\n${'A,staf,1\n'.repeat(5001)}`, 'expected at most 5000 rows, found 5001'],
  ]
  test.each(table)('%j', (text, ...problems) => {
    expect(read(text).problems).toEqual(problems)
  })

  test('a file that is not UTF-8 is refused, not read wrongly', () => {
    const content = Uint8Array.from([...new TextEncoder().encode('name,role,phone\n'), 0xe9, 0x2c])
    expect(readPeopleCsv(content, RULES).problems).toEqual(['the file is not UTF-8: save it as "CSV UTF-8"'])
  })
})
