import { type Failure, type FieldError, parseGiven, validationFailed } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import type { Rubric } from '../domain/rubric.ts'
import {
  rubricFaults,
  type Simulation,
  type SimulationDefinition,
  simulationDefinitionSchema,
} from '../domain/simulation.ts'
import type { CodeTask } from '../domain/task.ts'
import { recordAudit } from '../store/audit-log.ts'
import { findRubricTemplate } from '../store/rubric-templates.ts'
import * as store from '../store/simulations.ts'
import type { Context, RequestInfo } from './context.ts'
import { refuseTooDeep } from './inputs.ts'
import { type Connection, type ConnectionArgs, connect } from './paging.ts'

const isSlug = (text: string) => /^[a-z0-9-]{1,80}$/.test(text)

/** An id is one version, a slug the newest; null for anything else. */
export async function findSimulation({ id }: { id: string }, context: Context): Promise<Simulation | null> {
  if (isId(id)) return store.findSimulation(context.db, id)
  const newest = isSlug(id) ? await context.findNewestVersion(id) : null
  return newest === null ? null : context.read.simulation(newest)
}

/** The newest version of each simulation, by slug. */
export function listSimulations(args: ConnectionArgs, { db }: Context): Promise<Connection<Simulation>> {
  const bySlug = { of: ({ slug }: Simulation) => slug, isValid: isSlug }
  return connect(args, bySlug, (page) => store.listNewestSimulations(db, page))
}

/** What publishing needs of a context: it is also done without a request, from files. */
export type PublishContext = Pick<Context, 'db' | 'defaultRubric' | 'checkDefinition' | keyof RequestInfo>

/** Keeps a definition as a new version, or finds that the newest version holds it already. */
export async function publishSimulation(
  { definition: given }: { definition?: unknown },
  context: PublishContext,
): Promise<Simulation | Failure> {
  const tooDeep = refuseTooDeep(given, 'definition')
  if (tooDeep !== null) return tooDeep
  const parsed = parseGiven(simulationDefinitionSchema, given, ['definition'])
  if ('faults' in parsed) return validationFailed(parsed.faults)
  const definition = parsed.ok
  const rubric = await freezeRubric(definition, context)
  if ('faults' in rubric) return validationFailed(rubric.faults)
  const version = { definition, rubric: rubric.criteria }
  const newest = await store.findSimulation(context.db, definition.slug)
  if (newest !== null && store.isSameVersion(newest, version)) return newest
  const faults = await context.checkDefinition(definition)
  if (faults.length > 0) {
    return validationFailed(faults.map(({ path, message }) => ({ path: ['definition', ...path], message })))
  }
  return context.db.transaction().execute(async (tx) => {
    const { simulation, isNew } = await store.publishSimulation(tx, version)
    if (isNew) await recordAudit(tx, entryOf(simulation, context))
    return simulation
  })
}

function entryOf({ id, slug, version }: Simulation, { viewer, requestId, address }: PublishContext) {
  const detail = { slug, version }
  return {
    actor: viewer.subject,
    role: viewer.role,
    action: 'publishSimulation',
    target: id,
    address,
    requestId,
    detail,
  }
}

/** The criteria by which this version will be scored for good, whatever becomes of the template. */
async function freezeRubric(
  { rubric, tasks }: SimulationDefinition,
  { db, defaultRubric }: PublishContext,
): Promise<{ criteria: Rubric } | { faults: FieldError[] }> {
  if (rubric === undefined) return { criteria: defaultRubric }
  if (typeof rubric === 'object') return { criteria: rubric.criteria }
  const path = ['definition', 'rubric']
  const template = await findRubricTemplate(db, rubric)
  if (template === null) return { faults: [{ path, message: `no rubric template is named ${rubric}` }] }
  const faults = rubricFaults(template.criteria, tasks)
  if (faults.length === 0) return { criteria: template.criteria }
  return {
    faults: faults.map((fault) => ({ path: [...path, ...fault.path.map(String)], message: fault.message })),
  }
}

/** A test as a learner may know it. */
export interface VisibleTest {
  readonly name: string
  readonly weight: number
  readonly kind: string
  readonly definition: CodeTask['tests'][number]
}

/** The tests of a code task that are not hidden. */
export function visibleTests(task: SimulationDefinition['tasks'][number]): VisibleTest[] {
  if (task.kind !== 'code') return []
  return task.tests
    .filter((test) => !test.hidden)
    .map((definition) => ({
      name: definition.name,
      weight: definition.weight,
      kind: definition.kind,
      definition,
    }))
}
