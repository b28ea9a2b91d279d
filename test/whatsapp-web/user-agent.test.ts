/** As what the browser presents itself to WhatsApp. */
import { afterEach, describe, expect, test } from 'vitest'
import { userAgentOf } from '../../bots/whatsapp-web/user-agent.ts'
import { type Both, startBoth } from './desk.ts'
import { noBrowser } from './library.ts'

test('the browser’s own version is told as any Chrome tells it; one that cannot be read is not made up', () => {
  const told = userAgentOf('Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)', 'linux')
  expect(told).toBe(
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  )
  expect(userAgentOf('Chromium', 'linux')).toBeUndefined()
  expect(userAgentOf('Chromium 156.0.8078.108', 'win32')).toBeUndefined()
})

describe.skipIf(noBrowser)('a linked browser', () => {
  let both: Both
  afterEach(() => both.stop())

  test('says in no request that nobody sits at it, nor that it is older than it is', async () => {
    both = await startBoth()
    await both.link()
    const agents = new Set(both.standIn.headers.map((headers) => headers['user-agent']))
    expect([...agents]).toEqual([
      expect.stringMatching(/^Mozilla\/5\.0 \((X11|Macintosh); [^)]+\) .* Chrome\/\d+\.0\.0\.0 /),
    ])
    const [first] = both.standIn.headers
    const version = /Chrome\/(\d+)/.exec(first?.['user-agent'] ?? '')?.[1]
    expect(first?.['sec-ch-ua']).toContain(`v="${version}"`)
    expect(JSON.stringify(both.standIn.headers)).not.toMatch(/headless/i)
  })
})
