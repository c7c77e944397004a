import { z } from 'zod'
import { group } from './fields.ts'
import { bindingSchema } from './rubric.ts'

// What one part of a definition says of another. Each part is read as far as it can be, whatever else is wrong with
// it: otherwise an author would be told of some faults only after the others were mended.

/** A part that says what is not so. Its path begins where the part stands. */
export interface CrossFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const legibleTask = z
  .object({
    id: z.string().optional().catch(undefined),
    kind: z.string().optional().catch(undefined),
    tests: z
      .array(z.object({ group: group.optional() }).catch({}))
      .optional()
      .catch(undefined),
  })
  .catch({})
type LegibleTask = z.infer<typeof legibleTask>

const legibleCriterion = z.object({ binding: bindingSchema.optional() }).catch({})
type LegibleCriterion = z.infer<typeof legibleCriterion>

const legible = z
  .object({
    tasks: z.array(legibleTask).catch([]),
    rubric: z.object({ criteria: z.array(legibleCriterion) }).catch({ criteria: [] }),
  })
  .catch({ tasks: [], rubric: { criteria: [] } })

/** Where a definition, faulty or not, contradicts itself: task ids that come twice, bindings to what is not there. */
export function crossFaults(definition: unknown): readonly CrossFault[] {
  const { tasks, rubric } = legible.parse(definition)
  return [
    ...repeatedIds(tasks),
    ...bindingFaults(rubric.criteria, definition).map((fault) => ({
      ...fault,
      path: ['rubric', 'criteria', ...fault.path],
    })),
  ]
}

function repeatedIds(tasks: readonly LegibleTask[]): readonly CrossFault[] {
  return tasks.flatMap(({ id }, index) =>
    id !== undefined && tasks.findIndex((other) => other.id === id) < index
      ? [{ path: ['tasks', index, 'id'], message: `${id} comes twice` }]
      : [],
  )
}

/** The bindings that point at tasks or test groups which a definition does not have, as far as that can be known. */
export function bindingFaults(
  criteria: readonly LegibleCriterion[],
  definition: unknown,
): readonly CrossFault[] {
  const { tasks } = legible.parse(definition)
  const ids = tasks.map(({ id }) => id)
  const tested = tasks.filter(({ kind }) => kind === 'code')
  const groups = tested.flatMap(({ tests = [] }) => tests.map((test) => test.group))
  const knowsTasks = ids.every((id) => id !== undefined)
  const knowsGroups = tested.every(({ tests }) => tests !== undefined)
  return criteria.flatMap(({ binding }, index) => {
    if (binding === undefined) return []
    const path = [index, 'binding']
    if ('tasks' in binding) return knowsTasks ? missing(binding.tasks, ids, [...path, 'tasks'], 'task') : []
    if ('tests' in binding) {
      return knowsGroups ? missing(binding.tests, groups, [...path, 'tests'], 'test group') : []
    }
    return []
  })
}

function missing(
  names: readonly string[],
  known: readonly (string | undefined)[],
  path: readonly (string | number)[],
  what: string,
): readonly CrossFault[] {
  return names.flatMap((name, i) =>
    known.includes(name) ? [] : [{ path: [...path, i], message: `no ${what} ${name}` }],
  )
}
