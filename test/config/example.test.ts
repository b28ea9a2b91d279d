import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DESK_SCHEMA } from '../../src/config/desk-schema.ts'
import { ROLES } from '../../src/desk/ticket.ts'
import { configOf, saidToGateways } from './reading.ts'

const EXAMPLE = readFileSync(join(import.meta.dirname, '../../desk.example.yaml'), 'utf8')

test('desk.example.yaml says the defaults, except for its people', () => {
  const { people: _people, demonstration: _demonstration, house, ...example } = configOf({ desk: EXAMPLE })
  const { people: _made, demonstration: _up, house: usual, ...defaults } = configOf({})
  expect(example).toEqual(defaults)
  expect({ ...house, vendorName: 0, applicationName: 0 }).toEqual({ ...usual, vendorName: 0, applicationName: 0 })
})

test('desk.example.yaml names people of every role that takes part in the SOP', () => {
  const { people, demonstration } = configOf({ desk: EXAMPLE })
  expect(demonstration).toBe(false)
  expect(new Set(people.map(({ role }) => role))).toEqual(new Set(ROLES.filter((role) => role !== 'auditor')))
  expect(people.every(({ phone }) => phone.startsWith('+628110000000'))).toBe(true)
})

test('desk.example.yaml has every key, and what it shows behind a # is right too', () => {
  const shown = EXAMPLE.replaceAll(/^( *)# ((?: {2})*(?:- )?[a-zA-Z]+:(?: .*)?)$/gm, '$1$2')
  for (const key of Object.keys(DESK_SCHEMA.shape)) expect(EXAMPLE).toMatch(new RegExp(`^${key}:`, 'm'))
  const { organisation } = configOf({ desk: shown })
  expect(organisation).toMatchObject({
    address: 'Jalan Contoh No. 1, Cirebon',
    sop: { revised: '2020-01-31', effective: '2020-02-01' },
    signatories: [{ name: 'Nama Pejabat' }],
  })
  expect(Object.keys(saidToGateways(shown)?.templates ?? {})).toEqual(['default', 'reminder'])
})
