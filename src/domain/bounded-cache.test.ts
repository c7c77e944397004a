import { expect, it } from 'vitest'
import { BoundedCache } from './bounded-cache.ts'

function keysOf(cache: BoundedCache<string, string>): string {
  return [...'abcd'].filter((key) => cache.get(key) !== undefined).join('')
}

it('drops what was not used for longest once there are too many', () => {
  const cache = new BoundedCache<string, string>({ entries: 2, bytes: 100 })
  cache.set('a', 'A', 1)
  cache.set('b', 'B', 1)
  cache.get('a')
  cache.set('c', 'C', 1)

  expect(keysOf(cache)).toBe('ac')
})

it('drops as many as it takes once they weigh too much', () => {
  const cache = new BoundedCache<string, string>({ entries: 100, bytes: 10 })
  for (const key of 'abc') cache.set(key, key, 3)
  cache.set('d', 'D', 7)

  expect(keysOf(cache)).toBe('cd')
})

it('keeps nothing that is heavier than all bounds, and gives up no other for it', () => {
  const cache = new BoundedCache<string, string>({ entries: 100, bytes: 10 })
  cache.set('a', 'A', 3)
  cache.set('b', 'B', 11)

  expect(keysOf(cache)).toBe('a')
})

it('forgets the weight of what is replaced or deleted', () => {
  const cache = new BoundedCache<string, string>({ entries: 100, bytes: 10 })
  for (let i = 0; i < 5; i++) cache.set('a', 'A', 6)
  cache.delete('a')
  cache.set('b', 'B', 6)
  cache.set('c', 'C', 4)

  expect(keysOf(cache)).toBe('bc')
})
