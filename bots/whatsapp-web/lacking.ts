/** A new version of WhatsApp's page lacks what the library needs: what broke is named, and people are told. */
import type { Contract } from '../gateway.ts'
import type { Replied } from './browser.ts'
import type { Word } from './vocabulary.ts'
import { PAGE_AGAIN, PAGE_CHANGED } from './words.ts'

const PAGE = 'page'

/** The module that is named by what broke. */
export const moduleLacking = (why: string): string | undefined => /unknown module "?(\w+)/i.exec(why)?.[1]

export interface Lacking {
  readonly words: readonly string[]
  replied(word: Word, replied: Replied<Word>): void
}

export function createLacking({ clocks, alarm, allClear, log }: Contract): Lacking {
  /** By what cannot be done without them. */
  const lacking = new Map<Word, string>()
  /** Absent: a desk before this one may have told of something that a new version has mended. */
  let isTold: boolean | undefined
  const tell = (telling: () => Promise<void>) =>
    void telling().catch(() => log.warn({ gateway: 'whatsapp-web' }, 'an alarm could not be told'))

  return {
    get words() {
      const modules = [...new Set(lacking.values())].join(', ')
      return lacking.size === 0 ? [] : [`the page of WhatsApp lacks ${modules}: a newer whatsapp-web.js may know it`]
    },
    replied: (word, replied) => {
      if (replied.is === 'answer') lacking.delete(word)
      if (replied.is === 'answer' && word === 'send' && lacking.size === 0 && isTold !== false) {
        isTold = false
        return tell(async () => allClear(PAGE, PAGE_AGAIN(await clocks.desk())))
      }
      const module = replied.is === 'broken' ? moduleLacking(replied.why) : undefined
      if (module === undefined) return
      lacking.set(word, module)
      isTold = true
      tell(async () => alarm(PAGE, PAGE_CHANGED(await clocks.desk())))
    },
  }
}
