import { DatabaseError } from 'pg'
import { expect, it, vi } from 'vitest'
import { Unavailable } from '../domain/unavailable.ts'
import { inBatches } from './in-batches.ts'

interface Write {
  readonly key: string
  readonly bytes?: number
}

/** Batches whose performance waits to be answered by the test. */
function held() {
  const batches: { items: readonly Write[]; answer: PromiseWithResolvers<readonly string[]> }[] = []
  const write = inBatches({
    keyOf: ({ key }: Write) => key,
    bytesOf: ({ bytes = 0 }) => bytes,
    perform(items) {
      const answer = Promise.withResolvers<readonly string[]>()
      batches.push({ items, answer })
      return answer.promise
    },
  })
  return {
    write,
    keys: () => batches.map(({ items }) => items.map(({ key }) => key)),
    finish: (n: number) => batches[n]?.answer.resolve(batches[n].items.map(({ key }) => `${key} written`)),
    fail: (n: number, error: Error) => batches[n]?.answer.reject(error),
    begun: (n: number) => vi.waitUntil(() => batches.length === n),
  }
}

const refusal = (code: string) => Object.assign(new DatabaseError('refused', 0, 'error'), { code })

/** Two batches under way, and so no place for a third. */
async function busy() {
  const batches = held()
  const first = [batches.write({ key: 'x' })]
  await batches.begun(1)
  first.push(batches.write({ key: 'y' }))
  await batches.begun(2)
  return { ...batches, first }
}

it('lets the first write go alone, and what comes while it is under way go together', async () => {
  const { write, keys, finish, begun, first } = await busy()
  const rest = ['a', 'b', 'c'].map((key) => write({ key }))
  finish(0)
  await begun(3)
  finish(1)
  finish(2)

  expect(await Promise.all([...first, ...rest])).toEqual(
    ['x', 'y', 'a', 'b', 'c'].map((key) => `${key} written`),
  )
  expect(keys()).toEqual([['x'], ['y'], ['a', 'b', 'c']])
})

it('never has two writes of one key under way, and keeps their order', async () => {
  const { write, keys, finish, begun } = held()
  const writes = ['a', 'a', 'b', 'a'].map((key) => write({ key }))
  await begun(1)
  expect(keys()).toEqual([['a', 'b']])
  finish(0)
  await begun(2)
  finish(1)
  await begun(3)
  finish(2)
  await Promise.all(writes)

  expect(keys()).toEqual([['a', 'b'], ['a'], ['a']])
})

it('bounds a batch, and lets no later write of a key pass an earlier one that did not fit', async () => {
  const { write, keys, finish, begun } = await busy()
  const half = 600 * 1024
  for (const one of [
    { key: 'a', bytes: half },
    { key: 'b', bytes: half },
    { key: 'c', bytes: 1 },
  ])
    void write(one)
  for (let i = 0; i < 150; i++) void write({ key: `small ${i}` })
  for (let i = 0; i < 3; i++) {
    finish(i)
    await begun(i + 3)
  }

  expect(keys().map((batch) => batch.length)).toEqual([1, 1, 1, 100, 52])
  expect(keys()[3]?.slice(0, 2)).toEqual(['b', 'c'])
})

it.each([
  ['Postgres refuses it', refusal('22P05')],
  ['it waits too long for a lock', new Unavailable('The record', refusal('57014'))],
])('does each alone when %s, so that one fails and the others do not', async (_when, error) => {
  const perform = vi.fn(async (items: readonly Write[]) => {
    if (items.some(({ key }) => key === 'bad')) throw error
    return items.map(({ key }) => key)
  })
  const write = inBatches({ keyOf: ({ key }: Write) => key, perform })
  const settled = await Promise.allSettled(['a', 'bad', 'b'].map((key) => write({ key })))

  expect(settled).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: error },
    { status: 'fulfilled', value: 'b' },
  ])
})

it('fails all of a batch whose commit is in doubt: nothing is written twice', async () => {
  const perform = vi.fn(() => Promise.reject(new Unavailable('The record', new Error('connection lost'))))
  const write = inBatches({ keyOf: ({ key }: Write) => key, perform })
  const settled = await Promise.allSettled(['a', 'b'].map((key) => write({ key })))

  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(perform).toHaveBeenCalledTimes(1)
})
