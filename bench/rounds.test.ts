import { describe, expect, it } from 'vitest'
import { takeRounds } from './rounds.ts'

describe('the rounds of a measure', () => {
  const order: string[] = []
  let count = 0
  const side = (name: string) => async () => {
    order.push(name)
    return [count++]
  }
  const sides = { ours: side('ours'), peer: side('peer'), stop: async () => undefined }

  it('let each side go first in turn, and leave the warming up out', async () => {
    const { ours, peer } = await takeRounds(sides, { rounds: 2, warmUp: true })

    expect(order).toEqual(['peer', 'ours', 'ours', 'peer', 'peer', 'ours'])
    expect(ours).toEqual([[2], [5]])
    expect(peer).toEqual([[3], [4]])
  })
})
