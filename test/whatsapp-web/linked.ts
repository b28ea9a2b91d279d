/** A browser that is linked and ready, shared by the tests of a file. */
import { afterAll, beforeAll } from 'vitest'
import { Library, sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

export interface Linked {
  readonly standIn: WhatsAppWebStandIn
  readonly library: Library
}

/** Call it within a `describe`; the fields are there once its tests run. */
export function linkedBrowser(): Linked {
  let now: (Linked & { readonly end: () => Promise<void> }) | undefined
  const there = () => {
    if (!now) throw new Error('the browser is started before the first test, not earlier')
    return now
  }
  beforeAll(async () => {
    const standIn = await startWhatsAppWeb()
    const folder = await sessionFolder()
    const library = new Library(standIn, folder.path)
    now = {
      standIn,
      library,
      end: async () => {
        await library.end()
        await standIn.stop()
        await folder.remove()
      },
    }
    await library.client.initialize()
    await standIn.pairByQr()
    await library.isReady()
  })
  afterAll(() => now?.end())
  return {
    get standIn() {
      return there().standIn
    },
    get library() {
      return there().library
    },
  }
}
