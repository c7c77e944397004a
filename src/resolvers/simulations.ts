import { z } from 'zod'
import { bindingFaults } from '../domain/cross-faults.ts'
import { type Failure, type FieldError, parseGiven, validationFailed } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import { plainText } from '../domain/plain-text.ts'
import type { Rubric } from '../domain/rubric.ts'
import {
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
  const template = await readTemplate(given, context)
  if ('faults' in parsed) return validationFailed([...parsed.faults, ...template.faults])
  const definition = parsed.ok
  const version = { definition, rubric: template.criteria ?? rubricOf(definition, context) }
  if (template.faults.length === 0) {
    const newest = await store.findSimulation(context.db, definition.slug)
    if (newest !== null && store.isSameVersion(newest, version)) return newest
  }
  const tried = await context.checkDefinition(definition)
  const faults = [
    ...template.faults,
    ...tried.map(({ path, message }) => ({ path: ['definition', ...path], message })),
  ]
  if (faults.length > 0) return validationFailed(faults)
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

/** The template that a definition names. */
interface NamedTemplate {
  /** By which this version will be scored for good, whatever becomes of the template; null without a template. */
  readonly criteria: Rubric | null
  readonly faults: readonly FieldError[]
}

const withTemplate = z.looseObject({ rubric: plainText })

/** Reads it from a definition that may be faulty, so that all faults are told at once. */
async function readTemplate(given: unknown, { db }: PublishContext): Promise<NamedTemplate> {
  const named = withTemplate.safeParse(given)
  if (!named.success) return { criteria: null, faults: [] }
  const { rubric: name } = named.data
  const template = await findRubricTemplate(db, name)
  const path = ['definition', 'rubric']
  if (template === null) {
    return { criteria: null, faults: [{ path, message: `no rubric template is named ${name}` }] }
  }
  const faults = bindingFaults(template.criteria, given).map((fault) => ({
    path: [...path, ...fault.path.map(String)],
    message: fault.message,
  }))
  return { criteria: template.criteria, faults }
}

function rubricOf({ rubric }: SimulationDefinition, { defaultRubric }: PublishContext): Rubric {
  return typeof rubric === 'object' ? rubric.criteria : defaultRubric
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
