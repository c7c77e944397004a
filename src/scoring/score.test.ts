import { describe, expect, it } from 'vitest'
import type { Json } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import { Unscorable } from '../domain/submission-data.ts'
import type { Sandbox } from './sandbox.ts'
import { score } from './score.ts'
import { anIssue, aProbe, failed, passed, scriptedSandbox } from './testing/scripted-sandbox.ts'
import { aCall, aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'

const ANSWER = { code: 'export const sumOfEvens = () => 6' }
const PROBE = { function: 'sumOfEvens', input: '(n) => [[n]]', sizes: [10, 100, 1000] }
const QUIZ = { id: 'quiz', kind: 'choice', options: ['a', 'b', 'c', 'd'], answer: ['b'] }

interface Parts {
  readonly definition?: SimulationDefinition
  readonly rubric?: Rubric
  readonly data?: Json
  readonly sandbox?: Sandbox
}

const scored = ({ definition, rubric, data, sandbox }: Parts) =>
  score(
    {
      definition: definition ?? aSimulation(aCodeTask()),
      rubric: rubric ?? DEFAULT_RUBRIC,
      data: data ?? ANSWER,
    },
    { sandbox: sandbox ?? scriptedSandbox() },
  )

const criterionOf = async (parts: Parts, name: string) =>
  (await scored(parts)).breakdown.find(({ criterion }) => criterion === name)

describe('score', () => {
  it('gives a clean, documented, fast and right answer everything', async () => {
    const definition = aSimulation(aCodeTask({ performance: [PROBE], reference: 'x' }))
    const verdict = await scored({ definition })
    expect(verdict.score).toBe(100)
    expect(verdict.breakdown.map(({ score, weight }) => [score, weight])).toEqual([
      [1, 0.3],
      [1, 0.4],
      [1, 0.2],
      [1, 0.1],
    ])
    expect(verdict.feedback.split('\n')[0]).toBe('Overall Score: 100/100')
  })

  it('refuses data of the wrong shape', async () => {
    await expect(scored({ data: { answers: { other: {} } } })).rejects.toThrow(Unscorable)
  })

  it('leaves a criterion unmeasured where the task gives nothing to measure it by', async () => {
    const { breakdown } = await scored({})
    expect(breakdown.find(({ criterion }) => criterion === 'performance')).toMatchObject({
      score: null,
      weight: 0,
    })
    expect(breakdown.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
  })

  it('scores 0 with a reason where nothing is measured at all', async () => {
    const rubric = [{ criterion: 'performance', weight: 1 }]
    const verdict = await scored({ rubric })
    expect(verdict.score).toBe(0)
    expect(verdict.breakdown[0]?.rationale).toContain('Nothing here measures')
  })

  it.each([{}, { code: '' }, { code: ' \n\t' }, { files: { 'solution.js': ' ', 'lib/other.js': '\n' } }])(
    'counts %j as not answered and runs nothing',
    async (data) => {
      const sandbox = scriptedSandbox()
      const verdict = await scored({
        data,
        sandbox,
        definition: aSimulation(aCodeTask({ performance: [PROBE] })),
      })
      expect(sandbox.runs).toEqual([])
      expect(verdict.score).toBe(0)
      expect(verdict.breakdown.map(({ score }) => score)).toEqual([0, 0, 0, 0])
      expect(verdict.breakdown.every(({ rationale }) => rationale.includes('Not answered'))).toBe(true)
      expect(verdict.testResults).toMatchObject([{ passed: false, message: 'This task was not answered.' }])
    },
  )

  it('counts a program as answered that stands in other files than the entry', async () => {
    const sandbox = scriptedSandbox()
    const verdict = await scored({ data: { files: { 'two-fer.js': 'export const twoFer = 1' } }, sandbox })
    expect(sandbox.runs).toHaveLength(1)
    expect(verdict.testResults).toMatchObject([{ passed: true }])
  })

  it('gives nothing by any criterion when no test passes', async () => {
    const sandbox = scriptedSandbox({ onTest: ({ name }) => [failed(name)] })
    const verdict = await scored({ sandbox, definition: aSimulation(aCodeTask({ performance: [PROBE] })) })
    expect(verdict.score).toBe(0)
    expect(verdict.breakdown.map(({ score }) => score)).toEqual([0, 0, 0, 0])
    expect(verdict.feedback).toContain(
      '1. `solution.js:4`: Get a first test to pass: until then no criterion counts. Begin with `adds evens`: `expected 6, received 5`. (about 40 points)',
    )
  })

  it('shares credit by the weights of the tests, and a suite weight among its cases', async () => {
    const tests = [
      aCall({ weight: 2 }),
      aCall({ name: 'empty', weight: 1 }),
      { kind: 'suite', name: 'spec', code: 'it()', weight: 3 },
    ]
    const sandbox = scriptedSandbox({
      onTest: ({ kind, name }) => {
        if (kind === 'suite') return [passed('spec > a'), failed('spec > b'), failed('spec > c')]
        return [name === 'empty' ? failed(name) : passed(name)]
      },
    })
    const definition = aSimulation(aCodeTask({ tests }))
    expect(await criterionOf({ definition, sandbox }, 'correctness')).toMatchObject({ score: 0.5 })
    const { testResults } = await scored({ definition, sandbox })
    expect(testResults.map(({ name, weight }) => [name, weight])).toEqual([
      ['adds evens', 2],
      ['empty', 1],
      ['spec > a', 1],
      ['spec > b', 1],
      ['spec > c', 1],
    ])
  })

  it('takes a print for one that was left over only where no output is asked for', async () => {
    const analysis = { issues: [anIssue({ rule: 'no-console' })] }
    const rulesWith = async (
      test: { readonly [key: string]: Json },
      rest: Parameters<typeof aCodeTask>[0] = {},
    ) => {
      const definition = aSimulation(aCodeTask({ tests: [test], ...rest }))
      const { findings } = await scored({ definition, sandbox: scriptedSandbox({ analysis }) })
      return findings.map(({ rule }) => rule)
    }
    expect(await rulesWith(aCall())).toContain('no-console')
    expect(await rulesWith({ kind: 'io', name: 'prints', stdin: '', expected: '6' })).not.toContain(
      'no-console',
    )
    const spying = "const said = vi.spyOn(console, 'log')"
    expect(await rulesWith({ kind: 'suite', name: 'spec', code: spying })).not.toContain('no-console')
    const printing = { reference: 'console.log(6)' }
    expect(await rulesWith(aCall(), printing)).not.toContain('no-console')
  })

  it.each<[string, Partial<Parameters<typeof aCodeTask>[0]>]>([
    ['a call', { tests: [aCall({ function: 'sum_up' })] }],
    ['a suite', { tests: [{ kind: 'suite', name: 'spec', code: "import { sum_up } from './solution'" }] }],
    ['the starter', { starter: 'export function sum_up(numbers) {}' }],
  ])('blames no learner for a name that %s has given', async (_what, given) => {
    const analysis = {
      issues: [
        anIssue({ rule: 'camel-case', category: 'naming', line: 2, column: 17 }),
        anIssue({ rule: 'camel-case', category: 'naming', line: 2, column: 24 }),
        anIssue({ rule: 'non-unique-enums', category: 'error-prone', line: 2, column: 17 }),
      ],
    }
    const data = { code: '// Sums up.\nexport function sum_up(own_name) {}' }
    const definition = aSimulation(aCodeTask({ tests: [aCall()], ...given }))
    const { findings } = await scored({ definition, data, sandbox: scriptedSandbox({ analysis }) })

    const ofIssues = findings.filter(({ rule }) => analysis.issues.some((issue) => issue.rule === rule))
    expect(ofIssues.map(({ rule, column }) => [rule, column])).toEqual([['camel-case', 24]])
  })

  it('weighs the tasks of a criterion', async () => {
    const definition = aSimulation(aCodeTask({ weight: 3 }), QUIZ)
    const data = { answers: { sum: ANSWER, quiz: { choice: ['a'] } } }
    expect(await criterionOf({ definition, data }, 'correctness')).toMatchObject({ score: 0.75 })
    // The quiz measures correctness only.
    expect(await criterionOf({ definition, data }, 'codeQuality')).toMatchObject({ score: 1 })
  })

  it.each([
    [['b', 'c'], 1],
    [['b'], 0.5],
    [['b', 'c', 'd'], 0.5],
    [['a', 'b'], 0],
    [['a', 'b', 'c', 'd'], 0],
  ])('gives the choice %j of several %d', async (choice, expected) => {
    const definition = aSimulation({ ...QUIZ, answer: ['b', 'c'], multiple: true })
    const data = { answers: { quiz: { choice } } }
    expect(await criterionOf({ definition, data }, 'correctness')).toMatchObject({ score: expected })
  })

  it.each([
    [['b'], 1],
    [['a'], 0],
    [['a', 'b'], 0],
  ])('gives the single choice %j %d', async (choice, expected) => {
    const data = { answers: { quiz: { choice } } }
    expect(await criterionOf({ definition: aSimulation(QUIZ), data }, 'correctness')).toMatchObject({
      score: expected,
    })
  })

  it('says of each kind of task what an answer would earn', async () => {
    const report = { id: 'report', kind: 'sql', setup: '', query: 'select 1' }
    const memo = { id: 'memo', kind: 'text', keyPoints: [{ point: 'names the risk' }] }
    const { feedback } = await scored({ definition: aSimulation(report, memo, QUIZ), data: {} })
    expect(feedback).toContain(
      '`report`: Answer this task: what your query gets right earns its share. (about 33 points)',
    )
    expect(feedback).toContain(
      '`memo`: Answer this task: each key point that your text makes earns its share.',
    )
    expect(feedback).toContain('`quiz`: Answer this task: choose what you think is right.')
  })

  it('tells progress by tests', async () => {
    const definition = aSimulation(aCodeTask({ tests: [aCall(), aCall({ name: 'empty' })] }), QUIZ)
    const seen: unknown[] = []
    await score(
      { definition, rubric: DEFAULT_RUBRIC, data: { answers: { sum: ANSWER } } },
      { sandbox: scriptedSandbox(), onProgress: (progress) => seen.push(progress) },
    )
    expect(seen).toEqual([1, 2, 3].map((done) => ({ done, total: 3 })))
  })

  it('stops with the reason of its signal', async () => {
    const stopped = new AbortController()
    stopped.abort(new Error('canceled'))
    const work = { definition: aSimulation(aCodeTask()), rubric: DEFAULT_RUBRIC, data: ANSWER }
    await expect(score(work, { sandbox: scriptedSandbox(), signal: stopped.signal })).rejects.toThrow(
      'canceled',
    )
  })

  it('fails as a fault of the system when the sandbox leaves out a test', async () => {
    const sandbox: Sandbox = { ...scriptedSandbox(), run: async () => ({ tests: [], probes: [] }) }
    await expect(scored({ sandbox })).rejects.toThrow('left out')
  })

  it('does not count a suite whose tests are all skipped, alone or beside others', async () => {
    const suite = { kind: 'suite', name: 'spec', code: 'it.skip()', weight: 3 }
    const sandbox = scriptedSandbox({ onTest: ({ kind, name }) => (kind === 'suite' ? [] : [passed(name)]) })
    const beside = aSimulation(aCodeTask({ tests: [aCall(), suite] }))
    expect(await criterionOf({ definition: beside, sandbox }, 'correctness')).toMatchObject({ score: 1 })
    const alone = aSimulation(aCodeTask({ tests: [suite] }))
    expect(await criterionOf({ definition: alone, sandbox }, 'correctness')).toMatchObject({ score: null })
    expect(await criterionOf({ definition: alone, sandbox }, 'codeQuality')).toMatchObject({ score: 1 })
  })

  it('leads with what keeps a file from being read, and promises what the tests are worth', async () => {
    const sandbox = scriptedSandbox({
      onTest: ({ name }) => [failed(name, { fault: 'load', message: 'solution.js:7: SyntaxError: no' })],
      analysis: {
        definitions: [],
        files: [],
        unparsable: [{ file: 'solution.js', line: 7, message: 'Unexpected token.' }],
      },
    })
    expect((await scored({ sandbox })).feedback).toContain(
      '1. `solution.js:7`: Unexpected token. Mend this first: until then no test can pass, and no criterion counts. (about 44 points)',
    )
  })
})

describe('criteria of a rubric’s own', () => {
  const tests = [aCall({ group: 'basics', weight: 3 }), aCall({ name: 'edge', group: 'edges' })]
  const definition = aSimulation(aCodeTask({ tests }), QUIZ)
  const data = { answers: { sum: ANSWER, quiz: { choice: ['b'] } } }
  const onTest = ({ name }: { name: string }) => [name === 'edge' ? failed(name) : passed(name)]
  const sandbox = scriptedSandbox({
    onTest,
    analysis: {
      issues: [anIssue({ category: 'naming', severity: 'ERROR' }), anIssue({ category: 'style' })],
    },
  })
  const own = (binding: NonNullable<Rubric[number]['binding']>) => [{ criterion: 'own', weight: 1, binding }]

  it('measures tasks by their correctness', async () => {
    expect(
      await criterionOf({ definition, data, sandbox, rubric: own({ tasks: ['quiz'] }) }, 'own'),
    ).toMatchObject({ score: 1 })
    expect(
      await criterionOf({ definition, data, sandbox, rubric: own({ tasks: ['sum', 'quiz'] }) }, 'own'),
    ).toMatchObject({
      score: 0.875,
    })
  })

  it('measures groups of tests by their weight', async () => {
    expect(
      await criterionOf({ definition, data, sandbox, rubric: own({ tests: ['edges'] }) }, 'own'),
    ).toMatchObject({ score: 0 })
    expect(
      await criterionOf({ definition, data, sandbox, rubric: own({ tests: ['basics', 'edges'] }) }, 'own'),
    ).toMatchObject({ score: 0.75 })
  })

  it('says a failing test once as the next step, with the points that it earns in all', async () => {
    const rubric: Rubric = [
      { criterion: 'correctness', weight: 0.5 },
      { criterion: 'edges', weight: 0.5, binding: { tests: ['edges'] } },
    ]
    const failing = aSimulation(aCodeTask({ tests }))
    const verdict = await scored({ definition: failing, data: ANSWER, sandbox, rubric })
    // Half of the score for the group, and a quarter of the other half.
    expect(verdict.feedback.match(/^\d\. .*$/gm)).toEqual([
      expect.stringMatching(/Make the test `edge` pass.*\(about 63 points\)$/),
    ])
    const all = await scored({ definition: failing, data: ANSWER, rubric })
    expect(all.feedback.match(/^- .*$/gm)).toEqual(['- Your code passes all of 2 tests.'])
  })

  it('measures findings by their category alone', async () => {
    expect(
      await criterionOf({ definition, data, sandbox, rubric: own({ findings: ['naming'] }) }, 'own'),
    ).toMatchObject({
      score: 0.85,
    })
  })

  it('says a finding once, under the first criterion that has it', async () => {
    const rubric: Rubric = [
      { criterion: 'codeQuality', weight: 0.5 },
      { criterion: 'names', weight: 0.5, binding: { findings: ['naming'] } },
    ]
    const { findings } = await scored({ definition, data, sandbox, rubric })
    expect(findings.map(({ criterion, severity }) => [criterion, severity])).toEqual([
      ['codeQuality', 'ERROR'],
      ['codeQuality', 'WARNING'],
    ])
  })
})

describe('hidden tests', () => {
  const SECRET = 'SECRET-of-the-author'
  const tests = [
    aCall(),
    aCall({ name: SECRET, hidden: true }),
    { kind: 'suite', name: SECRET, code: SECRET, hidden: true },
  ]
  const onTest = ({ hidden, name, kind }: { hidden: boolean; name: string; kind: string }) => {
    if (!hidden) return [passed(name)]
    const fault = failed(SECRET, { fault: 'exception', message: SECRET, expected: SECRET, actual: SECRET })
    return kind === 'suite' ? [passed(SECRET), fault] : [fault]
  }

  it('show their outcome and weight, and nothing of their own anywhere', async () => {
    const verdict = await scored({
      definition: aSimulation(aCodeTask({ tests })),
      sandbox: scriptedSandbox({ onTest }),
    })
    expect(JSON.stringify(verdict)).not.toContain('SECRET')
    const nothing = { hidden: true, message: null, expected: null, actual: null }
    expect(verdict.testResults.slice(1)).toMatchObject([
      { name: 'Hidden test 1', passed: false, weight: 1, ...nothing },
      { name: 'Hidden test 2', passed: true, weight: 0.5, ...nothing },
      { name: 'Hidden test 3', passed: false, weight: 0.5, ...nothing },
    ])
    expect(verdict.breakdown[1]?.rationale).toContain('2 of those that failed are hidden')
  })
})

describe('the reference', () => {
  const onProbe = (probe: Parameters<typeof aProbe>[0]) => aProbe(probe, (n) => n * 1000)

  it('runs once for the same reference, probes and limits', async () => {
    const sandbox = scriptedSandbox({ onProbe })
    const definition = aSimulation(aCodeTask({ performance: [PROBE], reference: 'the model answer' }))
    await scored({ definition, sandbox })
    await scored({ definition, sandbox })
    const references = sandbox.runs.filter(({ files }) => files['solution.js'] === 'the model answer')
    expect(references).toHaveLength(1)
    const other = aSimulation(
      aCodeTask({ performance: [PROBE], reference: 'the model answer', limits: { timeMs: 100 } }),
    )
    await scored({ definition: other, sandbox })
    expect(sandbox.runs.filter(({ files }) => files['solution.js'] === 'the model answer')).toHaveLength(2)
  })
})
