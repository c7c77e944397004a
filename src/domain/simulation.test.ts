import { describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../../test/support/builders.ts'
import { type FieldError, parseGiven } from './failures.ts'
import { simulationDefinitionSchema } from './simulation.ts'

/** The paths of a definition's faults, as text. */
function faultsOf(definition: object): string[] {
  const parsed = parseGiven(simulationDefinitionSchema, definition)
  return 'ok' in parsed ? [] : parsed.faults.map(({ path }) => path.join('.'))
}
const describeFault = ({ path, message }: FieldError = { path: [], message: 'no fault' }) =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`
const withTask = (over: object) => aDefinition({ tasks: [aCodeTask(over)] })
const call = { kind: 'call', name: 'a test', function: 'f', args: [], expected: 1 }
const probe = { function: 'f', input: '(n) => [n]', sizes: [1, 2] }
const report = { id: 'report', kind: 'sql', setup: 'create table t (n int)', query: 'select n from t' }
const memo = { id: 'memo', kind: 'text', keyPoints: [{ point: 'names the risk' }] }
const correctness = { criterion: 'correctness', weight: 1 }

describe('a definition', () => {
  it('gets the contract’s defaults', () => {
    const { tasks } = simulationDefinitionSchema.parse(withTask({ limits: undefined, tests: [call] }))

    expect(tasks[0]).toMatchObject({
      weight: 1,
      entry: 'solution.js',
      limits: { timeMs: 2000, memoryMb: 64 },
      tests: [{ weight: 1, hidden: false, compare: 'exact' }],
    })
  })

  it.each([
    ['javascript', 'solution.js'],
    ['typescript', 'solution.ts'],
    ['python', 'solution.py'],
  ])('in %s is entered at %s', (language, entry) => {
    const { tasks } = simulationDefinitionSchema.parse(withTask({ language, entry: undefined }))

    expect(tasks[0]).toMatchObject({ language, entry })
  })

  it('takes large numbers that are meant to be rounded, and all that JavaScript holds', () => {
    const tests = [{ ...call, args: [6.02e23, 2 ** 53 - 1], expected: 1e300 }]

    expect(faultsOf(withTask({ language: 'python', tests }))).toEqual([])
    expect(faultsOf(withTask({ tests: [{ ...call, args: [2 ** 53] }] }))).toEqual([])
  })

  it('holds tasks of every kind, each with its defaults', () => {
    const io = { kind: 'io', name: 'reads', expected: '6\n' }
    const { tasks } = simulationDefinitionSchema.parse(
      aDefinition({ tasks: [aCodeTask({ tests: [io] }), report, memo] }),
    )

    expect(tasks).toMatchObject([
      { kind: 'code', tests: [{ kind: 'io', stdin: '', expected: '6\n' }] },
      { kind: 'sql', ordered: false, limits: { timeMs: 2000 } },
      { kind: 'text', keyPoints: [{ point: 'names the risk', weight: 1, examples: [] }] },
    ])
  })

  it.each<[string, object, string]>([
    ['an unknown key', aDefinition({ nonsense: 1 }), 'nonsense'],
    ['a slug that looks like an id', aDefinition({ slug: '01a20a1f-e1b9-7944-9a89-2e4f0e152a95' }), 'slug'],
    ['a slug with spaces', aDefinition({ slug: 'not a slug' }), 'slug'],
    ['no tasks', aDefinition({ tasks: [] }), 'tasks'],
    ['an unknown kind', aDefinition({ tasks: [{ id: 'x', kind: 'dance' }] }), 'tasks.0.kind'],
    ['an unknown language', withTask({ language: 'cobol' }), 'tasks.0.language'],
    ['a task id that comes twice', aDefinition({ tasks: [aCodeTask(), aCodeTask()] }), 'tasks.1.id'],
    ['a negative weight', withTask({ weight: -1 }), 'tasks.0.weight'],
    ['an entry that climbs out', withTask({ entry: '../x.js' }), 'tasks.0.entry'],
    [
      'an argument whose last digits would be lost',
      withTask({ language: 'python', tests: [{ ...call, args: [[{ n: 2 ** 61 }]] }] }),
      'tasks.0.tests.0.args',
    ],
    [
      'a value to expect whose last digits would be lost',
      withTask({ language: 'python', tests: [{ ...call, expected: [-(2 ** 53)] }] }),
      'tasks.0.tests.0.expected',
    ],
    ['an entry in another language', withTask({ language: 'python', entry: 'a.js' }), 'tasks.0.entry'],
    ['an unknown kind of test', withTask({ tests: [{ kind: 'guess', name: 'a' }] }), 'tasks.0.tests.0.kind'],
    ['a test of no weight', withTask({ tests: [{ ...call, weight: 0 }] }), 'tasks.0.tests.0.weight'],
    [
      'a negative tolerance',
      withTask({ tests: [{ ...call, compare: 'approx', tolerance: -1 }] }),
      'tasks.0.tests.0.tolerance',
    ],
    [
      'a program without its output',
      withTask({ tests: [{ kind: 'io', name: 'a' }] }),
      'tasks.0.tests.0.expected',
    ],
    ['a query without tables', aDefinition({ tasks: [{ ...report, setup: undefined }] }), 'tasks.0.setup'],
    ['an empty model query', aDefinition({ tasks: [{ ...report, query: '' }] }), 'tasks.0.query'],
    ['a text without key points', aDefinition({ tasks: [{ ...memo, keyPoints: [] }] }), 'tasks.0.keyPoints'],
    [
      'more words than fit',
      aDefinition({ tasks: [{ ...memo, minWords: 9, maxWords: 8 }] }),
      'tasks.0.maxWords',
    ],
    [
      'a key point of no weight',
      aDefinition({ tasks: [{ ...memo, keyPoints: [{ point: 'a', weight: 0 }] }] }),
      'tasks.0.keyPoints.0.weight',
    ],
    [
      'options that repeat',
      aQuiz({ tasks: [{ id: 'q', kind: 'choice', options: ['a', 'a'], answer: ['a'] }] }),
      'tasks.0.options',
    ],
    [
      'weights of nothing',
      aDefinition({ rubric: { criteria: [{ criterion: 'correctness', weight: 0 }] } }),
      'rubric.criteria',
    ],
    ['no tests', withTask({ tests: [] }), 'tasks.0.tests'],
    [
      'a test without an expectation',
      withTask({ tests: [{ ...call, expected: undefined }] }),
      'tasks.0.tests.0.expected',
    ],
    ['a test with two', withTask({ tests: [{ ...call, throws: true }] }), 'tasks.0.tests.0.expected'],
    [
      'a tolerance for exact values',
      withTask({ tests: [{ ...call, tolerance: 1 }] }),
      'tasks.0.tests.0.tolerance',
    ],
    [
      'an unknown comparison',
      withTask({ tests: [{ ...call, compare: 'roughly' }] }),
      'tasks.0.tests.0.compare',
    ],
    [
      'sizes that do not grow',
      withTask({ performance: [{ ...probe, sizes: [5, 5] }] }),
      'tasks.0.performance.0.sizes',
    ],
    [
      'an answer that is no option',
      aQuiz({ tasks: [{ id: 'q', kind: 'choice', options: ['a', 'b'], answer: ['c'] }] }),
      'tasks.0.answer.0',
    ],
    [
      'two answers where one may be chosen',
      aQuiz({ tasks: [{ id: 'q', kind: 'choice', options: ['a', 'b'], answer: ['a', 'b'] }] }),
      'tasks.0.answer',
    ],
    [
      'weights that do not sum to 1',
      aDefinition({ rubric: { criteria: [{ criterion: 'correctness', weight: 0.9 }] } }),
      'rubric.criteria',
    ],
    [
      'a criterion of its own without a binding',
      aDefinition({ rubric: { criteria: [{ criterion: 'style', weight: 1 }] } }),
      'rubric.criteria.0.binding',
    ],
    [
      'a binding to a task that is not there',
      aDefinition({ rubric: { criteria: [{ ...correctness, binding: { tasks: ['nope'] } }] } }),
      'rubric.criteria.0.binding.tasks.0',
    ],
    [
      'a binding to a group that is not there',
      aDefinition({ rubric: { criteria: [{ ...correctness, binding: { tests: ['nope'] } }] } }),
      'rubric.criteria.0.binding.tests.0',
    ],
  ])('is refused with %s, by path', (_what, definition, path) => {
    expect(faultsOf(definition)).toContain(path)
  })

  it.each<[object | null, string]>([
    [null, 'must be a mapping, not empty'],
    [aDefinition({ title: 5 }), 'title: must be text, not 5'],
    [aDefinition({ instructions: undefined }), 'instructions: is missing: must be text'],
    [aDefinition({ instructions: null }), 'instructions: must be text, not empty'],
    [aDefinition({ title: 'x'.repeat(201) }), 'title: must have at most 200 characters, not 201'],
    [aDefinition({ maxAttempts: 0 }), 'maxAttempts: must be at least 1, not 0'],
    [aDefinition({ maxAttempts: 1.5 }), 'maxAttempts: must be a whole number, not 1.5'],
    [aDefinition({ rubric: 5 }), 'rubric: must be text or a mapping, not 5'],
    [aDefinition({ tasks: 'many' }), 'tasks: must be a list, not text'],
    [
      aDefinition({ tasks: [{ id: 'x', kind: 'dance' }] }),
      'tasks.0.kind: must be one of: code, sql, text, choice (not dance)',
    ],
    [
      aDefinition({ tasks: [{ id: 'x' }] }),
      'tasks.0.kind: is missing: must be one of: code, sql, text, choice',
    ],
    [withTask({ tests: {} }), 'tasks.0.tests: must be a list, not a mapping'],
    [
      withTask({ tests: [{ ...call, kind: 'guess' }] }),
      'tasks.0.tests.0.kind: must be one of: call, suite, io (not guess)',
    ],
    [withTask({ tests: [{ ...call, name: ' ' }] }), 'tasks.0.tests.0.name: must not be empty'],
    [
      withTask({ tests: [{ ...call, hidden: 'yes' }] }),
      'tasks.0.tests.0.hidden: must be true or false, not text',
    ],
    [
      withTask({ tests: [{ ...call, compare: 'roughly' }] }),
      'tasks.0.tests.0.compare: must be one of: exact, approx, unordered (not roughly)',
    ],
    [
      withTask({ tests: [{ ...call, expected: undefined, throws: 5 }] }),
      'tasks.0.tests.0.throws: must be true or text, not 5',
    ],
    [
      aDefinition({ tasks: [{ ...memo, keyPoints: Array(51).fill({ point: 'a' }) }] }),
      'tasks.0.keyPoints: must have at most 50 items, not 51',
    ],
  ])('says in plain words what is expected and what was found: %j', (definition, told) => {
    const parsed = parseGiven(simulationDefinitionSchema, definition)
    const faults = 'ok' in parsed ? [] : parsed.faults

    expect(describeFault(faults[0])).toBe(told)
    expect(faults).toHaveLength(1)
  })

  it('is told all its faults at once', () => {
    const faults = faultsOf(
      aDefinition({ title: '', tasks: [aCodeTask({ weight: 0, tests: [{ ...call, args: 5 }] })] }),
    )

    expect(faults).toEqual(expect.arrayContaining(['title', 'tasks.0.weight', 'tasks.0.tests.0.args']))
  })

  it.each<[string, object, string[]]>([
    [
      'an id that comes twice beside a task without one',
      { tasks: [aCodeTask(), aCodeTask(), { ...report, id: undefined }] },
      ['tasks.1.id', 'tasks.2.id'],
    ],
    [
      'bindings to nothing beside faulty weights',
      {
        rubric: {
          criteria: [
            { criterion: 'memo', weight: -1, binding: { tasks: ['nope'] } },
            { criterion: 'edges', weight: 'most', binding: { tests: ['nope'] } },
          ],
        },
      },
      [
        'rubric.criteria.0.binding.tasks.0',
        'rubric.criteria.0.weight',
        'rubric.criteria.1.binding.tests.0',
        'rubric.criteria.1.weight',
      ],
    ],
    [
      'a criterion that comes twice and is bound to nothing beside a faulty weight',
      {
        rubric: {
          criteria: [
            { criterion: 'memo', weight: 'all', binding: { findings: ['style'] } },
            { criterion: 'memo', weight: null },
          ],
        },
      },
      [
        'rubric.criteria.0.weight',
        'rubric.criteria.1.binding',
        'rubric.criteria.1.criterion',
        'rubric.criteria.1.weight',
      ],
    ],
    [
      'weights that do not sum to 1 beside a faulty binding',
      { rubric: { criteria: [{ criterion: 'memo', weight: 0.5, binding: { findings: ['charm'] } }] } },
      ['rubric.criteria', 'rubric.criteria.0.binding.findings.0'],
    ],
    [
      'an answer that is no option beside a faulty weight',
      { tasks: [{ id: 'q', kind: 'choice', weight: 'two', options: ['a', 'b'], answer: ['c'] }] },
      ['tasks.0.answer.0', 'tasks.0.weight'],
    ],
  ])('is told of %s', (_what, over, paths) => {
    expect(faultsOf(aDefinition(over)).sort()).toEqual(paths)
  })

  it('does not miss a test group or a task that may stand where it cannot be read', () => {
    const criteria = [
      { criterion: 'edges', weight: 0.5, binding: { tests: ['edges'] } },
      { criterion: 'memo', weight: 0.5, binding: { tasks: ['memo'] } },
    ]
    const tasks = [aCodeTask({ tests: undefined }), { ...memo, id: 5 }]
    expect(faultsOf(aDefinition({ rubric: { criteria }, tasks })).sort()).toEqual([
      'tasks.0.tests',
      'tasks.1.id',
    ])
  })

  it('is held against itself, whatever else is wrong with it', () => {
    const criteria = [{ criterion: 'memo', weight: 1, binding: { tasks: ['nope'] } }]
    const test = { ...call, name: 5, expected: undefined }
    const faults = faultsOf(
      aDefinition({ title: 5, rubric: { criteria }, tasks: [aCodeTask(), aCodeTask({ tests: [test] })] }),
    )

    expect(faults.sort()).toEqual([
      'rubric.criteria.0.binding.tasks.0',
      'tasks.1.id',
      'tasks.1.tests.0.expected',
      'tasks.1.tests.0.name',
      'title',
    ])
  })

  it('is told what else is wrong with a task in no known language', () => {
    const tests = [{ ...call, weight: -1, wieght: 2 }]
    const task = { ...aCodeTask(), tests, limits: { timeMs: 1 }, starters: 'x' }
    const faults = ['limits.timeMs', 'starters', 'tests.0.weight', 'tests.0.wieght']
    const paths = ['language', ...faults].sort().map((path) => `tasks.0.${path}`)

    expect(faultsOf(aDefinition({ tasks: [{ ...task, language: 'cobol' }] })).sort()).toEqual(paths)
    expect(faultsOf(aDefinition({ tasks: [{ ...task, language: undefined }] })).sort()).toEqual(paths)
  })

  it.each([
    { tasks: 5 },
    { tasks: [null] },
    { tasks: [{ id: 'a', kind: 'code', tests: 5 }] },
    { tasks: [{ id: 'a', kind: 'code' }] },
    { tasks: [{ id: 'a', kind: 'code', tests: [5] }] },
    { tasks: [{ id: 'a', kind: 'choice', options: 5, answer: 'b' }] },
    { tasks: [{ id: 'a', kind: 'code', language: 'python', entry: 5 }] },
    { tasks: [{ id: 'a', kind: 'sql', setup: 5, query: null }] },
    { tasks: [{ id: 'a', kind: 'text', minWords: 'few', maxWords: [], keyPoints: 5 }] },
  ])('is refused and not choked on as %j', (over) => {
    const rubric = { criteria: [{ criterion: 'memo', weight: 1, binding: { tests: ['basics'] } }] }
    expect(faultsOf(aDefinition({ title: 5, rubric, ...over }))).toContain('title')
    expect(faultsOf(aDefinition({ title: 5, rubric: { criteria: 5 }, ...over }))).toContain('title')
  })

  it('names no template that none could be', () => {
    expect(faultsOf(aDefinition({ rubric: 'a\0b' }))).toEqual(['rubric'])
  })
})
