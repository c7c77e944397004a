import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunner, type Runner } from '../open-runner.ts'
import { aCall, aRun, aSuite } from '../testing/run-program.ts'

// Texts that would hold up, blow up or crash the compiler, and programs that look for it. Each must end as a failure of
// its own tests, in the one process there is, and the next run must be judged as ever.

const around = (open: string, close: string, count: number, inner = '1') =>
  `x = ${open.repeat(count)}${inner}${close.repeat(count)}`

const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['nested brackets', around('(', ')', 5000)],
  ['nested lists', around('[', ']', 50_000)],
  ['nested types', `type A = ${'Array<'.repeat(5000)}1${'>'.repeat(5000)}`],
  ['nested arrows', around('(a = (', ')) => 1', 3000)],
  ['nested generic calls', `x = ${'f<('.repeat(20_000)}`],
  ['nested templates', around('`${', '}`', 3000)],
  ['casts over casts', `x = ${'<a>'.repeat(60_000)}1`],
  ['comparisons that may be types', `x = a${'<b'.repeat(100_000)}`],
  ['questions that may be arrows', `x = ${'a ? (b) : c => '.repeat(30_000)}d : e`],
  ['a long sum on one line', `x = ${'1+'.repeat(400_000)}`],
  ['a megabyte on one line', `x = ${'a as b, '.repeat(120_000)}`],
  ['lone surrogates', 'const \ud800: number = 1'],
  ['characters of no language', 'const a\u0000b: number = \u202e\ufffe;'],
  ['an unfinished enum', `${'enum A {'.repeat(20_000)}`],
  [
    'a huge enum that does not end',
    `enum A { ${Array.from({ length: 50_000 }, (_, i) => `K${i} = ${i}`).join(', ')}`,
  ],
  ['nested namespaces', `${'namespace A { '.repeat(5000)}${'}'.repeat(5000)}`],
  ['nothing but a type', 'export type f = () => 424242'],
  [
    'a mention of the compiler',
    "import { transformSync } from '@swc/wasm-typescript'\nexport const f = () => transformSync('1')",
  ],
  [
    'a search for the compiler',
    'export const f = (): unknown => [typeof process, typeof require, Object.getOwnPropertyNames(globalThis).filter((n) => /swc|wasm/i.test(n))]',
  ],
]

const LIMITS = { timeMs: 100, memoryMb: 32 }
const SUITE =
  "import { f } from './solution'\nit('is', async (): Promise<void> => { expect(await f()).toEqual(424242) })"
const TS = { language: 'typescript', entry: 'solution.ts', limits: LIMITS } as const

describe('hostile TypeScript', () => {
  let runner: Runner
  beforeAll(async () => {
    runner = await openRunner({ processes: 1 })
  }, 60_000)
  afterAll(() => runner.stop())

  const casesOf = async (text: string) => {
    const tests = [aCall([], { expected: 424242 }), aSuite(SUITE)]
    return (await runner.run(aRun({ 'solution.ts': text }, { ...TS, tests }))).tests.flat()
  }

  it.each(HOSTILE)('fails its own tests and nothing else: %s', async (_what, text) => {
    const cases = await casesOf(text)
    expect(cases.map(({ passed }) => passed)).toEqual([false, false])
    expect((await casesOf(text)).map((outcome) => outcome)).toEqual(cases)
    expect((await casesOf('export const f = (): number => 424242')).map(({ passed }) => passed)).toEqual([
      true,
      true,
    ])
  })

  it('is read within one budget, however many files it has', async () => {
    const files = Array.from({ length: 30 }, (_, i) => [`f${i}.ts`, `x = ${'<a>'.repeat(2000)}1`])
    const imports = files.map(([name]) => `import './${name}'`).join('\n')
    const [outcome] = await (async () => {
      const run = aRun(
        { 'solution.ts': imports, ...Object.fromEntries(files) },
        { ...TS, tests: [aCall([], { expected: 1 })] },
      )
      return (await runner.run(run)).tests.flat()
    })()
    expect(outcome).toMatchObject({
      passed: false,
      fault: 'load',
      message: expect.stringContaining('it takes too long to read'),
    })
  })
})
