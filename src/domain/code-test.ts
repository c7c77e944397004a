import { z } from 'zod'
import { group, identifier, positive, source, title } from './fields.ts'
import type { Json } from './json.ts'

const json: z.ZodType<Json> = z.json()
const anyObject = z.looseObject({})

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
