import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_VERDICT_BYTES } from '../domain/limits.ts'
import { analyseJavaScript } from '../sandbox/analysis/javascript/analyse-javascript.ts'
import { measureCodeQuality } from './criteria/code-quality.ts'
import { measureDocumentation } from './criteria/documentation.ts'
import type { CaseOutcome, FaultKind } from './sandbox.ts'
import { score } from './score.ts'
import { DIALECTS, type Dialect } from './testing/dialects.ts'
import { examinedCode } from './testing/examined.ts'
import { failed, passed, scriptedSandbox } from './testing/scripted-sandbox.ts'
import { aCall, aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'

const examined = (dialect: Dialect, code: string) => examinedCode({ analysis: dialect.read(code) })
const documentationOf = (dialect: Dialect, code: string) =>
  measureDocumentation(examined(dialect, code))?.score ?? Number.NaN
const codeQualityOf = (dialect: Dialect, code: string) =>
  measureCodeQuality(examined(dialect, code))?.score ?? Number.NaN

/** Words of a comment: telling ones, names of the code, code, marks of doc comments, and anything at all. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['adds', 'numbers', 'first', '@param first the start', '@returns a sum', '@throws Error'],
        ...[
          ':param first: the start',
          'Args:',
          'Returns:',
          '>>> run(1)',
          'sum += 1;',
          'return first',
          '* ',
          '\n',
        ],
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) =>
    parts
      .join(' ')
      .replaceAll(/[\r\n\u2028\u2029]+/g, '\n')
      .trim(),
  )

/** Generous: nothing here is about time, and the machine may have other work. */
const PATIENCE_MS = 60_000

const READ = DIALECTS.map((dialect) => ({ language: dialect.language, dialect }))

describe('documentation', () => {
  it.each(READ)(
    'is never lowered by words that are added to it, in $language',
    ({ dialect }) => {
      const { comments, definitions } = dialect
      const comment = fc.oneof(
        fc
          .tuple(fc.constantFrom(...comments), words)
          .map(([write, text]) => (text === '' ? '' : write(text))),
        fc.constantFrom('', '\n'),
      )
      const part = fc.record({ above: comment, write: fc.constantFrom(...definitions), said: words })
      const files = fc.record({
        header: comment,
        parts: fc.array(part, { minLength: 1, maxLength: 4 }),
        at: fc.nat(),
        added: words,
      })
      fc.assert(
        fc.property(files, ({ header, parts, at, added }) => {
          const written = (more: string) =>
            header +
            parts
              .map(({ above, write, said }, i) => {
                const doc = i === at % parts.length ? `${said} ${more}`.trim() : said
                return `${above}${write(`part${i}`, doc)}`
              })
              .join('\n')
          expect(dialect.read(written(added)).unparsable).toEqual([])
          expect(documentationOf(dialect, written(added))).toBeGreaterThanOrEqual(
            documentationOf(dialect, written('')) - 1e-9,
          )
        }),
      )
    },
    PATIENCE_MS,
  )
})

describe('a program of which a task asks for `run`', () => {
  it.each(READ)(
    'gains nothing by what is added to it, in $language',
    ({ dialect }) => {
      const added = fc.record({
        count: fc.integer({ min: 1, max: 30 }),
        write: fc.constantFrom(...dialect.definitions),
        heads: fc.array(fc.constantFrom(...dialect.heads), { minLength: 3, maxLength: 6 }),
        data: fc.integer({ min: 0, max: 60 }),
      })
      const examine = (code: string) =>
        examinedCode({ analysis: dialect.read(code), tests: [aCall({ function: 'run' })], modelLines: 30 })
      fc.assert(
        fc.property(added, ({ count, write, heads, data }) => {
          const bad = dialect.program([['run', dialect.nest(heads, ['items.pop()'])]])
          const words = 'Adds the first of them to the last, and returns the sum; fails where there is none.'
          const parts = Array.from({ length: count }, (_, i) => write(`extra${i}`, words))
          const table = `LIMITS = [\n${'  1,\n'.repeat(data)}]\n`
          const [alone, padded] = [bad, bad + parts.join('\n') + table].map(examine)
          if (alone === undefined || padded === undefined) throw new Error('both are examined')
          expect(padded.analysis.unparsable).toEqual([])
          for (const measure of [measureCodeQuality, measureDocumentation])
            expect(measure(padded)?.score).toBeLessThanOrEqual((measure(alone)?.score ?? 0) + 1e-9)
        }),
      )
    },
    PATIENCE_MS,
  )
})

describe('code quality', () => {
  it.each(READ)(
    'is never lowered by moving the inside of a nest into a function, in $language',
    ({ dialect }) => {
      const nests = fc.record({
        heads: fc.array(fc.constantFrom(...dialect.heads), { minLength: 2, maxLength: 9 }),
        at: fc.nat(),
        count: fc.integer({ min: 1, max: 6 }),
      })
      fc.assert(
        fc.property(nests, ({ heads, at, count }) => {
          const lines = Array.from({ length: count }, (_, i) => `items.pop(${i})`)
          const cutAt = 1 + (at % (heads.length - 1))
          const whole = dialect.program([['run', dialect.nest(heads, lines)]])
          const extracted = dialect.program([
            ['inside', dialect.nest(heads.slice(cutAt), lines)],
            ['run', dialect.nest(heads.slice(0, cutAt), ['inside(items)'])],
          ])
          expect(dialect.read(extracted).unparsable).toEqual([])
          expect(codeQualityOf(dialect, extracted)).toBeGreaterThanOrEqual(
            codeQualityOf(dialect, whole) - 1e-9,
          )
        }),
      )
    },
    PATIENCE_MS,
  )
})

const faults: readonly FaultKind[] = ['assertion', 'exception', 'time', 'memory', 'stack', 'output', 'load']
const outcome: fc.Arbitrary<CaseOutcome> = fc.oneof(
  fc.string({ maxLength: 30 }).map(passed),
  fc
    .record({
      name: fc.string({ maxLength: 30 }),
      fault: fc.constantFrom(...faults),
      message: fc.string({ maxLength: 600 }),
    })
    .map(({ name, ...rest }) => failed(name, rest)),
)
const test = fc.record({
  weight: fc.double({ min: 0.001, max: 1000, noNaN: true }),
  hidden: fc.boolean(),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 4 }),
})
type GeneratedTest = typeof test extends fc.Arbitrary<infer T> ? T : never

/** Scores tests that end as generated, of a program that is read for real. */
function scoreOf(tests: readonly (GeneratedTest & { readonly name: string })[], code: string) {
  const byName = new Map(tests.map(({ name, outcomes }) => [name, outcomes]))
  const definition = aSimulation(
    aCodeTask({
      tests: tests.map(({ name, weight, hidden }) => ({ kind: 'suite', name, weight, hidden, code: 'it()' })),
      performance: [{ function: 'sumOfEvens', input: '(n) => [n]', sizes: [10, 100] }],
    }),
  )
  const sandbox = scriptedSandbox({
    onTest: ({ name }) => byName.get(name) ?? [],
    analysis: analyseJavaScript({ 'solution.js': code }),
  })
  return score({ definition, rubric: DEFAULT_RUBRIC, data: { code } }, { sandbox })
}

const PROGRAM = `/** Adds up the even ones among the numbers, and returns the sum. */
export function sumOfEvens(numbers) {
  let total = 0
  for (const number of numbers) if (number % 2 === 0) total += number
  return total
}
`

describe('a score', () => {
  it('does not depend on the order of the tests', async () => {
    const shuffled = fc
      .array(test, { minLength: 1, maxLength: 12 })
      .map((tests) => tests.map((each, i) => ({ ...each, name: `test ${i}` })))
      .chain((tests) => fc.tuple(fc.constant(tests), fc.shuffledSubarray(tests, { minLength: tests.length })))
    await fc.assert(
      fc.asyncProperty(shuffled, async ([tests, reordered]) => {
        const [one, other] = await Promise.all([scoreOf(tests, PROGRAM), scoreOf(reordered, PROGRAM)])
        expect(other.score).toBe(one.score)
        expect(other.breakdown.map(({ score }) => score)).toEqual(one.breakdown.map(({ score }) => score))
      }),
    )
  })

  it('changes by no criterion but code quality when a variable is renamed', async () => {
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/).filter((text) => isFreeName(text))
    const others = async (code: string) => {
      const verdict = await scoreOf(
        [{ name: 'one', weight: 1, hidden: false, outcomes: [passed('one')] }],
        code,
      )
      return verdict.breakdown
        .filter(({ criterion }) => criterion !== 'codeQuality')
        .map(({ score }) => score)
    }
    const before = await others(PROGRAM)
    await fc.assert(
      fc.asyncProperty(name, async (renamed) => {
        expect(await others(PROGRAM.replaceAll('total', renamed))).toEqual(before)
      }),
    )
  })

  it('is the same for the same work, stays in its range, and fits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(test, { minLength: 1, maxLength: 6 }), async (generated) => {
        const tests = generated.map((each, i) => ({ ...each, name: `test ${i}` }))
        const verdict = await scoreOf(tests, PROGRAM)
        expect(await scoreOf(tests, PROGRAM)).toEqual(verdict)
        expect(verdict.score).toBe(Math.round(verdict.score))
        for (const value of [verdict.score / 100, ...verdict.breakdown.map(({ score }) => score ?? 0)]) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
        expect(verdict.feedback.startsWith(`Overall Score: ${verdict.score}/100\n`)).toBe(true)
        expect(Buffer.byteLength(JSON.stringify(verdict))).toBeLessThan(MAX_VERDICT_BYTES)
      }),
    )
  })
})

/** Whether a name can stand where `total` stands in the program. */
function isFreeName(name: string): boolean {
  if (['numbers', 'number', 'sumOfEvens'].includes(name)) return false
  return (
    analyseJavaScript({ 'a.js': `export function run() {\n  let ${name} = 1\n  ${name} += 1\n}` }).unparsable
      .length === 0
  )
}
