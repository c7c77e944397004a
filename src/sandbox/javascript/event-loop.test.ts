import { describe, expect, it } from 'vitest'
import { printedInNode } from './testing/in-node.ts'
import { ioOutcome, suiteOutcomes, verdicts } from './testing/run-program.ts'

const PROGRAMS: readonly (readonly [what: string, program: string, file?: string])[] = [
  [
    'ticks before promises at the end of a script',
    "Promise.resolve().then(() => { console.log('promise'); process.nextTick(console.log, 'tick of a promise') })\nprocess.nextTick(() => { console.log('tick'); process.nextTick(() => console.log('tick of a tick')) })\nqueueMicrotask(() => console.log('microtask'))\nconsole.log('script')",
  ],
  [
    'promises before ticks at the end of a module',
    "process.nextTick(() => console.log('tick'))\nawait null\nPromise.resolve().then(() => console.log('promise'))\nconsole.log('module')",
    'solution.mjs',
  ],
  [
    'ticks before promises after each timer and immediate',
    "const each = (name) => () => { Promise.resolve().then(() => console.log(name, 'promise')); process.nextTick(() => console.log(name, 'tick')) }\nsetTimeout(each('timer'), 5)\nsetTimeout(each('next timer'), 5)\nsetImmediate(each('immediate'))\nsetImmediate(each('next immediate'))",
  ],
  [
    'immediates of an immediate after all that waited, and before timers that it starts',
    "setTimeout(() => {\n  setTimeout(() => console.log('timer'), 300)\n  setImmediate(() => { console.log('first'); setImmediate(() => console.log('of the first')) })\n  setImmediate(() => console.log('second'))\n}, 1)",
  ],
  [
    'listeners before the exit',
    "process.on('exit', () => console.log('exit')).on('beforeExit', () => console.log('before'))",
  ],
]

describe('the order of a program that waits', () => {
  it.each(PROGRAMS.map(([what, program, file = 'solution.cjs']) => ({ what, program, file })))(
    'is that of Node: $what',
    async ({ program, file }) => {
      const expected = printedInNode(program, file)
      expect(expected).not.toBe('')
      const outcome = await ioOutcome({ [file]: program }, { stdin: '', expected }, { entry: file })
      expect(outcome).toEqual({ name: 'io', passed: true })
    },
  )

  // In Node itself this depends on how long the start takes: which is mostly more than a millisecond.
  it('has timers of no time before immediates where the program, or a test, begins', async () => {
    const program = "setImmediate(() => said.push('immediate')); setTimeout(() => said.push('timer'), 0)"
    const printing = `const said = []; process.on('exit', () => console.log(said)); ${program}`
    const expected = "[ 'timer', 'immediate' ]"
    expect(await ioOutcome(printing, { stdin: '', expected })).toMatchObject({ passed: true })
    const test = `(done) => { const said = []; ${program}; setTimeout(() => { expect(said).toEqual(['timer', 'immediate']); done() }, 9) }`
    const outcomes = await suiteOutcomes('', `test('a', ${test}); test('b', ${test})`)
    expect(verdicts(outcomes)).toEqual({ a: 'passed', b: 'passed' })
  })

  it('has ticks in the hands of a suite too', async () => {
    const outcomes = await suiteOutcomes(
      "export const later = (list) => { Promise.resolve().then(() => list.push('promise')); process.nextTick(() => list.push('tick')) }",
      `import { later } from './solution'
      test('awaited', async () => {
        const list = []
        later(list)
        await new Promise(setImmediate)
        expect(list).toEqual(['promise', 'tick'])
      })
      test('at once', () => {
        vi.useFakeTimers()
        const list = []
        later(list)
        vi.runAllTicks()
        expect(list).toEqual(['tick'])
      })`,
    )
    expect(verdicts(outcomes)).toEqual({ awaited: 'passed', 'at once': 'passed' })
  })
})

describe('a measurement of time', () => {
  it('is what was waited, and a little more than nothing where nothing was', async () => {
    const program = `
      const readings = [performance.now(), performance.now()]
      const start = process.hrtime(), exact = process.hrtime.bigint()
      setTimeout(() => {
        const [seconds, nanoseconds] = process.hrtime(start)
        console.log(readings[1] > readings[0], seconds, Math.floor(nanoseconds / 1e6), (process.hrtime.bigint() - exact) / 1000000n)
      }, 1250)`
    const expected = 'true 1 250 1250n'
    expect(await ioOutcome(program, { stdin: '', expected })).toEqual({ name: 'io', passed: true })
  })

  it('is exact where a suite has time in its hands', async () => {
    const suite = `test('a', () => {
      vi.useFakeTimers()
      const start = performance.now()
      vi.advanceTimersByTime(500)
      expect(performance.now() - start).toBe(500)
    })`
    expect(verdicts(await suiteOutcomes('', suite))).toEqual({ a: 'passed' })
  })
})
