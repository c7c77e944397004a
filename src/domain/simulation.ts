import { z } from 'zod'
import { crossFaults } from './cross-faults.ts'
import { text, title } from './fields.ts'
import { MAX_TASKS } from './limits.ts'
import { plainText } from './plain-text.ts'
import { type Rubric, rubricSchema } from './rubric.ts'
import { faultsBesideLanguage, taskSchema } from './task.ts'

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

/** A definition's tasks, whatever else is wrong with it. */
const withTasks = z.object({ tasks: z.array(z.unknown()) }).catch({ tasks: [] })

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
    (definition, context) => {
      for (const { path, message } of crossFaults(definition)) {
        context.addIssue({ code: 'custom', path: [...path], message })
      }
      const { tasks } = withTasks.parse(definition)
      tasks.forEach((task, index) => {
        for (const issue of faultsBesideLanguage(task)) {
          context.addIssue({ ...issue, path: ['tasks', index, ...issue.path] })
        }
      })
    },
    { when: () => true },
  )
export type SimulationDefinition = z.infer<typeof simulationDefinitionSchema>

/** One published, immutable version of a simulation, its rubric frozen in. */
export interface Simulation {
  readonly id: string
  readonly slug: string
  readonly version: number
  readonly definition: SimulationDefinition
  readonly rubric: Rubric
  readonly publishedAt: Date
}
