import { describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../../test/support/builders.ts'
import { fieldErrorsOf } from './failures.ts'
import { simulationDefinitionSchema } from './simulation.ts'

/** The paths of a definition's faults, as text. */
function faultsOf(definition: object): string[] {
  const parsed = simulationDefinitionSchema.safeParse(definition)
  return parsed.success ? [] : fieldErrorsOf(parsed.error).map(({ path }) => path.join('.'))
}
const withTask = (over: object) => aDefinition({ tasks: [aCodeTask(over)] })
const call = { kind: 'call', name: 'a test', function: 'f', args: [], expected: 1 }
const probe = { function: 'f', input: '(n) => [n]', sizes: [1, 2] }
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

  it('is told all its faults at once', () => {
    const faults = faultsOf(
      aDefinition({ title: '', tasks: [aCodeTask({ weight: 0, tests: [{ ...call, args: 5 }] })] }),
    )

    expect(faults).toEqual(expect.arrayContaining(['title', 'tasks.0.weight', 'tasks.0.tests.0.args']))
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

  it.each([
    { tasks: 5 },
    { tasks: [null] },
    { tasks: [{ id: 'a', kind: 'code', tests: 5 }] },
    { tasks: [{ id: 'a', kind: 'code' }] },
    { tasks: [{ id: 'a', kind: 'code', tests: [5] }] },
    { tasks: [{ id: 'a', kind: 'choice', options: 5, answer: 'b' }] },
  ])('is refused and not choked on as %j', (over) => {
    const rubric = { criteria: [{ criterion: 'memo', weight: 1, binding: { tests: ['basics'] } }] }
    expect(faultsOf(aDefinition({ title: 5, rubric, ...over }))).toContain('title')
    expect(faultsOf(aDefinition({ title: 5, rubric: { criteria: 5 }, ...over }))).toContain('title')
  })

  it('names no template that none could be', () => {
    expect(faultsOf(aDefinition({ rubric: 'a\0b' }))).toEqual(['rubric'])
  })
})
