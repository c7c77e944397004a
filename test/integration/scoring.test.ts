import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { CREATE, JOB, JOB_STATUS, PUBLISH, SUBMIT } from '../support/operations.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ env: { WORKER_CONCURRENCY: '2' } })
  const suite = `import { expect, it } from 'vitest'
    import { sumOfEvens } from './solution'
    it('keeps out the odd ones', () => { expect(sumOfEvens([1, 3, 5])).toBe(0) })
    it('adds many', () => { expect(sumOfEvens([2, 4, 6])).toEqual(12) })`
  const { data } = await engine.ask(PUBLISH, {
    input: {
      definition: aDefinition({
        tasks: [
          aCodeTask({
            reference: GOOD,
            tests: [
              {
                kind: 'call',
                name: 'adds evens',
                function: 'sumOfEvens',
                args: [[1, 2, 4]],
                expected: 6,
                weight: 2,
              },
              { kind: 'suite', name: 'spec', code: suite, weight: 2 },
              {
                kind: 'call',
                name: 'SECRET-NAME',
                function: 'sumOfEvens',
                args: [[HIDDEN, 7]],
                expected: HIDDEN,
                hidden: true,
              },
            ],
            performance: [
              {
                function: 'sumOfEvens',
                input: '(n) => [Array.from({ length: n }, (_, i) => i)]',
                sizes: [250, 500, 1000],
                growth: 1,
              },
            ],
          }),
        ],
      }),
    },
  })
  expect(data.publishSimulation.version).toBe(1)
})
afterAll(() => engine.stop())

/** Of the hidden test alone: of more digits than any group of an id has, for an id may hold `-40`. */
const HIDDEN = -40_404_040_404_040

const GOOD = `/**
 * Adds up the even numbers of a list.
 * @param {number[]} numbers the list; it is not changed
 * @returns {number} the sum, 0 for an empty list
 */
export function sumOfEvens(numbers) {
  return numbers.filter((number) => number % 2 === 0).reduce((sum, number) => sum + number, 0)
}
`

/** Hands a solution in and waits for its end. */
async function judge(data: object) {
  const created = await engine.ask(CREATE, {
    input: { learnerId: 'ada', simulationId: 'sum-of-evens', data },
  })
  const { id: submissionId } = created.data.createSubmission
  const submitted = await engine.ask(SUBMIT, { input: { submissionId } })
  const { id } = submitted.data.submitSubmission.scoreJob
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}
const passed = (job: { testResults: { passed: boolean }[] }) => job.testResults.map((result) => result.passed)

describe('a solution', () => {
  it('that is right, readable and quick gets nearly everything, by all four criteria', async () => {
    const job = await judge({ code: GOOD })

    expect(job).toMatchObject({ status: 'DONE', error: null, retryCount: 0 })
    expect(job.score).toBeGreaterThanOrEqual(95)
    expect(job.feedback).toMatch(new RegExp(`^Overall Score: ${job.score}/100`))
    expect(job.breakdown.map(({ criterion }: { criterion: string }) => criterion).sort()).toEqual([
      'codeQuality',
      'correctness',
      'documentation',
      'performance',
    ])
    for (const { score } of job.breakdown) expect(score).toBeGreaterThan(0.8)
    expect(passed(job)).toEqual([true, true, true, true])
  })

  it('that is the same gets the same verdict', async () => {
    const [one, two] = await Promise.all([judge({ code: GOOD }), judge({ files: { 'solution.js': GOOD } })])
    const verdict = ({ score, feedback, findings, testResults, breakdown }: typeof one) =>
      JSON.stringify({ score, feedback, findings, testResults, breakdown })

    expect(verdict(one)).toBe(verdict(two))
  })

  it('that is partly right gets part of the credit, each test by its weight', async () => {
    const job = await judge({
      code: 'export const sumOfEvens = (ns) => ns.filter((n) => n > 0 && n % 2 === 0).reduce((a, b) => a + b, 0)',
    })
    const correctness = job.breakdown.find(
      ({ criterion }: { criterion: string }) => criterion === 'correctness',
    )

    expect(passed(job)).toEqual([true, true, true, false])
    expect(correctness.score).toBeCloseTo(4 / 5, 5)
  })

  it('that is the untouched starter earns nothing', async () => {
    expect(await judge({ code: 'export function sumOfEvens(numbers) {}' })).toMatchObject({
      status: 'DONE',
      score: 0,
    })
  })

  it('that exports nothing is found by its top-level names', async () => {
    const job = await judge({ code: GOOD.replace('export ', '') })

    expect(passed(job)).toEqual([true, true, true, true])
  })

  it('never learns more of a hidden test than that it failed', async () => {
    const leak = 'export function sumOfEvens(numbers) { throw new Error("ARGS:" + JSON.stringify(numbers)) }'
    const job = await judge({ code: leak })
    const hidden = job.testResults.at(-1)

    expect(hidden).toEqual({
      taskId: 'sum',
      name: 'Hidden test 1',
      passed: false,
      hidden: true,
      weight: 1,
      message: null,
      expected: null,
      actual: null,
    })
    expect(JSON.stringify(job)).not.toMatch(new RegExp(`SECRET-NAME|${HIDDEN}`))
    expect(JSON.stringify(job)).toContain('ARGS:[1,2,4]')
  })
})

describe('a program that is broken or hostile', () => {
  it.each<[string, string, RegExp]>([
    ['does not parse', 'export function sumOfEvens( {', /./],
    ['throws on load', 'throw new Error("on load")', /on load/],
    ['loops for ever', 'export function sumOfEvens() { for (;;); }', /time|loop/i],
    ['loops for ever on load', 'while (true) {}', /time|loop/i],
    [
      'allocates without end',
      'export function sumOfEvens() { const a = []; for (;;) a.push(new Array(1000).fill(7)) }',
      /memory|time/i,
    ],
    [
      'doubles a string without end',
      'export function sumOfEvens() { let s = "x"; for (;;) s += s }',
      /memory|time|string/i,
    ],
    ['recurses without end', 'export function sumOfEvens(n) { return 1 + sumOfEvens(n) }', /recurs/i],
    [
      'prints without end',
      'export function sumOfEvens() { for (;;) console.log("x".repeat(1000)) }',
      /output|print|time/i,
    ],
    ['calls process', 'export function sumOfEvens() { return process.exit(0) }', /process/],
    [
      'opens a file of the machine',
      'export function sumOfEvens() { return require("fs").readFileSync("/etc/passwd") }',
      /no such file or directory/,
    ],
    [
      'lists files',
      'export async function sumOfEvens() { return (await import("fs")).readdirSync("/") }',
      /not a function/,
    ],
    [
      'imports child_process',
      'export async function sumOfEvens() { return (await import("child_process")).execSync("id") }',
      /child_process/,
    ],
    ['fetches', 'export function sumOfEvens() { return fetch("http://127.0.0.1") }', /fetch/],
  ])('%s is DONE, with its tests failed and a finding that says why', async (_what, code, why) => {
    const job = await judge({ code })

    expect(job).toMatchObject({ status: 'DONE', score: 0, error: null, retryCount: 0 })
    expect(passed(job)).not.toContain(true)
    expect(job.findings.some(({ severity }: { severity: string }) => severity === 'ERROR')).toBe(true)
    expect(job.testResults.map(({ message }: { message: string }) => message).join('\n')).toMatch(why)
  })

  it.each([
    [
      'Array.prototype',
      'Array.prototype.filter = () => []; Array.prototype.every = () => true; Array.isArray = () => true',
    ],
    ['JSON', 'JSON.stringify = () => "6"; JSON.parse = () => 6'],
    [
      'Object.is and its kin',
      'Object.is = () => true; Object.keys = () => []; Object.prototype.toString = () => "x"',
    ],
    ['expect', 'try { globalThis.expect = () => new Proxy({}, { get: () => () => {} }) } catch {}'],
    [
      'the tests’ globals',
      'try { globalThis.it = () => {}; globalThis.describe = () => {}; globalThis.test = () => {} } catch {}',
    ],
    ['Promise', 'Promise.prototype.then = function (f) { return this }; Symbol.asyncIterator'],
  ])('that overwrites %s passes nothing by it', async (_what, attack) => {
    const job = await judge({ code: `${attack}\nexport function sumOfEvens() { return 'wrong' }` })

    expect(job).toMatchObject({ status: 'DONE', score: 0 })
    expect(passed(job)).not.toContain(true)
  })

  it('leaves the next one unharmed', async () => {
    await judge({ code: 'Array.prototype.reduce = () => 6\nexport const sumOfEvens = () => 6' })

    expect((await judge({ code: GOOD })).score).toBeGreaterThanOrEqual(95)
  })

  it('of NUL bytes and half characters is read as what it is', async () => {
    const job = await judge({ code: 'export const sumOfEvens = () => "\u0000\ud800"' })

    expect(job).toMatchObject({ status: 'DONE', score: 0 })
  })
})

it('a job whose files climb out ends in ERROR and names the path', async () => {
  expect(await judge({ files: { '../solution.js': GOOD } })).toMatchObject({
    status: 'ERROR',
    error: {
      code: 'INVALID_SUBMISSION_DATA',
      retryable: false,
      message: expect.stringContaining('../solution.js'),
    },
  })
})
