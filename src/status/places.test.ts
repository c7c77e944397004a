import { describe, expect, it } from 'vitest'
import { hasMoved } from './places.ts'

const at = (position: number | null, seconds: number | null) => ({
  position,
  doneAt: seconds === null ? null : new Date(seconds * 1000),
})

describe('a place in the queue', () => {
  it.each([
    ['was not told yet', undefined, at(3, null), true],
    ['is another', at(3, 100), at(2, 100), true],
    ['is no longer known', at(3, 100), at(null, null), true],
    ['has an estimate at last', at(3, null), at(3, 100), true],
    ['is estimated to come much later', at(3, 100), at(3, 120), true],
    ['is the same, a moment later', at(3, 100), at(3, 101), false],
    ['is the same, some share of a long time later', at(900, 1000), at(900, 1050), false],
    ['is as unknown as before', at(null, null), at(null, null), false],
  ])('that %s', (_what, from, to, moved) => {
    expect(hasMoved(from, to, 0)).toBe(moved)
  })
})
