import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  buildSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse as parseGraphql,
  validate,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkSimulation } from '../../src/authoring/check.ts'
import { describeFaults, describeReport } from '../../src/authoring/describe-report.ts'
import { parseGiven } from '../../src/domain/failures.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../../src/domain/simulation.ts'
import { type OpenSandbox, openSandbox } from '../../src/sandbox/index.ts'
import { score } from '../../src/scoring/index.ts'
import { rubricOf } from '../support/verdicts.ts'

// The guides for authors and learners, held to what they show: every example is published as it stands.

const DOCS = join(import.meta.dirname, '../../docs')

interface Block {
  readonly page: string
  readonly line: number
  /** What stands behind the fence: the language, and `invalid` where it is shown for its faults. */
  readonly info: string
  readonly text: string
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(DOCS, page), 'utf8')
  return [...text.matchAll(/^```([\w ]*)\n([\s\S]*?)\n```$/gm)].map(
    ({ 1: info = '', 2: body = '', index }) => ({
      page,
      line: text.slice(0, index).split('\n').length,
      info,
      text: body,
    }),
  )
}

const PAGES = ['authoring.md', ...readdirSync(join(DOCS, 'authoring')).map((name) => join('authoring', name))]
const GUIDE = PAGES.map((page) => readFileSync(join(DOCS, page), 'utf8')).join('\n')
const BLOCKS = PAGES.flatMap(blocksOf)

type Part = Record<string, unknown>
interface Example {
  readonly at: string
  readonly definition: Part
}

/** What the YAML of one page comes to as whole definitions: an author puts each part into a file, as is done here. */
function examplesOf(blocks: readonly Block[]): Example[] {
  const tasks: Part[] = []
  return blocks
    .filter(({ info }) => info === 'yaml')
    .map(({ page, line, text }) => {
      const part = parse(text) as Part | Part[]
      const at = `${page}:${line}`
      if ('slug' in part) return { at, definition: part }
      const task = taskOf(part, tasks)
      tasks.push(task)
      return { at, definition: { slug: 'example', title: 'Example', instructions: '', tasks: [task] } }
    })
}

/** A task of its own, or tests or probes for the nearest task above that has the functions which they call. */
function taskOf(part: Part | Part[], above: readonly Part[]): Part {
  if (Array.isArray(part) && part[0]?.id !== undefined) return part[0]
  const added = Array.isArray(part) ? { tests: part } : part
  const called = Object.values(added)
    .flatMap((list) => list as Part[])
    .flatMap((each) => each.function ?? [])
  const task = above.findLast(({ reference }) => called.every((name) => `${reference}`.includes(`${name}`)))
  if (task === undefined) throw new Error(`no task above has ${called.join(', ')}`)
  return { ...task, ...added }
}

const EXAMPLES = PAGES.flatMap((page) => examplesOf(blocksOf(page)))

function exampleWith(id: string): SimulationDefinition {
  const found = EXAMPLES.find(({ definition }) => (definition.tasks as Part[]).some((task) => task.id === id))
  return simulationDefinitionSchema.parse(found?.definition)
}

let sandbox: OpenSandbox
beforeAll(async () => {
  sandbox = openSandbox({ processes: 1 })
  await sandbox.start(['javascript', 'python', 'sql', 'analysis'])
})
afterAll(() => sandbox.stop())

const check = (definition: SimulationDefinition) => checkSimulation(definition, rubricOf(definition), sandbox)

describe('the guide for authors', () => {
  it.each(EXAMPLES)(
    'has an example at $at that has no faults, and nothing to look at',
    async ({ definition }) => {
      const { faults, warnings } = await check(simulationDefinitionSchema.parse(definition))
      expect({ faults, warnings }).toEqual({ faults: [], warnings: [] })
    },
  )

  it('shows what checking a simulation of several tasks prints', async () => {
    const definition = exampleWith('rule')
    expect(GUIDE).toContain(`\`\`\`\n${describeReport(definition, await check(definition))}\n\`\`\``)
  })

  it('shows the faults of a definition that has some', () => {
    const [faulty] = BLOCKS.filter(({ info }) => info === 'yaml invalid')
    const parsed = parseGiven(simulationDefinitionSchema, parse(faulty?.text ?? ''))
    const [told] = 'faults' in parsed ? describeFaults(parsed.faults) : []
    expect(told).toMatch(/^6 faults:/)
    expect(GUIDE).toContain(told)
  })

  it('shows the fault of a reference that leaves out a point', async () => {
    const definition = exampleWith('memo')
    const [memo] = definition.tasks
    if (memo?.kind !== 'text') throw new Error('memo is a text')
    const reference = memo.reference?.replace(/ Renting another machine[^.]*\./, '')
    const { faults } = await check({ ...definition, tasks: [{ ...memo, reference }] })
    expect(GUIDE).toContain(describeFaults(faults).join('\n'))
  })

  const LATE = "where returned is null and due < date '2026-03-31'"
  const query = (columns: string, where = LATE, order = 'due, title') =>
    `select ${columns} from loans join books on books.id = book_id ${where} order by ${order}`
  const COLUMNS = "title, coalesce(borrower, 'unknown'), date '2026-03-31' - due"
  it.each([
    ['forgot coalesce', query("title, borrower, date '2026-03-31' - due")],
    ['ordered by title', query(COLUMNS, LATE, 'title')],
    ['took <=', query(COLUMNS, LATE.replace('<', '<='))],
    ['left out the days', query("title, coalesce(borrower, 'unknown')")],
    [
      'made texts of the days',
      query("title, coalesce(borrower, 'unknown'), (date '2026-03-31' - due)::text"),
    ],
    ['misspelt a column', 'select titel from books'],
  ])('shows what a learner reads who %s', async (_mistake, sql) => {
    const definition = exampleWith('overdue')
    const work = { definition, rubric: rubricOf(definition), data: { answers: { overdue: { sql } } } }
    const { testResults } = await score(work, { sandbox })
    expect(testResults).toEqual([expect.objectContaining({ passed: false })])
    expect(GUIDE).toContain(`\`${testResults[0]?.message}\``)
  })

  it('shows the verdict on a text in a learner’s own words', async () => {
    const shown = /A learner who writes\n\n> ([^\n]*)\n/.exec(GUIDE)?.[1] ?? ''
    const [whole, without] = [shown, shown.replace(/That is 240 euros.*/, '')].map(padded)
    const definition = exampleWith('memo')
    const rationaleOf = async (text = '') => {
      const work = { definition, rubric: rubricOf(definition), data: { answers: { memo: { text } } } }
      const { breakdown } = await score(work, { sandbox })
      return breakdown.find(({ criterion }) => criterion === 'correctness')?.rationale
    }
    expect(await rationaleOf(whole)).toMatch(/^All of 3 key points found/)
    expect(GUIDE).toContain(`> ${await rationaleOf(without)}`)
  })

  const schema = buildSchema(readFileSync(join(DOCS, '../schema.graphql'), 'utf8'))
  const operations = BLOCKS.filter(({ info }) => info === 'graphql').map(({ text }) => parseGraphql(text))
  it('shows requests that the API takes', () => {
    expect(operations.flatMap((document) => validate(schema, document))).toEqual([])
    const [variables] = BLOCKS.filter(({ info }) => info === 'json').map(({ text }) => JSON.parse(text))
    const rescore = operations.at(-1)?.definitions[0] as OperationDefinitionNode
    expect(getVariableValues(schema, rescore.variableDefinitions ?? [], variables)).toHaveProperty('coerced')
  })
})

/** Long enough for the word limit, with sentences that make no point. */
const padded = (text: string) =>
  `${text} This letter was written in a hurry. I will be back in the office on Thursday. Yours, the front desk.`

describe('the pages for authors and learners', () => {
  it.each([...PAGES, 'scoring.md'])('%s links to places that there are', (page) => {
    const text = readFileSync(join(DOCS, page), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
    const broken = links.filter(([, path = '', anchor]) => !leads(join(DOCS, page), path, anchor))
    expect(broken.map(([link]) => link)).toEqual([])
  })

  it.each([...PAGES, 'scoring.md'])('%s names files that there are', (page) => {
    const named = readFileSync(join(DOCS, page), 'utf8').matchAll(/`(src\/[^`]*)`/g)
    expect(
      [...named].map(([, path = '']) => path).filter((path) => !existsSync(join(DOCS, '..', path))),
    ).toEqual([])
  })
})

function leads(from: string, path: string, anchor: string | undefined): boolean {
  const target = path === '' ? from : join(dirname(from), path)
  if (anchor === undefined) return existsSync(target)
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    anchorOf(title),
  )
  return headings.includes(anchor)
}

/** As GitHub makes it of a heading. */
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
