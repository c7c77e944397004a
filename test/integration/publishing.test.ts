import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { PUBLISH, SAVE_TEMPLATE } from '../support/operations.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
})
afterAll(() => engine.stop())

async function publish(definition: object) {
  return (await engine.ask(PUBLISH, { input: { definition } })).data.publishSimulation
}
async function saveTemplate(name: string, criteria: object[]) {
  return (await engine.ask(SAVE_TEMPLATE, { input: { name, criteria } })).data.saveRubricTemplate
}
const correctness = (weight: number) => ({ criterion: 'correctness', weight })

describe('publishSimulation', () => {
  it('makes a new version of each changed definition, and finds an unchanged one', async () => {
    const first = await publish(aQuiz())
    const same = await publish(aQuiz())
    const changed = await publish(aQuiz({ title: 'Another title' }))

    expect([first.version, same.version, changed.version]).toEqual([1, 1, 2])
    expect(same.id).toBe(first.id)
    const { data } = await engine.ask(
      'query ($id: ID!) { bySlug: simulation(id: "quiz") { version } byId: simulation(id: $id) { version title } }',
      { id: first.id },
    )
    expect(data).toEqual({ bySlug: { version: 2 }, byId: { version: 1, title: 'Quiz' } })
  })

  it('makes one version of one definition that is published many times at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => publish(aQuiz({ slug: 'at-once' }))))

    expect(new Set(results.map(({ id }) => id)).size).toBe(1)
  })

  it('tells all faults of a definition at once, by path', async () => {
    const faulty = aDefinition({ slug: 'No Slug', tasks: [aCodeTask({ weight: -1, tests: [] })] })
    const { __typename, fieldErrors } = await publish(faulty)

    expect(__typename).toBe('ValidationError')
    expect(fieldErrors.map(({ path }: { path: string[] }) => path.join('.'))).toEqual(
      expect.arrayContaining(['definition.slug', 'definition.tasks.0.weight', 'definition.tasks.0.tests']),
    )
  })

  it('refuses what is nested too deeply to be checked, and takes the deepest that is not', async () => {
    // Four levels lead from the definition to an argument: tasks, the task, its tests, the test, its arguments.
    const answerTo = async (levels: number) => {
      const definition = JSON.stringify(aDefinition({ slug: 'deep' })).replace(
        '[1,2,4]',
        '['.repeat(levels) + ']'.repeat(levels),
      )
      return (
        await engine.post(
          `{"query":${JSON.stringify(PUBLISH)},"variables":{"input":{"definition":${definition}}}}`,
        )
      ).data.publishSimulation
    }

    expect(await answerTo(995)).toMatchObject({ slug: 'deep' })
    expect(await answerTo(5000)).toMatchObject({ fieldErrors: [{ path: ['definition'] }] })
  })

  it('refuses a reference that fails its own tests, and names them', async () => {
    const reference = 'export const sumOfEvens = (numbers) => numbers.length'
    const { fieldErrors } = await publish(aDefinition({ tasks: [aCodeTask({ reference })] }))

    expect(fieldErrors).toEqual([
      { path: ['definition', 'tasks', '0', 'tests', '0'], message: expect.stringContaining('adds evens') },
    ])
  })

  it('refuses tests that nobody could pass, and a query that everybody would, also without a reference', async () => {
    const suite = {
      kind: 'suite',
      name: 'spec',
      code: "import { sum } from './solution.js'\nit('adds', () => {",
    }
    const input = 'lambda n: [n'
    const probed = { language: 'python', performance: [{ function: 'sum', input, sizes: [1, 2] }] }
    const report = { id: 'report', kind: 'sql', setup: 'create table t (n int)', query: 'delete from t' }
    const tasks = [aCodeTask({ tests: [suite] }), aCodeTask({ id: 'other', ...probed }), report]
    const { fieldErrors } = await publish(aDefinition({ tasks }))

    expect(fieldErrors.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      'definition.tasks.0.tests.0.code',
      'definition.tasks.1.performance.0.input',
      'definition.tasks.2.query',
    ])
  })

  it('shows learners neither hidden tests nor references', async () => {
    const reference =
      'export const sumOfEvens = (ns) => ns.filter((n) => n % 2 === 0).reduce((a, b) => a + b, 0)'
    await publish(aDefinition({ slug: 'with-secrets', tasks: [aCodeTask({ reference })] }))
    const { data } = await engine.ask(`{ simulation(id: "with-secrets") { tasks {
      id kind weight instructions language starter setup options multiple minWords maxWords limits { timeMs memoryMb }
      visibleTests { name weight kind definition } } } }`)

    expect(data.simulation.tasks[0].visibleTests).toHaveLength(1)
    expect(JSON.stringify(data)).not.toMatch(/secret|reduce/)
  })

  it('is told of in the audit log, once for each new version', async () => {
    await publish(aQuiz({ slug: 'audited' }))
    await publish(aQuiz({ slug: 'audited' }))
    const { data } = await engine.ask(
      '{ auditLog { edges { node { actor role action target requestId detail } } } }',
    )
    const entries = data.auditLog.edges.filter(
      (edge: { node: { detail: { slug?: string } } }) => edge.node.detail.slug === 'audited',
    )

    expect(entries).toMatchObject([{ node: { actor: 'admin', role: 'ADMIN', action: 'publishSimulation' } }])
  })
})

describe('a rubric template', () => {
  it('is refused with a binding that is nested too deeply', async () => {
    const nested = '['.repeat(50_000) + ']'.repeat(50_000)
    const input = `{"name":"deep","criteria":[{"criterion":"a","weight":1,"binding":${nested}}]}`
    const { data } = await engine.post(
      `{"query":${JSON.stringify(SAVE_TEMPLATE)},"variables":{"input":${input}}}`,
    )

    expect(data.saveRubricTemplate).toMatchObject({ fieldErrors: [{ path: ['criteria'] }] })
  })

  it('gets a new version with each changed save', async () => {
    const criteria = [correctness(0.5), { criterion: 'tidy', weight: 0.5, binding: { findings: ['style'] } }]
    const first = await saveTemplate('half and half', criteria)
    const same = await saveTemplate('half and half', criteria)
    const changed = await saveTemplate('half and half', [correctness(1)])

    expect([first.version, same.version, changed.version]).toEqual([1, 1, 2])
    expect(first.criteria[1]).toEqual({ criterion: 'tidy', weight: 0.5, binding: { findings: ['style'] } })
  })

  it('is refused when its weights do not sum to 1, and told the sum', async () => {
    expect(await saveTemplate('too little', [correctness(0.7)])).toMatchObject({
      fieldErrors: [{ path: ['criteria'], message: 'the weights sum to 0.7, not to 1' }],
    })
  })

  it('is frozen into the versions that are published with it', async () => {
    await saveTemplate('frozen', [correctness(1)])
    const one = await publish(aQuiz({ slug: 'freezes', rubric: 'frozen' }))
    await saveTemplate('frozen', [correctness(0.5), { criterion: 'codeQuality', weight: 0.5 }])
    const two = await publish(aQuiz({ slug: 'freezes', rubric: 'frozen' }))
    const { data } = await engine.ask(
      'query ($id: ID!) { simulation(id: $id) { rubric { criterion weight } } }',
      { id: one.id },
    )

    expect(data.simulation.rubric).toEqual([{ criterion: 'correctness', weight: 1 }])
    expect(two.version).toBe(2)
  })

  it('is missed beside all else that is wrong, in the definition and in what its references do', async () => {
    const pathsOf = ({ fieldErrors }: { fieldErrors: { path: string[] }[] }) =>
      fieldErrors.map(({ path }) => path.join('.'))
    const tasks = [aCodeTask({ reference: 'export const sumOfEvens = () => 0' })]

    expect(pathsOf(await publish(aDefinition({ rubric: 'nobody', tasks })))).toEqual([
      'definition.rubric',
      'definition.tasks.0.tests.0',
    ])
    expect(pathsOf(await publish(aDefinition({ rubric: 'nobody', title: '' })))).toEqual([
      'definition.title',
      'definition.rubric',
    ])
  })

  it('is missed by name where no template has it', async () => {
    expect(await publish(aQuiz({ slug: 'misses', rubric: 'nobody' }))).toMatchObject({
      fieldErrors: [{ path: ['definition', 'rubric'], message: expect.stringContaining('nobody') }],
    })
  })
})

describe('simulations', () => {
  it('are listed by slug, each at its newest version', async () => {
    for (const slug of ['list-a', 'list-b', 'list-c']) await publish(aQuiz({ slug }))
    const page = '{ edges { node { slug version } } pageInfo { endCursor hasNextPage } }'
    const { data } = await engine.ask(
      `{ first: simulations(first: 1, after: "list-a") ${page} last: simulations(last: 2, before: "list-c") ${page} }`,
    )

    expect(data.first.edges).toEqual([{ node: { slug: 'list-b', version: 1 } }])
    expect(data.last.edges.map((edge: { node: { slug: string } }) => edge.node.slug)).toEqual([
      'list-a',
      'list-b',
    ])
  })
})

describe('the first admin key', () => {
  it('is listed without its secret', async () => {
    const { data } = await engine.ask('{ apiKeys { name role secret revokedAt } }')

    expect(data.apiKeys).toEqual([{ name: 'first admin key', role: 'ADMIN', secret: null, revokedAt: null }])
  })
})
