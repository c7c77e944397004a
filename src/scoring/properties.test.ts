import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_VERDICT_BYTES } from '../domain/limits.ts'
import { analyseJavaScript } from '../sandbox/analysis/javascript/analyse-javascript.ts'
import { measureCodeQuality } from './criteria/code-quality.ts'
import { measureDocumentation } from './criteria/documentation.ts'
import type { CaseOutcome, FaultKind } from './sandbox.ts'
import { score } from './score.ts'
import { examinedCode } from './testing/examined.ts'
import { failed, passed, scriptedSandbox } from './testing/scripted-sandbox.ts'
import { aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'

const examined = (code: string) => examinedCode({ analysis: analyseJavaScript({ 'solution.js': code }) })
const documentationOf = (code: string) => measureDocumentation(examined(code))?.score ?? Number.NaN
const codeQualityOf = (code: string) => measureCodeQuality(examined(code))?.score ?? Number.NaN

/** Words of a comment: telling ones, names of the code, code, marks of doc comments, and anything at all. */
const commentText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'adds',
        'numbers',
        'first',
        '@param first the start',
        '@returns a sum',
        '@throws Error',
        'sum += 1;',
        '* ',
        '\n',
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((words) =>
    words
      .join(' ')
      .replaceAll('*/', '')
      .replaceAll(/[\r\n\u2028\u2029]+/g, '\n * '),
  )

const comment = fc.oneof(
  commentText.map((text) => `/** ${text} */\n`),
  commentText.map((text) => `// ${text.replaceAll('\n', ' ')}\n`),
  fc.constantFrom('', '\n'),
)

const definition = fc.constantFrom(
  (name: string) =>
    `export function ${name}(first, last) {\n  if (first > last) throw new RangeError('no')\n  return first + last\n}\n`,
  (name: string) => `const ${name} = (first) => first * 2\n`,
  (name: string) =>
    `function ${name}(first) {\n  const a = first\n  const b = a\n  const c = b\n  return c\n}\n`,
  (name: string) => `export class ${name.toUpperCase()} {\n  run(first) {\n    return first\n  }\n}\n`,
)

describe('documentation', () => {
  it('is never lowered by adding a doc comment', () => {
    const files = fc.record({
      header: comment,
      parts: fc.array(fc.record({ above: comment, write: definition }), { minLength: 1, maxLength: 4 }),
      at: fc.nat(),
      added: commentText,
    })
    fc.assert(
      fc.property(files, ({ header, parts, at, added }) => {
        const write = (doc: string) =>
          header +
          parts
            .map(({ above, write }, i) => `${above}${i === at % parts.length ? doc : ''}${write(`part${i}`)}`)
            .join('\n')
        expect(documentationOf(write(`/** ${added} */\n`))).toBeGreaterThanOrEqual(
          documentationOf(write('')) - 1e-9,
        )
      }),
    )
  })
})

describe('code quality', () => {
  it('is never lowered by moving the inside of a nest into a function', () => {
    const structure = fc.constantFrom(
      'if (items.length > LIMIT) {',
      'for (const item of items) {',
      'while (items.pop() && LIMIT) {',
    )
    const nests = fc.record({
      structures: fc.array(structure, { minLength: 2, maxLength: 9 }),
      at: fc.nat(),
      lines: fc.nat(5),
    })
    fc.assert(
      fc.property(nests, ({ structures, at, lines }) => {
        const nest = (some: readonly string[], inside: string) =>
          `${some.join('\n')}\n${inside}\n${'}\n'.repeat(some.length)}`
        const inside = Array.from({ length: lines + 1 }, (_, i) => `items.push(${i})`).join('\n')
        const cutAt = 1 + (at % (structures.length - 1))
        const top = 'const LIMIT = 3\n'
        const whole = `${top}export function run(items) {\n${nest(structures, inside)}}\n`
        const helper = `function runInside(items) {\n${nest(structures.slice(cutAt), inside)}}\n`
        const extracted = `${top}${helper}export function run(items) {\n${nest(structures.slice(0, cutAt), 'runInside(items)')}}\n`
        expect(codeQualityOf(extracted)).toBeGreaterThanOrEqual(codeQualityOf(whole) - 1e-9)
      }),
    )
  })
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
