import { z } from 'zod'
import type { Json } from './json.ts'
import { MAX_DATA_BYTES, MAX_TASKS, MAX_TESTS } from './limits.ts'
import { plainText } from './plain-text.ts'
import { bindingSchema, isBuiltIn, type Rubric, rubricCriterionSchema, rubricSchema } from './rubric.ts'
import { checkSourcePath } from './source-path.ts'

// definition: what an author writes and publishes. simulation: one immutable published version of it.

const json: z.ZodType<Json> = z.json()
const text = z.string().max(100_000)
const source = z.string().max(MAX_DATA_BYTES)
const title = z.string().trim().min(1).max(200)
const positive = z.number().positive('expected a number above 0').max(1e6)
const taskId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'expected a letter, then letters, digits, _ or -, 64 at most')
const identifier = z
  .string()
  .regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, 'expected the name of a function')
const group = z.string().min(1).max(100)

const anyObject = z.looseObject({})
const withWords = z.looseObject({ minWords: z.number().optional(), maxWords: z.number().optional() })

const everyTest = {
  name: title,
  weight: positive.default(1),
  group: group.optional(),
  hidden: z.boolean().default(false),
}

/** Calls a function of the entry file with JSON arguments; what it returns is compared as data. */
export const callTestSchema = z
  .strictObject({
    kind: z.literal('call'),
    ...everyTest,
    function: identifier,
    args: z.array(json).max(50),
    expected: json.optional(),
    throws: z.union([z.literal(true), z.string().min(1).max(100)]).optional(),
    compare: z.enum(['exact', 'approx', 'unordered']).default('exact'),
    tolerance: z.number().nonnegative().optional(),
  })
  .superRefine(
    (test, context) => {
      if ((test.expected === undefined) === (test.throws === undefined)) {
        context.addIssue({ code: 'custom', path: ['expected'], message: 'give either expected or throws' })
      }
      if (test.tolerance !== undefined && test.compare !== 'approx') {
        context.addIssue({ code: 'custom', path: ['tolerance'], message: 'goes with compare: approx only' })
      }
    },
    { when: ({ value }) => anyObject.safeParse(value).success },
  )
export type CallTest = z.infer<typeof callTestSchema>

/** A test file in its language's own idiom; each test inside it becomes one result. */
export const suiteTestSchema = z.strictObject({ kind: z.literal('suite'), ...everyTest, code: source.min(1) })
export type SuiteTest = z.infer<typeof suiteTestSchema>

/** Runs the entry file as a program: what it prints for a standard input is compared, but for trailing white space. */
export const ioTestSchema = z.strictObject({
  kind: z.literal('io'),
  ...everyTest,
  stdin: source.default(''),
  expected: source,
})
export type IoTest = z.infer<typeof ioTestSchema>

export const codeTestSchema = z.discriminatedUnion('kind', [callTestSchema, suiteTestSchema, ioTestSchema])
export type CodeTest = z.infer<typeof codeTestSchema>

/** What one test may use: `timeMs` is metered work, not seconds; `memoryMb` is the program's heap. */
export const taskLimitsSchema = z.strictObject({
  timeMs: z.int().min(10).max(20_000).default(2000),
  memoryMb: z.int().min(4).max(512).default(64),
})
export type TaskLimits = z.infer<typeof taskLimitsSchema>

/** Runs a function at growing sizes. `input` is code that makes the arguments for a size; `growth` an exponent. */
export const performanceProbeSchema = z.strictObject({
  function: identifier,
  input: z.string().min(1).max(10_000),
  sizes: z
    .array(z.int().min(1).max(1e7))
    .min(2, 'at least two sizes')
    .max(10)
    .refine(
      (sizes) => sizes.every((size, i) => i === 0 || size > (sizes[i - 1] ?? 0)),
      'expected sizes that grow',
    ),
  growth: z.number().min(0).max(10).default(1),
})
export type PerformanceProbe = z.infer<typeof performanceProbeSchema>

const everyTask = { id: taskId, weight: positive.default(1), instructions: text.default('') }

const entryPath = (endings: RegExp, wanted: string) =>
  z.string().superRefine((path, context) => {
    const fault =
      checkSourcePath(path) ?? (endings.test(path) ? null : `expected a file that ends in ${wanted}`)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })

const everyCodeTask = {
  kind: z.literal('code'),
  ...everyTask,
  starter: source.optional(),
  reference: source.optional(),
  limits: taskLimitsSchema.prefault({}),
  tests: z.array(codeTestSchema).min(1, 'at least one test').max(MAX_TESTS),
  performance: z.array(performanceProbeSchema).max(20).optional(),
}

/** A program to write. What calls and probes look into is the `entry`. */
export const codeTaskSchema = z.discriminatedUnion('language', [
  z.strictObject({
    ...everyCodeTask,
    language: z.literal('javascript'),
    entry: entryPath(/\.[cm]?js$/, '.js, .mjs or .cjs').default('solution.js'),
  }),
  z.strictObject({
    ...everyCodeTask,
    language: z.literal('typescript'),
    entry: entryPath(/\.[cm]?ts$/, '.ts, .mts or .cts').default('solution.ts'),
  }),
  z.strictObject({
    ...everyCodeTask,
    language: z.literal('python'),
    entry: entryPath(/\.py$/, '.py').default('solution.py'),
  }),
])
export type CodeTask = z.infer<typeof codeTaskSchema>
export type CodeLanguage = CodeTask['language']

/** A query to write. `setup` makes the tables, `query` is the model answer whose result sets are the right ones. */
export const sqlTaskSchema = z.strictObject({
  kind: z.literal('sql'),
  ...everyTask,
  setup: source,
  query: source.min(1),
  ordered: z.boolean().default(false),
  limits: taskLimitsSchema.prefault({}),
})
export type SqlTask = z.infer<typeof sqlTaskSchema>

/** Something that a text has to say. `examples` are words or sentences that say it. */
export const keyPointSchema = z.strictObject({
  point: title,
  weight: positive.default(1),
  examples: z.array(title).max(50).default([]),
})
export type KeyPoint = z.infer<typeof keyPointSchema>

/** In all of a task's key points: each is held against every passage of the text. */
const MAX_EXAMPLES = 200
const wordCount = z.int().min(1).max(10_000)

/** A text to write, judged by what it says: its key points, whatever their wording. `reference` says them all. */
export const textTaskSchema = z
  .strictObject({
    kind: z.literal('text'),
    ...everyTask,
    minWords: wordCount.optional(),
    maxWords: wordCount.optional(),
    keyPoints: z
      .array(keyPointSchema)
      .min(1, 'at least one key point')
      .max(50)
      .refine(
        (points) => points.reduce((sum, { examples }) => sum + examples.length, 0) <= MAX_EXAMPLES,
        `expected ${MAX_EXAMPLES} examples or fewer in all`,
      ),
    reference: text.optional(),
  })
  .superRefine(
    ({ minWords = 1, maxWords = Number.POSITIVE_INFINITY }, context) => {
      if (maxWords < minWords) {
        context.addIssue({ code: 'custom', path: ['maxWords'], message: 'expected minWords or more' })
      }
    },
    { when: ({ value }) => withWords.safeParse(value).success },
  )
export type TextTask = z.infer<typeof textTaskSchema>

const unique = <T>(values: readonly T[]) => new Set(values).size === values.length

export const choiceTaskSchema = z
  .strictObject({
    kind: z.literal('choice'),
    ...everyTask,
    options: z.array(title).min(2, 'at least two options').max(50).refine(unique, 'an option comes twice'),
    answer: z.array(title).min(1, 'at least one right option').refine(unique, 'an option comes twice'),
    multiple: z.boolean().default(false),
  })
  .superRefine((task, context) => {
    task.answer.forEach((option, index) => {
      if (!task.options.includes(option)) {
        context.addIssue({
          code: 'custom',
          path: ['answer', index],
          message: `${option} is not among the options`,
        })
      }
    })
    if (!task.multiple && task.answer.length > 1) {
      context.addIssue({ code: 'custom', path: ['answer'], message: 'one right option, or multiple: true' })
    }
  })
export type ChoiceTask = z.infer<typeof choiceTaskSchema>

export const taskSchema = z.discriminatedUnion('kind', [
  codeTaskSchema,
  sqlTaskSchema,
  textTaskSchema,
  choiceTaskSchema,
])
export type Task = z.infer<typeof taskSchema>

/** A slug never looks like an id, so that one argument can take either. */
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters and digits, joined by single hyphens')
  .max(80)
  .refine(
    (value) => !/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value),
    'looks like an id',
  )

// What has to stand before parts of a definition can be held against each other, whatever else is wrong with it:
// otherwise an author would be told of some faults only after the others were mended.
const withTasks = z.looseObject({ tasks: z.array(z.looseObject({ id: z.string() })) })
const withCriteria = z.looseObject({
  tasks: z.array(
    z
      .looseObject({
        id: z.string(),
        kind: z.string(),
        tests: z.array(z.looseObject({ group: group.optional() })).optional(),
      })
      .refine(({ kind, tests }) => kind !== 'code' || tests !== undefined),
  ),
  rubric: z.looseObject({ criteria: z.array(rubricCriterionSchema) }),
})

/** The whole of a simulation as an author writes it; `simulation.schema.json` is made from this. */
export const simulationDefinitionSchema = z
  .strictObject({
    slug,
    title,
    instructions: text,
    maxAttempts: z.int().min(1).max(1000).optional(),
    rubric: z.union([plainText, z.strictObject({ criteria: rubricSchema })]).optional(),
    tasks: z.array(taskSchema).min(1, 'at least one task').max(MAX_TASKS),
  })
  .superRefine(
    ({ tasks }, context) => {
      tasks.forEach((task, index) => {
        if (tasks.findIndex((other) => other.id === task.id) < index) {
          context.addIssue({
            code: 'custom',
            path: ['tasks', index, 'id'],
            message: `${task.id} comes twice`,
          })
        }
      })
    },
    { when: ({ value }) => withTasks.safeParse(value).success },
  )
  .superRefine(
    ({ rubric, tasks }, context) => {
      const faults = typeof rubric === 'object' ? rubricFaults(rubric.criteria, tasks) : []
      for (const { path, message } of faults) {
        context.addIssue({ code: 'custom', path: ['rubric', 'criteria', ...path], message })
      }
    },
    { when: ({ value }) => withCriteria.safeParse(value).success },
  )
export type SimulationDefinition = z.infer<typeof simulationDefinitionSchema>

/**
 * The bindings of a rubric that point at tasks or test groups which a simulation does not have.
 * A template's rubric can be held against a simulation only when that is published.
 */
export function rubricFaults(
  rubric: Rubric,
  tasks: readonly Task[],
): { path: (string | number)[]; message: string }[] {
  const taskIds = new Set(tasks.map((task) => task.id))
  const groups = new Set(
    tasks.flatMap((task) => (task.kind === 'code' ? task.tests.map((test) => test.group) : [])),
  )
  return rubric.flatMap(({ criterion, binding }, index) => {
    if (binding === undefined)
      return isBuiltIn(criterion) ? [] : [{ path: [index, 'binding'], message: 'needed' }]
    const parsed = bindingSchema.parse(binding)
    if ('tasks' in parsed) return missing(parsed.tasks, taskIds, [index, 'binding', 'tasks'], 'task')
    if ('tests' in parsed) return missing(parsed.tests, groups, [index, 'binding', 'tests'], 'test group')
    return []
  })
}

function missing(
  names: readonly string[],
  known: ReadonlySet<string | undefined>,
  path: (string | number)[],
  what: string,
) {
  return names.flatMap((name, i) =>
    known.has(name) ? [] : [{ path: [...path, i], message: `no ${what} ${name}` }],
  )
}

/** One published, immutable version of a simulation, its rubric frozen in. */
export interface Simulation {
  readonly id: string
  readonly slug: string
  readonly version: number
  readonly definition: SimulationDefinition
  readonly rubric: Rubric
  readonly publishedAt: Date
}
