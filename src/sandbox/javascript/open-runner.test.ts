import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunner, type Runner } from './open-runner.ts'
import { aCall, aRun, aSuite, verdicts } from './testing/run-program.ts'

let runner: Runner

beforeAll(async () => {
  runner = await openRunner({ processes: 2 })
}, 60_000)

afterAll(() => runner.stop())

const ANSWER = 'export const f = (ns) => ns.map((n) => n * 2)'

describe('the runner', () => {
  it('runs calls, suites and probes in its processes, and tells of each test', async () => {
    let done = 0
    const run = aRun(ANSWER, {
      tests: [
        aCall([[1]], { expected: [2] }),
        aSuite(`it('doubles', () => { expect(f([2])).toEqual([4]) })`),
      ],
      probes: [{ function: 'f', input: '(n) => [new Array(n).fill(1)]', sizes: [100, 200], growth: 1 }],
    })
    const result = await runner.run(run, {
      onTest: () => {
        done += 1
      },
    })
    expect(result.tests.map(verdicts)).toEqual([{ call: 'passed' }, { doubles: 'passed' }])
    expect(result.probes).toMatchObject([{ points: [{ size: 100 }, { size: 200 }], fault: null }])
    expect(done).toBe(2)
  })

  it('runs programs, and TypeScript, in them too', async () => {
    const program =
      "import { readFileSync } from 'node:fs'\nconst ns: number[] = readFileSync(0, 'utf8').split(' ').map(Number)\nenum Unit { Cent = 100 }\nconsole.log(ns.map((n) => n * Unit.Cent))"
    const tests = ['[ 100, 200 ]', '[ 100 ]'].map((expected, i) => ({
      kind: 'io' as const,
      name: `program ${i}`,
      stdin: '1 2',
      expected,
      weight: 1,
      hidden: false,
    }))
    const run = aRun({ 'solution.ts': program }, { language: 'typescript', entry: 'solution.ts', tests })
    expect((await runner.run(run)).tests.flat()).toMatchObject([
      { passed: true },
      { passed: false, message: 'line 1: expected "[ 100 ]", received "[ 100, 200 ]"' },
    ])
  })

  it('gives the same result in every process, under load and in any order', async () => {
    const run = aRun(ANSWER, {
      tests: [aCall([[1]], { expected: [2] })],
      probes: [{ function: 'f', input: '(n) => [new Array(n).fill(1)]', sizes: [100, 1000], growth: 1 }],
    })
    const hog = aRun('export const f = () => { const a = []; for (;;) a.push([]) }', {
      tests: [aCall([], { expected: 0 })],
    })
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => runner.run(i % 3 === 2 ? hog : run)),
    )
    const expected = results[0]
    results.forEach((result, i) => {
      if (i % 3 !== 2) expect(result).toEqual(expected)
    })
  })

  it('recurses as deep as Node does, and ends deeper recursion as a fault of the program', async () => {
    const files = 'export const f = (n) => (n === 0 ? 0 : 1 + f(n - 1))'
    const run = aRun(files, {
      tests: [aCall([10_000], { expected: 10_000 }), aCall([1_000_000], { expected: 0 })],
    })
    expect((await runner.run(run)).tests.map(verdicts)).toEqual([{ call: 'passed' }, { call: 'stack' }])
  })

  it('throws a RangeError where a program recurses too deep, as suites expect it', async () => {
    const files = 'export const f = (n) => 1 + f(n + 1)'
    const suite = `import { f } from './solution'
      test('throws', () => { expect(() => f(0)).toThrow(RangeError) })
      test('may be caught', () => {
        try { f(0) } catch (error) { expect([error.name, error instanceof RangeError]).toEqual(['RangeError', true]) }
      })
      test('is told of', () => { f(0) })`
    const { tests } = await runner.run(aRun(files, { tests: [aSuite(suite)] }))
    expect(tests.map(verdicts)).toEqual([
      { throws: 'passed', 'may be caught': 'passed', 'is told of': 'stack' },
    ])
  })

  it.each([
    ['JSON that nests', 'JSON.parse("[".repeat(1e6))'],
    ['code that nests', 'eval("(".repeat(1e6))'],
    ['a pattern that nests', 'RegExp("(?:".repeat(1e6))'],
    [
      'a list that nests',
      '{ let a = []; for (let i = 0; i < 1e5; i += 1) a = [a]; return String(a.flat(Infinity)) + JSON.stringify(a) }',
    ],
    ['getters that call themselves', '{ const o = { get x() { return this.x } }; return o.x }'],
    [
      'proxies over proxies',
      '{ let p = {}; for (let i = 0; i < 1e5; i += 1) p = new Proxy(p, {}); return p.x }',
    ],
    ['sorting that recurses', '{ const g = () => [1, 2].sort(g); return g() }'],
    ['replacing that recurses', '{ const g = () => "a".replace(/a/, g); return g() }'],
    ['a pattern that backtracks', '/^(a+)+$/.test("a".repeat(40) + "b")'],
    ['a text that doubles', '{ let s = "x"; for (;;) s += s }'],
    ['a huge list', 'new Array(2 ** 31).fill(0)'],
    ['a huge buffer', 'new ArrayBuffer(2 ** 31)'],
    ['a huge text', '"x".padEnd(2 ** 30 - 1)'],
    ['a long join', 'new Array(2 ** 30).join("ab")'],
  ])('survives %s, in the same process', async (_what, code) => {
    const run = aRun(`export const f = () => ${code}`, { tests: [aCall([], { expected: 'never' })] })
    const [outcomes] = (await runner.run(run)).tests
    expect(outcomes).toMatchObject([{ passed: false }])
  })

  it('ends a run whose signal is aborted, and runs the next', async () => {
    const abort = new AbortController()
    const hog = aRun('export const f = () => { for (;;); }', {
      tests: [aCall([], { expected: 0 })],
      limits: { timeMs: 20_000, memoryMb: 32 },
    })
    const running = runner.run(hog, { signal: abort.signal })
    abort.abort(new Error('lease lost'))
    await expect(running).rejects.toThrow('lease lost')
    const run = aRun(ANSWER, { tests: [aCall([[1]], { expected: [2] })] })
    expect((await runner.run(run)).tests.map(verdicts)).toEqual([{ call: 'passed' }])
  })
})
