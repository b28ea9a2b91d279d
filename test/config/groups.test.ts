import { expect, test } from 'vitest'
import { problemsOf, saidToGateways } from './reading.ts'

test('desk.yaml names the groups that are read; without it none is', () => {
  expect(saidToGateways('')?.groups).toEqual([])
  expect(
    saidToGateways('whatsapp: {groups: [120363000000000001@g.us, 6281100000001-1500000000@g.us]}')?.groups,
  ).toEqual(['120363000000000001@g.us', '6281100000001-1500000000@g.us'])
})

test.each(['Grup Siaga', '+6281100000001', '120363000000000001@c.us', 'all'])('"%s" is no group', (id) => {
  expect(problemsOf({ desk: `whatsapp: {groups: ["${id}"]}` })).toEqual([
    `desk.yaml line 1: whatsapp.groups[0]: expected the id of a group such as 120363000000000001@g.us ("npm run desk -- whatsapp groups" lists them), found "${id}"`,
  ])
})
