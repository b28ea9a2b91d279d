/** What the log is told of an error: never anybody's words or number (DESIGN rule 12). */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Opened, openDatabase } from '../../db/database.ts'
import { simulatedMessages } from '../../db/schema.ts'
import { isDatabaseAway, troubleOf } from '../../db/trouble.ts'
import { newDatabase } from '../harness/databases.ts'

const SECRET = 'telepon saya 0811-0000-0099'
const errorOf = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => 'it passed',
    (error: unknown) => error,
  )

describe('an error of the database', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = openDatabase(await newDatabase(), () => {})
  })
  afterAll(() => opened.close())

  test.each([
    ['a value that cannot be stored', () => sql`select ${`${SECRET}\0`}::text`, '22021'],
    ['a value of another type', () => sql`select ${SECRET}::int`, '22P02'],
    ['a statement that is wrong', () => sql`select wrong from people where name = ${SECRET}`, '42703'],
  ])('from %s tells code and statement, not the value', async (_what, statement, code) => {
    const error = await errorOf(opened.db.execute(statement()))
    expect(String(error)).toContain(SECRET)
    const trouble = troubleOf(error)
    expect(trouble).toEqual({ code, reason: expect.stringContaining('in: select') })
    expect(trouble.reason).not.toContain(SECRET)
    expect(isDatabaseAway(error)).toBe(false)
  })

  test('from a row that is there already tells the rule, not the row', async () => {
    const row = { id: SECRET, direction: 'in', channel: 'sms', phone: SECRET, text: SECRET, at: 0 } as const
    await opened.db.insert(simulatedMessages).values(row)
    const trouble = troubleOf(await errorOf(opened.db.insert(simulatedMessages).values(row)))
    expect(trouble).toEqual({ code: '23505', reason: expect.stringContaining('simulated_messages_id_unique') })
    expect(trouble.reason).not.toContain(SECRET)
  })

  test('that cannot be reached says so', async () => {
    const away = openDatabase('postgres://nobody@127.0.0.1:1/nothing', () => {})
    const error = await errorOf(away.db.execute(sql`select ${SECRET}::text`))
    expect(isDatabaseAway(error)).toBe(true)
    expect(troubleOf(error)).toEqual({ code: 'ECONNREFUSED', reason: expect.not.stringContaining(SECRET) })
    await away.close()
  })

  test('that ended the connection is an outage', async () => {
    const error = await errorOf(opened.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`))
    expect(isDatabaseAway(error)).toBe(true)
  })
})

describe('another error', () => {
  test('tells its words', () => {
    expect(troubleOf(new TypeError('x is not a function'))).toEqual({
      code: 'TypeError',
      reason: 'x is not a function',
    })
  })

  test('of unreadable JSON repeats none of it', async () => {
    const error = await errorOf(Promise.resolve(SECRET).then(JSON.parse))
    expect(String(error)).toContain('telepon')
    expect(troubleOf(error)).toEqual({ code: 'SyntaxError', reason: expect.not.stringContaining('telepon') })
  })

  test.each([undefined, null, SECRET])('that is none (%s) tells nothing', (thrown) => {
    expect(troubleOf(thrown).reason).toBe('unknown')
  })
})
