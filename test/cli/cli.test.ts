import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { newDatabase } from '../harness/desk.ts'
import { Workplace } from './desk.ts'

let place: Workplace
beforeEach(async () => {
  place = await Workplace.make({ DATABASE_URL: await newDatabase() })
})
afterEach(() => place.leave())

const PEOPLE = [
  'name;role;phone;channels;shift',
  'Wulan;call_taker;0811-0000-0001;;pagi',
  'Ratna;kepala_seksi;0811-0000-0005;sms;',
  'Bagas;jasnita;0811-0000-0007;;',
].join('\n')

describe('help', () => {
  test('lists every command with its words', async () => {
    const { code, out } = await place.desk(['help'])
    expect(code).toBe(0)
    for (const usage of ['people import <file>', 'people list', 'doctor', 'understand <text>']) {
      expect(out).toContain(`\n  ${usage} `)
    }
  })

  test('needs no settings in order', async () => {
    expect(await place.desk(['help'], { PORT: 'x' })).toMatchObject({ code: 0, err: '' })
  })

  test('an unknown command is answered with the one that was meant', async () => {
    const { code, err } = await place.desk(['docter'])
    expect(code).toBe(1)
    expect(err).toContain('Did you mean doctor?')
  })
})

describe('people', () => {
  test('imported from a file, they are listed; imported again, nothing changes', async () => {
    await place.put('people.csv', PEOPLE)
    expect(await place.desk(['people', 'import', place.path('people.csv')])).toEqual({
      code: 0,
      out: '3 added, 0 changed, 0 unchanged.\n',
      err: '',
    })
    await place.put('people.csv', PEOPLE.replace('Wulan', 'Wulandari'))
    expect((await place.desk(['people', 'import', place.path('people.csv')])).out).toBe(
      '0 added, 1 changed, 2 unchanged.\n',
    )
    const { code, out } = await place.desk(['people', 'list'])
    expect(code).toBe(0)
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['id', 'name', 'role', 'phone', 'channels', 'shift', 'until'],
      ['1', 'Wulandari', 'call_taker', '+6281100000001', 'whatsapp,sms', 'pagi'],
      ['2', 'Ratna', 'kepala_seksi', '+6281100000005', 'sms', 'always'],
      ['3', 'Bagas', 'jasnita', '+6281100000007', 'whatsapp,sms', 'always'],
      [''],
    ])
  })

  test('with one bad line nobody is imported, and each is named', async () => {
    await place.put('people.csv', `${PEOPLE}\nYudi;supervisor;0811;;\nTari;boss;0811-0000-0009;;sore`)
    const { code, out, err } = await place.desk(['people', 'import', place.path('people.csv')])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.split('\n').map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'people.csv line 5: phone',
      'people.csv line 6: role',
      'people.csv line 6: shift',
      'Nobody was imported.',
      '',
    ])
    expect((await place.desk(['people', 'list'])).out).toContain('Nobody is in the directory yet')
  })

  test('a file that is not there is said to be so', async () => {
    const ran = await place.desk(['people', 'import', place.path('none.csv')])
    expect(ran).toEqual({ code: 1, out: '', err: `there is no file ${place.path('none.csv')}\n` })
  })
})

describe('what goes wrong is told in words, without a stack', () => {
  test('settings', async () => {
    await place.put('desk.yaml', 'peple: []\n')
    expect(await place.desk(['people', 'list'], { PORT: 'x' })).toEqual({
      code: 1,
      out: '',
      err: [
        'PORT: expected a port from 1 to 65535, or 0 for any free one, found "x"',
        'desk.yaml line 1: peple: unknown key; did you mean "people"?',
        'Mend the settings above and try again.',
        '',
      ].join('\n'),
    })
  })

  test.each([
    [
      'postgres://desk:secret@127.0.0.1:1/desk',
      'the database does not answer: is it running, and is DATABASE_URL right?\n',
    ],
    ['none', 'the database named in DATABASE_URL does not exist: create it\n'],
    ['stranger', 'the database refuses the user or the password in DATABASE_URL\n'],
  ])('a database that cannot be used (%#)', async (which, err) => {
    const there = inject('databaseUrl')
    const urls: Record<string, string> = {
      none: there.replace(/helpdesk$/, 'none'),
      stranger: there.replace(/:\/\/[^@]*@/, '://stranger:secret@'),
    }
    expect(await place.desk(['people', 'list'], { DATABASE_URL: urls[which] ?? which })).toEqual({
      code: 1,
      out: '',
      err,
    })
  })
})

describe('understand', () => {
  test('shows what a message means for a role and a state, and by which words', async () => {
    const args = ['understand', '86 ndan', '--as', 'kepala_seksi', '--state', 'reported']
    const { code, out, err } = await place.desk(args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^kind: said\nsaid:\n {2}- intent: accept\n {4}ticket: 27\nbecause:\n {2}- /)
  })

  test('a number that is not registered is a stranger', async () => {
    expect((await place.desk(['understand', 'kebakaran', '--as', 'stranger'])).out).toMatch(/^kind: emergency\n/)
  })

  test('needs no database', async () => {
    const ran = await place.desk(['understand', 'LAPOR login gagal'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' })
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/^kind: report\n/)
  })

  test('an unknown role is answered with those there are', async () => {
    const { code, err } = await place.desk(['understand', 'ok', '--as', 'bos'])
    expect(code).toBe(1)
    expect(err).toContain('kepala_seksi')
  })
})

describe('as a process of its own', () => {
  test('people are imported and listed, as DATABASE_URL says', async () => {
    await place.put('people.csv', PEOPLE)
    const imported = await place.process(['people', 'import', 'people.csv'])
    expect(imported).toEqual({ code: 0, out: '3 added, 0 changed, 0 unchanged.\n', err: '' })
    expect((await place.process(['people', 'list'])).out).toContain('+6281100000007')
  })

  test('doctor says what is missing and ends with 1', async () => {
    await place.put('desk.yaml', 'people: [{name: Wulan, role: call_taker, phone: 0811-0000-0001}]\n')
    const { code, out, err } = await place.process(['doctor'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^missing +people: kepala_seksi +nobody: /m)
  })

  test('understand reads what was typed', async () => {
    const { code, out, err } = await place.process(['understand', 'sudah normal', '--state', 'awaiting-confirmation'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('intent: confirm_resolved')
  })

  test('what goes wrong is told without a stack', async () => {
    const ran = await place.process(['people', 'list'], { DATABASE_URL: 'nowhere' })
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toMatch(/^DATABASE_URL: expected .*\nMend the settings above and try again\.\n$/)
  })

  test('the embedded database is started for a command, keeps what it did, and leaves no server behind', async () => {
    const variables = { DATABASE_URL: '', DATA_DIR: place.path('data') }
    await place.put('people.csv', PEOPLE)
    expect((await place.process(['people', 'import', 'people.csv'], variables)).out).toContain('3 added')
    expect((await place.process(['people', 'list'], variables)).out).toContain('+6281100000007')
    expect(existsSync(place.path('data/postgres/PG_VERSION'))).toBe(true)
    expect(existsSync(place.path('data/postgres/postmaster.pid'))).toBe(false)
  })

  test('while a desk runs, its embedded database is used and left running', async () => {
    const desk = await startEmbedded(place.path('data'))
    try {
      const ran = await place.process(['people', 'list'], { DATABASE_URL: '', DATA_DIR: place.path('data') })
      expect(ran.code).toBe(0)
      expect(existsSync(place.path('data/postgres/postmaster.pid'))).toBe(true)
    } finally {
      await desk.stop()
    }
  })
})
