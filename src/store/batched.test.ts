import { expect, it } from 'vitest'
import { batched } from './batched.ts'

function aRead() {
  const queries: (readonly string[])[] = []
  const read = batched(async (keys) => {
    queries.push(keys)
    if (keys.includes('broken')) throw new Error('away')
    return new Map(keys.filter((key) => key !== 'missing').map((key) => [key, key.toUpperCase()]))
  })
  return { queries, read }
}

it('asks once for all that is asked for in one turn', async () => {
  const { queries, read } = aRead()
  const found = await Promise.all(['a', 'b', 'a', 'missing'].map(read))

  expect(found).toEqual(['A', 'B', 'A', undefined])
  expect(queries).toEqual([['a', 'b', 'missing']])
})

it('asks anew for what is asked for later', async () => {
  const { queries, read } = aRead()
  await read('a')
  await read('a')

  expect(queries).toEqual([['a'], ['a']])
})

it('lets each of them fail when the query fails, and the next ones succeed', async () => {
  const { read } = aRead()
  const failed = await Promise.allSettled([read('a'), read('broken')])

  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await read('a')).toBe('A')
})
