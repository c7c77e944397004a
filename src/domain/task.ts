import { z } from 'zod'
import { codeTestSchema } from './code-test.ts'
import { identifier, positive, source, text, title } from './fields.ts'
import { holdsRounded } from './json.ts'
import { MAX_TESTS } from './limits.ts'
import { plainIssue } from './plain-issues.ts'
import { checkSourcePath } from './source-path.ts'

const taskId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must begin with a letter, then hold letters, digits, _ or -, 64 at most',
  )
const withWords = z.looseObject({ minWords: z.number().optional(), maxWords: z.number().optional() })

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
    .min(2, 'must have at least two sizes')
    .max(10)
    .refine(
      (sizes) => sizes.every((size, i) => i === 0 || size > (sizes[i - 1] ?? 0)),
      'must grow from size to size',
    ),
  growth: z.number().min(0).max(10).default(1),
})
export type PerformanceProbe = z.infer<typeof performanceProbeSchema>

const everyTask = { id: taskId, weight: positive.default(1), instructions: text.default('') }

const entryPath = (endings: RegExp, wanted: string) =>
  z.string().superRefine((path, context) => {
    const fault =
      checkSourcePath(path) ?? (endings.test(path) ? null : `must be a file that ends in ${wanted}`)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })

const everyCodeTask = {
  kind: z.literal('code'),
  ...everyTask,
  starter: source.optional(),
  reference: source.optional(),
  limits: taskLimitsSchema.prefault({}),
  tests: z.array(codeTestSchema).min(1, 'must have at least one test').max(MAX_TESTS),
  performance: z.array(performanceProbeSchema).max(20).optional(),
}

const ROUNDED = `must hold no whole number past ${Number.MAX_SAFE_INTEGER}, which would lose digits: expect it as text, and give it as an argument in a suite`

/** Python tells whole numbers from each other however large they are; a definition's are JSON numbers. */
const pythonTests = everyCodeTask.tests.superRefine((tests, context) => {
  tests.forEach((test, index) => {
    if (test.kind !== 'call') return
    for (const field of ['args', 'expected'] as const) {
      if (holdsRounded(test[field]))
        context.addIssue({ code: 'custom', path: [index, field], message: ROUNDED })
    }
  })
})

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
    tests: pythonTests,
    entry: entryPath(/\.py$/, '.py').default('solution.py'),
  }),
])
export type CodeTask = z.infer<typeof codeTaskSchema>
export type CodeLanguage = CodeTask['language']

const LANGUAGES: readonly unknown[] = codeTaskSchema.options.map(({ shape }) => shape.language.value)
const inNoLanguage = z.looseObject({
  kind: z.literal('code'),
  language: z
    .unknown()
    .optional()
    .refine((language) => !LANGUAGES.includes(language)),
})
const inAnyLanguage = z.strictObject({
  ...everyCodeTask,
  language: z.unknown().optional(),
  entry: z.unknown().optional(),
})

/** What else is wrong with a code task in a language that there is not: of the task itself, zod tells that alone. */
export function faultsBesideLanguage(task: unknown): readonly z.core.$ZodIssue[] {
  if (!inNoLanguage.safeParse(task).success) return []
  return inAnyLanguage.safeParse(task, { error: plainIssue }).error?.issues ?? []
}

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
      .min(1, 'must have at least one key point')
      .max(50)
      .refine(
        (points) => points.reduce((sum, { examples }) => sum + examples.length, 0) <= MAX_EXAMPLES,
        `must have ${MAX_EXAMPLES} examples or fewer in all`,
      ),
    reference: text.optional(),
  })
  .superRefine(
    ({ minWords = 1, maxWords = Number.POSITIVE_INFINITY }, context) => {
      if (maxWords < minWords) {
        context.addIssue({ code: 'custom', path: ['maxWords'], message: 'must be minWords or more' })
      }
    },
    { when: ({ value }) => withWords.safeParse(value).success },
  )
export type TextTask = z.infer<typeof textTaskSchema>

const withOptions = z.looseObject({
  options: z.array(z.string()),
  answer: z.array(z.string()),
  multiple: z.boolean(),
})
const unique = <T>(values: readonly T[]) => new Set(values).size === values.length

export const choiceTaskSchema = z
  .strictObject({
    kind: z.literal('choice'),
    ...everyTask,
    options: z
      .array(title)
      .min(2, 'must have at least two options')
      .max(50)
      .refine(unique, 'must not have an option twice'),
    answer: z
      .array(title)
      .min(1, 'must have at least one right option')
      .refine(unique, 'must not have an option twice'),
    multiple: z.boolean().default(false),
  })
  .superRefine(
    ({ options, answer, multiple }, context) => {
      answer.forEach((option, index) => {
        if (!options.includes(option)) {
          context.addIssue({
            code: 'custom',
            path: ['answer', index],
            message: `${option} is not among the options`,
          })
        }
      })
      if (!multiple && answer.length > 1) {
        context.addIssue({
          code: 'custom',
          path: ['answer'],
          message: 'must be one right option, or the task needs multiple: true',
        })
      }
    },
    { when: ({ value }) => withOptions.safeParse(value).success },
  )
export type ChoiceTask = z.infer<typeof choiceTaskSchema>

export const taskSchema = z.discriminatedUnion('kind', [
  codeTaskSchema,
  sqlTaskSchema,
  textTaskSchema,
  choiceTaskSchema,
])
export type Task = z.infer<typeof taskSchema>
