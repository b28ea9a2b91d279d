/** What doctor finds: each with what to do about it. */
export interface Finding {
  /** `missing`: the desk cannot do its work without it. `note`: worth knowing, or worth mending. */
  readonly level: 'ok' | 'note' | 'missing'
  readonly about: string
  readonly words: string
}

export const ok = (about: string, words: string): Finding => ({ level: 'ok', about, words })
export const note = (about: string, words: string): Finding => ({ level: 'note', about, words })
export const missing = (about: string, words: string): Finding => ({ level: 'missing', about, words })
