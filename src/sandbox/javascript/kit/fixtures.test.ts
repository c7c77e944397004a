import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const STACK = 'export const makeStack = () => []'
const judged = async (suite: string) =>
  verdicts(await suiteOutcomes(STACK, `import { makeStack } from './solution'\n${suite}`))

describe('the fixtures of an extended test', () => {
  it('are values, and what functions hand over or return', async () => {
    const suite = `const withStack = test.extend({
        limit: 3,
        stack: async ({ limit }, use) => { const stack = makeStack(); stack.push(limit); await use(stack) },
        size: [({ stack }) => stack.length, { scope: 'test' }],
      })
      withStack('takes them', ({ stack, size: count, limit, expect, task }) => {
        expect([stack, count, limit, task.name]).toEqual([[3], 1, 3, 'takes them'])
      })
      withStack('takes new ones', async ({ stack }) => { stack.push(4); expect(stack).toEqual([3, 4]) })
      withStack('fails', ({ stack }) => { expect(stack).toEqual([]) })
      withStack.for([1, 2])('takes a row and one: %i', (n, { stack }) => { expect(stack.length).toBe(n) })
      withStack.extend('more', ({ limit }) => limit + 1)('takes those of both', ({ more, limit }) => { expect(more - limit).toBe(1) })`
    expect(await judged(suite)).toEqual({
      'takes them': 'passed',
      'takes new ones': 'passed',
      fails: 'assertion',
      'takes a row and one: 1': 'passed',
      'takes a row and one: 2': 'assertion',
      'takes those of both': 'passed',
    })
  })

  it('are made where a test takes them or they are automatic, and are cleared away after it', async () => {
    const suite = `const log = []
      const logged = test.extend({
        a: async ({}, use) => { log.push('+a'); await use('a'); log.push('-a') },
        b: async ({ a }, use) => { log.push('+b'); await use(a + 'b'); log.push('-b') },
        c: async ({}, use) => { log.push('+c'); await use('c') },
        d: [async ({}, use) => { log.push('+d'); await use(); log.push('-d') }, { auto: true }],
      })
      logged('runs', ({ b }) => { log.push(b) })
      test('has run', () => { expect(log.join()).toBe('+a,+b,+d,ab,-d,-b,-a') })`
    expect(await judged(suite)).toEqual({ runs: 'passed', 'has run': 'passed' })
  })

  it('fail the test that they cannot be made for, or cleared away after', async () => {
    const suite = `const broken = test.extend({
        early: async ({}, use) => { throw new Error('no stack') },
        late: async ({}, use) => { await use(1); throw new Error('not cleared') },
      })
      broken('before', ({ early }) => {})
      broken('after', ({ late }) => { expect(late).toBe(1) })
      broken('without', () => { expect(1).toBe(1) })`
    expect(await judged(suite)).toEqual({ before: 'exception', after: 'exception', without: 'passed' })
  })
})
