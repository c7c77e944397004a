import { z } from 'zod'
import { group, text, title } from './fields.ts'
import { MAX_TASKS } from './limits.ts'
import { plainText } from './plain-text.ts'
import { bindingSchema, isBuiltIn, type Rubric, rubricCriterionSchema, rubricSchema } from './rubric.ts'
import { type Task, taskSchema } from './task.ts'

// definition: what an author writes and publishes. simulation: one immutable published version of it.

/** A slug never looks like an id, so that one argument can take either. */
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must hold lower-case letters and digits, joined by single hyphens')
  .max(80)
  .refine(
    (value) => !/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value),
    'must not look like an id',
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
    tasks: z.array(taskSchema).min(1, 'must have at least one task').max(MAX_TASKS),
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
