/** Whoever is told to listen to a recording is sent it, where WhatsApp may carry it. */
import { afterEach, expect, test } from 'vitest'
import { PUBLIC_URL } from '../twilio/desk.ts'
import { calls, hangUp, hears, LISTEN, says, speaks, start, TAKEN, whole } from './telephone.ts'

afterEach(hangUp)

const ELSEWHERE = 'Lampirannya tersimpan di meja bantuan'
const soundsFor = (name: string) =>
  whole.standIn.documents.filter(({ to }) => to === `whatsapp:${whole.desk.phone(name).address}`)

test('Kepala Seksi, who has written today, gets the sound itself, once', async () => {
  await start()
  await says('Ratna', 'DAFTAR')
  await hears({ 'Ratna whatsapp': 'Pemberitahuan: nama' })
  const call = await calls('Wulan')
  await hears({ ...TAKEN, 'Wulan whatsapp': [...TAKEN['Wulan whatsapp'], 'Pemberitahuan: nama'] })
  await speaks(call)
  const [told] = whole.phones.unread()
  expect(told?.body).not.toContain(ELSEWHERE)
  await hears(LISTEN)
  const [sound, ...more] = soundsFor('Ratna')
  expect(more).toEqual([])
  const file = await fetch((sound?.parameters.MediaUrl ?? '').replace(PUBLIC_URL, whole.desk.url))
  expect([file.headers.get('content-type'), await file.text()]).toEqual(['audio/mpeg', 'ID3 two minutes of a call'])
})

test('outside WhatsApp’s 24 hours the words alone go, and say where the sound is', async () => {
  await start()
  const call = await calls('Wulan')
  await hears(TAKEN)
  await speaks(call)
  await hears({ 'Ratna whatsapp': [...LISTEN['Ratna whatsapp'], ELSEWHERE] })
  expect(whole.standIn.documents).toEqual([])
})
