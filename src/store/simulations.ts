import { createHash } from 'node:crypto'
import { type Generated, type Selectable, sql } from 'kysely'
import { isId, newId } from '../domain/ids.ts'
import { canonicalJson } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { Simulation, SimulationDefinition } from '../domain/simulation.ts'
import type { Db } from './database.ts'
import type { Page } from './paging.ts'

export interface SimulationsTable {
  id: string
  slug: string
  version: number
  definition: string
  rubric: string
  digest: string
  published_at: Generated<Date>
}

function toSimulation(row: Selectable<SimulationsTable>): Simulation {
  return {
    id: row.id,
    slug: row.slug,
    version: row.version,
    // Written only by publishSimulation, which parsed it: reading does not parse it again.
    definition: JSON.parse(row.definition) as SimulationDefinition,
    rubric: JSON.parse(row.rubric) as Rubric,
    publishedAt: row.published_at,
  }
}

/** An id finds that version, a slug its newest one. */
export async function findSimulation(db: Db, idOrSlug: string): Promise<Simulation | null> {
  const query = db.selectFrom('simulations').selectAll()
  const row = isId(idOrSlug)
    ? await query.where('id', '=', idOrSlug).executeTakeFirst()
    : await query.where('slug', '=', idOrSlug).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : toSimulation(row)
}

/** The versions that exist of the given ids, in no order, each with the length of its text. */
export async function listSimulationsById(
  db: Db,
  ids: readonly string[],
): Promise<{ readonly simulation: Simulation; readonly bytes: number }[]> {
  const wellFormed = ids.filter(isId)
  const rows = await db
    .selectFrom('simulations')
    .selectAll()
    .where('id', '=', sql<string>`any(${wellFormed}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    simulation: toSimulation(row),
    bytes: row.definition.length + row.rubric.length,
  }))
}

/** The newest version of each simulation, by slug; a page's `after` and `before` are slugs. */
export async function listNewestSimulations(db: Db, page: Page): Promise<Simulation[]> {
  const rows = await db
    .selectFrom('simulations')
    .selectAll()
    .distinctOn('slug')
    .$if(page.after !== undefined, (query) => query.where('slug', '>', page.after ?? ''))
    .$if(page.before !== undefined, (query) => query.where('slug', '<', page.before ?? ''))
    .orderBy('slug', page.inverted ? 'desc' : 'asc')
    .orderBy('version', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(toSimulation)
}

interface Version {
  readonly definition: SimulationDefinition
  readonly rubric: Rubric
}

function digestOf({ definition, rubric }: Version): string {
  return createHash('sha256')
    .update(canonicalJson([definition, rubric]))
    .digest('hex')
}

/** Whether two versions would ask and score alike. */
export function isSameVersion(one: Version, other: Version): boolean {
  return digestOf(one) === digestOf(other)
}

/**
 * Keeps a definition as the newest version of its slug, unless the newest already holds the same definition with
 * the same rubric.
 */
export async function publishSimulation(
  db: Db,
  { definition, rubric }: Version,
): Promise<{ simulation: Simulation; isNew: boolean }> {
  const digest = digestOf({ definition, rubric })
  // Two publishes of one slug take turns: versions have no gaps and no twins.
  await sql`select pg_advisory_xact_lock(hashtextextended(${definition.slug}, 1))`.execute(db)
  const newest = await db
    .selectFrom('simulations')
    .selectAll()
    .where('slug', '=', definition.slug)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest?.digest === digest) return { simulation: toSimulation(newest), isNew: false }
  const row = await db
    .insertInto('simulations')
    .values({
      id: newId(),
      slug: definition.slug,
      version: (newest?.version ?? 0) + 1,
      definition: JSON.stringify(definition),
      rubric: JSON.stringify(rubric),
      digest,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { simulation: toSimulation(row), isNew: true }
}

/** Whether any published simulation has tasks in Python or SQL: definitions are kept as JSON without spaces. */
export async function findKindsOfTasks(db: Db): Promise<{ python: boolean; sql: boolean }> {
  const { rows } = await sql<{ python: boolean; sql: boolean }>`
    select coalesce(bool_or(definition like '%"language":"python"%'), false) as python,
           coalesce(bool_or(definition like '%"kind":"sql"%'), false) as sql
    from simulations`.execute(db)
  return rows[0] ?? { python: false, sql: false }
}
