import { describe, expect, it } from 'vitest'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import { failed, passed, scriptedSandbox } from '../scoring/testing/scripted-sandbox.ts'
import { checkSimulation } from './check.ts'

const RUBRIC = [{ criterion: 'correctness', weight: 1 }]

const codeTask = (over: object = {}) => ({
  id: 'sum',
  kind: 'code',
  language: 'javascript',
  starter: 'starter',
  reference: 'reference',
  tests: [
    { kind: 'call', name: 'adds', function: 'sum', args: [[1]], expected: 1 },
    { kind: 'suite', name: 'spec', code: 'it', hidden: true },
  ],
  ...over,
})

const aDefinition = (...tasks: readonly object[]) =>
  simulationDefinitionSchema.parse({ slug: 'sums', title: 'Sums', instructions: '', tasks })

/** A sandbox in which each source passes the tests that are listed for it; a suite has two cases. */
const sandboxIn = (passing: Readonly<Record<string, readonly string[]>>) =>
  scriptedSandbox({
    onTest({ kind, name }, { files }) {
      const cases = kind === 'suite' ? [`${name} one`, `${name} two`] : [name]
      const passes = passing[files['solution.js'] ?? ''] ?? []
      return cases.map((each) => (passes.includes(each) ? passed(each) : failed(each)))
    },
  })

const EVERYTHING = ['adds', 'spec one', 'spec two']

describe('checkSimulation', () => {
  it('finds nothing to say of a reference that passes all and a starter that passes none', async () => {
    const report = await checkSimulation(
      aDefinition(codeTask()),
      RUBRIC,
      sandboxIn({ reference: EVERYTHING }),
    )
    expect(report).toMatchObject({ faults: [], warnings: [] })
    expect(report.reference?.verdict.score).toBe(100)
    expect(report.starter?.verdict.score).toBe(0)
  })

  it('names tests by task and suite, hidden ones too', async () => {
    const report = await checkSimulation(
      aDefinition(codeTask()),
      RUBRIC,
      sandboxIn({ reference: EVERYTHING }),
    )
    expect(report.starter?.failed).toEqual([
      'sum: adds',
      'sum: spec › spec one (hidden)',
      'sum: spec › spec two (hidden)',
    ])
    expect(report.reference?.passed).toHaveLength(3)
  })

  it('tells a reference that fails a test, with the path of the test', async () => {
    const sandbox = sandboxIn({ reference: ['adds', 'spec one'] })
    const { faults } = await checkSimulation(aDefinition(codeTask()), RUBRIC, sandbox)
    expect(faults).toEqual([
      {
        path: ['tasks', '0', 'tests', '1'],
        message: 'the reference fails "sum: spec › spec two (hidden)": expected 6, received 5',
      },
    ])
  })

  it('tells a reference that fails a probe', async () => {
    const probe = { function: 'sum', input: '(n) => [n]', sizes: [1, 2] }
    const sandbox = scriptedSandbox({
      onProbe: ({ function: name }) => ({
        function: name,
        points: [],
        fault: { size: 1, fault: 'time', message: 'out of time' },
      }),
    })
    const { faults } = await checkSimulation(aDefinition(codeTask({ performance: [probe] })), RUBRIC, sandbox)
    expect(faults).toEqual([
      {
        path: ['tasks', '0', 'performance', '0'],
        message: 'the reference fails the probe of sum at size 1: out of time',
      },
    ])
  })

  it('warns of tests that the starter passes, and of what it earns by them', async () => {
    const sandbox = sandboxIn({ reference: EVERYTHING, starter: ['adds'] })
    const { faults, warnings } = await checkSimulation(aDefinition(codeTask()), RUBRIC, sandbox)
    expect(faults).toEqual([])
    expect(warnings).toEqual([
      'the starter scores 50: untouched it should score 20 at most',
      'the starter passes "sum: adds": a learner earns that for nothing',
    ])
  })

  it('warns of a reference that the rubric does not find good', async () => {
    const rubric = [{ criterion: 'documentation', weight: 1 }]
    const sandbox = scriptedSandbox({ analysis: { definitions: [], files: [] } })
    const { warnings } = await checkSimulation(aDefinition(codeTask()), rubric, sandbox)
    expect(warnings).toContain('the reference scores 0: a model answer should score 90 or more')
  })

  it('tells suites and inputs of probes that cannot be read, where no reference has tried them', async () => {
    const unreadable = { file: '1.js', line: 3, message: 'Unexpected token.' }
    const sandbox = scriptedSandbox({
      analysis: { unparsable: [unreadable, { file: '0.js', line: null, message: 'too large' }] },
    })
    const probe = { function: 'sum', input: '(n) => [', sizes: [1, 2] }
    const faultsOf = async (over: object) =>
      (await checkSimulation(aDefinition(codeTask({ performance: [probe], ...over })), RUBRIC, sandbox))
        .faults

    expect(await faultsOf({ reference: undefined })).toEqual([
      {
        path: ['tasks', '0', 'performance', '0', 'input'],
        message: 'line 3: Unexpected token.',
      },
    ])
    expect(await faultsOf({})).toEqual([])
  })

  it('tells a model query that an answer of nothing would satisfy', async () => {
    const report = { id: 'report', kind: 'sql', setup: '', query: '-- nothing' }
    const { faults } = await checkSimulation(aDefinition(report), RUBRIC, scriptedSandbox())
    expect(faults).toEqual([
      {
        path: ['tasks', '0', 'query'],
        message: 'returns no result set and leaves the tables as they were: any answer would be right',
      },
    ])
  })

  it('takes the right options for the model answer of a choice, and nothing for its starter', async () => {
    const quiz = { id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['b'] }
    const { reference, starter } = await checkSimulation(aDefinition(quiz), RUBRIC, scriptedSandbox())
    expect(reference?.verdict.score).toBe(100)
    expect(starter).toBeNull()
  })

  it('does not blame the reference of one task for another task that has none', async () => {
    const definition = aDefinition(codeTask(), codeTask({ id: 'other', reference: undefined }))
    const { faults, warnings, reference } = await checkSimulation(
      definition,
      RUBRIC,
      sandboxIn({ reference: EVERYTHING }),
    )
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] })
    expect(reference?.failed).toEqual([])
  })
})
