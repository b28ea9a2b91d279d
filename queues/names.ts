/** The queues: names, payloads and options as one table (DESIGN section 3). A job is only a trigger. */

export interface Payloads {
  /** Drain the undecided messages of a conversation. */
  intake: { readonly conversation: number }
  /** Carry out what is due. `until` for a row's alarm clock: the instant at which it should ring. */
  due: { readonly until: number }
  /** Send what waits for a conversation. */
  delivery: { readonly conversation: number }
  /** Fetch an attachment. A queue of its own: a slow download keeps nobody waiting. */
  media: { readonly media: number }
}
export type QueueName = keyof Payloads

export const QUEUES: Readonly<Record<QueueName, { readonly concurrency: number }>> = {
  intake: { concurrency: 4 },
  due: { concurrency: 1 },
  delivery: { concurrency: 6 },
  media: { concurrency: 2 },
}

/** Jobs that are done leave nothing behind; one that broke is tried again soon, and the sweep stands behind it. */
export const JOB_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 3,
  backoff: { type: 'fixed', delay: 200 },
} as const
