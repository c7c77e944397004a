import { z } from 'zod'

/** The criteria that the engine measures by itself, without a binding. */
export const BUILT_IN_CRITERIA = ['codeQuality', 'correctness', 'documentation', 'performance'] as const
export type BuiltInCriterion = (typeof BUILT_IN_CRITERIA)[number]

/** Whether a criterion is one of the four that need no binding. */
export function isBuiltIn(criterion: string): criterion is BuiltInCriterion {
  return BUILT_IN_CRITERIA.some((builtIn) => builtIn === criterion)
}

/** What static analysis looks at; a finding counts towards one of these. */
export const FINDING_CATEGORIES = [
  'complexity',
  'length',
  'nesting',
  'naming',
  'duplication',
  'dead-code',
  'error-prone',
  'style',
] as const
export type FindingCategory = (typeof FINDING_CATEGORIES)[number]

const names = z.array(z.string().min(1).max(100)).min(1).max(100)

/** What a criterion of a rubric's own is measured by: tasks, groups of tests, or categories of findings. */
export const bindingSchema = z.union([
  z.strictObject({ tasks: names }),
  z.strictObject({ tests: names }),
  z.strictObject({ findings: z.array(z.enum(FINDING_CATEGORIES)).min(1) }),
])
export type Binding = z.infer<typeof bindingSchema>

// Criteria are held against each other whatever else is wrong with them, so that all their faults are told at once.
const named = z.looseObject({ criterion: z.string() })
const allWeighed = z.array(z.looseObject({ weight: z.number() }))
const allNamed = z.array(named)

export const rubricCriterionSchema = z
  .strictObject({
    criterion: z
      .string()
      .regex(
        /^[A-Za-z][A-Za-z0-9 _-]{0,59}$/,
        'must begin with a letter, then hold letters, digits, spaces, _ or -, 60 at most',
      ),
    weight: z.number().min(0, 'must lie between 0 and 1').max(1, 'must lie between 0 and 1'),
    binding: bindingSchema.optional(),
  })
  .refine(({ criterion, binding }) => isBuiltIn(criterion) || binding !== undefined, {
    path: ['binding'],
    message: `needed: only ${BUILT_IN_CRITERIA.join(', ')} are measured without one`,
    when: ({ value }) => named.safeParse(value).success,
  })
export type RubricCriterion = z.infer<typeof rubricCriterionSchema>

/** How far a sum of weights may lie from 1: decimal fractions do not add up exactly in binary. */
const WEIGHT_TOLERANCE = 1e-9

/** Criteria with weights that sum to 1 (told, never bent) and names of which none comes twice. */
export const rubricSchema = z
  .array(rubricCriterionSchema)
  .min(1, 'must have at least one criterion')
  .max(20, 'must have at most 20 criteria')
  .superRefine(
    (criteria, context) => {
      const sum = criteria.reduce((total, { weight }) => total + weight, 0)
      if (Math.abs(sum - 1) > WEIGHT_TOLERANCE) {
        context.addIssue({
          code: 'custom',
          message: `the weights sum to ${Number(sum.toFixed(9))}, not to 1`,
        })
      }
    },
    { when: ({ value }) => allWeighed.safeParse(value).success },
  )
  .superRefine(
    (criteria, context) => {
      criteria.forEach(({ criterion }, index) => {
        if (criteria.findIndex((other) => other.criterion === criterion) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'criterion'],
            message: `${criterion} comes twice`,
          })
        }
      })
    },
    { when: ({ value }) => allNamed.safeParse(value).success },
  )
export type Rubric = readonly RubricCriterion[]

/** A named rubric that simulations can refer to; each changed save is a new version. */
export interface RubricTemplate {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly criteria: Rubric
}
