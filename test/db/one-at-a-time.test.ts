import { expect, test } from 'vitest'
import { oneAtATime } from '../../queues/one-at-a-time.ts'

/** Work that goes on when the test says so. */
function gate() {
  const began: number[] = []
  const ends: (() => void)[] = []
  const work = oneAtATime((key) => {
    began.push(key)
    return new Promise((resolve) => ends.push(resolve))
  })
  return { began, end: () => ends.shift()?.(), work }
}

test('a second job for the same key ends at once, and the first does one more round for it', async () => {
  const { began, end, work } = gate()
  const first = work(1)
  await Promise.all([work(1), work(1), work(1)])
  expect(began).toEqual([1])
  end()
  await expect.poll(() => began).toEqual([1, 1])
  end()
  await first
  expect(began).toEqual([1, 1])
})

test('other keys do not wait', async () => {
  const { began, end, work } = gate()
  const both = [work(1), work(2)]
  expect(began).toEqual([1, 2])
  end()
  end()
  await Promise.all(both)
})

test('a round that breaks is told to its job, and the next job works again', async () => {
  let tries = 0
  const work = oneAtATime(async () => {
    tries += 1
    if (tries === 1) throw new Error('broke')
  })
  await expect(work(1)).rejects.toThrow('broke')
  await work(1)
  expect(tries).toBe(2)
})
