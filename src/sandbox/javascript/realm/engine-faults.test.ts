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

describe('the stack of an error', () => {
  it('is taken by programs that first ask how long it may be', async () => {
    const program = `
      function Refused(message) {
        this.message = message
        if (Error.stackTraceLimit) Error.captureStackTrace(this, Refused)
      }
      Refused.prototype = Object.create(Error.prototype)
      Error.stackTraceLimit = 0
      console.log(Error.stackTraceLimit)
      Error.stackTraceLimit = 5
      console.log(typeof new Refused('no').stack)`
    expect(await printed(program, '0\nstring')).toMatchObject({ passed: true })
  })
})

describe('the length of a diagonal', () => {
  it('is what Node gives, to the last bit', async () => {
    const sides = [
      [],
      [3, 4],
      [2, 3],
      [1, 1, 1],
      [-5],
      [0, -0],
      [0.1, 0.7],
      [1e200, 1e200],
      [NaN, 1],
      [NaN, -Infinity],
      [24.5, 17.25, 3],
    ]
    const program = `for (const sides of [${sides.map((each) => `[${each.join()}]`)}]) console.log(Math.hypot(...sides)); console.log(Math.hypot('3', [4]), Math.hypot.length)`
    const expected = [...sides.map((each) => Math.hypot(...each)), `5 ${Math.hypot.length}`].join('\n')
    expect(await printed(program, expected)).toMatchObject({ passed: true })
  })
})
