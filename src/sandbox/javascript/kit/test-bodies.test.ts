import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const COUNT = 'export const count = (list) => list.length'
const HEAD = `import test, { mock } from 'node:test'\nimport { count } from './solution'\n`
const judged = async (suite: string, head = HEAD) => verdicts(await suiteOutcomes(COUNT, head + suite))

describe('a test of node:test', () => {
  it('has parts with hooks of their own, and fails with one of them at its end', async () => {
    const suite = `
      test('all', async (t) => {
        const log = []
        t.before(() => log.push('before'))
        t.beforeEach((part) => log.push('+' + part.name))
        t.afterEach(() => log.push('-'))
        await t.test('a', async (t) => { await t.test('inner', () => { log.push('!') }) })
        await t.test('left out', { skip: true }, () => { throw new Error('run') })
        await t.test('b', () => {})
        t.assert.deepEqual(log, ['before', '+a', '+inner', '!', '-', '-', '+b', '-'])
      })
      test('fails in a part', async (t) => {
        await t.test('wrong', () => { t.assert.equal(count([]), 1) })
        await t.test('right', () => { t.assert.equal(count([]), 0) })
      })
      test('fails in a part that nobody awaits', (t) => { t.test('wrong', async () => { count(null) }) })`
    expect(await judged(suite)).toEqual({
      all: 'passed',
      'fails in a part': 'assertion',
      'fails in a part that nobody awaits': 'exception',
    })
  })

  it('knows its name, a signal, and both ways to tell that it is done', async () => {
    const suite = `
      test('named', (t) => { t.assert.equal(t.name, 'named'); t.assert.equal(t.signal.aborted, false); t.assert.equal(count([1]), '1') })
      test('done', (t, done) => { setTimeout(() => { t.assert.ok(true); done() }, 10) })
      test('done with a failure', (t, done) => { setTimeout(() => done(new Error('no')), 10) })
      test('waits', async (t) => { let ready = false; setTimeout(() => { ready = true }, 60); await t.waitFor(() => t.assert.ok(ready)) })`
    expect(await judged(suite)).toEqual({
      named: 'passed',
      done: 'passed',
      'done with a failure': 'exception',
      waits: 'passed',
    })
  })

  it('counts its own assertions and parts for what it has planned', async () => {
    const suite = `
      test('both', async (t) => { t.plan(2); t.assert.throws(() => count(null), TypeError); await t.test('part', (t) => { t.plan(1); t.assert.ok(true) }) })
      test('fewer', (t) => { t.plan(2); t.assert.ok(true) })
      test('in time', (t) => { t.plan(1, { wait: true }); setTimeout(() => t.assert.ok(true), 100) })
      test('too late', (t) => { t.plan(1); setTimeout(() => t.assert.ok(true), 100) })`
    expect(await judged(suite)).toEqual({
      both: 'passed',
      fewer: 'assertion',
      'in time': 'passed',
      'too late': 'assertion',
    })
  })

  it('has mocks that end with it', async () => {
    const suite = `
      const shop = { price() { return 5 }, get tax() { return 1 } }
      test('mocks', (t) => {
        t.mock.method(shop, 'price', () => 7)
        t.mock.getter(shop, 'tax', () => 2)
        t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
        t.assert.deepEqual([shop.price(), shop.tax, Date.now()], [7, 2, 0])
      })
      test('has none left', async (t) => {
        t.assert.deepEqual([shop.price(), shop.tax], [5, 1])
        await new Promise((resolve) => setTimeout(resolve, 10))
      })
      test('shares them with its hooks', async (t) => {
        t.beforeEach((t) => { t.mock.method(shop, 'price', () => 7) })
        await t.test('part', (t) => { t.assert.equal(shop.price(), 7); t.mock.restoreAll(); t.assert.equal(shop.price(), 5) })
      })
      test('keeps those of all', (t) => { mock.method(shop, 'price', () => 9); t.assert.equal(shop.price(), 9) })
      test('has it still', (t) => { t.assert.equal(shop.price(), 9); mock.reset(); t.assert.equal(shop.price(), 5) })`
    expect(new Set(Object.values(await judged(suite)))).toEqual(new Set(['passed']))
  })
})

describe('a test that wants to be skipped once it runs', () => {
  it('is not counted', async () => {
    const suite = `
      it('of vitest', ({ skip }) => { skip('later'); expect(count([])).toBe(1) })
      it('of vitest, on a condition', (ctx) => { ctx.skip(false); expect(count([])).toBe(0) })
      it('of mocha', function () { this.skip(); expect(count([])).toBe(1) })
      it('is last', function () { expect(this.test.title).toBe('is last') })
      describe('a group', () => { before(function () { this.skip() }); it('is skipped too', () => {}) })`
    const head = `import { count } from './solution'\n`
    expect(await judged(suite, head)).toEqual({ 'of vitest, on a condition': 'passed', 'is last': 'passed' })
  })

  it('comes before one that has to be run in a fresh realm', async () => {
    const suite = `
      it('skipped', ({ skip }) => skip())
      it('endless', () => { for (;;); })
      it('right', () => { expect(count([1])).toBe(1) })`
    const head = `import { count } from './solution'\n`
    expect(await judged(suite, head)).toEqual({ endless: 'time', right: 'passed' })
  })
})

describe('a test that catches a failed assertion itself', () => {
  it('passes, with hooks around it or without', async () => {
    const suite = `
      import { count } from './solution'
      it('without', () => { expect(() => expect(count([])).toBe(1)).toThrow() })
      describe('with', () => { beforeEach(() => {}); it('hooks', () => { expect(() => expect(count([])).toBe(1)).toThrow() }) })`
    expect(await judged(suite, '')).toEqual({ without: 'passed', 'with > hooks': 'passed' })
  })
})

describe('what a test does when it is over', () => {
  it('is what it asked for, from wherever', async () => {
    const suite = `import { onTestFinished, test, expect } from 'vitest'
      const log = []
      const open = () => { log.push('open'); onTestFinished(() => { log.push('closed') }) }
      test('opens', () => { open(); expect(log).toEqual(['open']) })
      test('is closed', () => { expect(log).toEqual(['open', 'closed']) })`
    expect(await judged(suite, '')).toEqual({ opens: 'passed', 'is closed': 'passed' })
  })
})
