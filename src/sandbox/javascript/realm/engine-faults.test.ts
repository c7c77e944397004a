import { describe, expect, it } from 'vitest'
import { ioOutcome } from '../testing/run-program.ts'

const printed = (program: string, expected: string) => ioOutcome(program, { stdin: '', expected })

describe('the helpers of iterators', () => {
  it('can be left before their end', async () => {
    const program = `
      const doubles = () => [1, 2, 3].values().map((n) => n * 2)
      const [first] = doubles()
      for (const n of new Set([1, 2]).values().filter(() => true)) if (n === 1) break
      console.log(first, doubles().take(2).toArray(), doubles().find((n) => n > 2), doubles().return().done)`
    expect(await printed(program, '2 [ 2, 4 ] 4 true')).toMatchObject({ passed: true })
  })

  it('close what they go over, and hear of its faults', async () => {
    const program = `
      function* all() { try { yield 1; yield 2 } finally { console.log('closed') } }
      for (const n of all().map((n) => n)) break
      const faulty = { next: () => ({ value: 1, done: false }), return() { throw new TypeError('no') }, __proto__: Iterator.prototype }
      try { for (const n of faulty.map((n) => n)) break } catch (error) { console.log(error.message) }`
    expect(await printed(program, 'closed\nno')).toMatchObject({ passed: true })
  })
})
