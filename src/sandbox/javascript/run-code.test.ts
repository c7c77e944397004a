import { expect, it, vi } from 'vitest'
import { Machine } from './machine.ts'
import { runCode } from './run-code.ts'
import { aCall, aRun, callOutcome } from './testing/run-program.ts'

it('loads a file that never ends once, not once for each of its tests', async () => {
  const machine = await Machine.open()
  const reset = vi.spyOn(machine, 'reset')
  const tests = [1, 2, 3].map((n) => aCall([n], { name: `test ${n}`, expected: n }))
  const run = aRun('while (true) {}\nexport const f = (n) => n', { tests })
  const { tests: outcomes } = await runCode(machine, run, () => undefined)

  expect(outcomes).toMatchObject([1, 2, 3].map((n) => [{ name: `test ${n}`, passed: false, fault: 'time' }]))
  expect(reset).toHaveBeenCalledTimes(1)
})

it('runs each test of a file that loads, whatever the one before it did', async () => {
  const tests = [aCall([0], { name: 'endless', expected: 0 }), aCall([1], { name: 'fine', expected: 1 })]
  const run = aRun('export const f = (n) => { while (n === 0); return n }', { tests })
  const { tests: outcomes } = await runCode(await Machine.open(), run, () => undefined)

  expect(outcomes).toMatchObject([[{ passed: false, fault: 'time' }], [{ passed: true }]])
})

it('loses patience with endless tests, and still runs those after them', async () => {
  const endless = [1, 2, 3, 4].map((n) => aCall([0], { name: `endless ${n}`, expected: 0 }))
  const run = aRun('export const f = (n) => { while (n === 0); return n }', {
    tests: [...endless, aCall([5], { name: 'fine', expected: 5 })],
  })
  const { tests: outcomes } = await runCode(await Machine.open(), run, () => undefined)

  const whole = { passed: false, fault: 'time', message: expect.stringMatching(/within its time of 200 ms/) }
  const tenth = { passed: false, fault: 'time', message: expect.stringMatching(/a tenth of its 200 ms/) }
  expect(outcomes.flat()).toMatchObject([whole, whole, whole, tenth, { name: 'fine', passed: true }])
})

it('is patient again with the next submission', async () => {
  const machine = await Machine.open()
  const tests = [1, 2, 3, 4].map((n) => aCall([0], { name: `endless ${n}`, expected: 0 }))
  const run = aRun('export const f = (n) => { while (n === 0); return n }', { tests })
  const first = await runCode(machine, run, () => undefined)

  expect(await runCode(machine, run, () => undefined)).toEqual(first)
})

it.each([
  ['requires', `require('./none' + i)`],
  ['asks for', `require('fs').existsSync('none' + i)`],
])('has a program pay for what it %s among its many files', async (_what, look) => {
  const others = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`folder${i}/file.js`, '']))
  const solution = `exports.f = () => { for (let i = 0; i < 1000; i++) try { ${look} } catch {}; return 1 }`
  const outcome = (files: Readonly<Record<string, string>>) =>
    callOutcome({ 'solution.js': solution, ...files }, aCall([], { expected: 1 }))

  expect(await outcome({})).toMatchObject({ passed: true })
  expect(await outcome(others)).toMatchObject({ passed: false, fault: 'time' })
})
