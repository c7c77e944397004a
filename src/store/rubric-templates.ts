import { type Generated, type Selectable, sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import { canonicalJson } from '../domain/json.ts'
import type { Rubric, RubricTemplate } from '../domain/rubric.ts'
import type { Db } from './database.ts'

export interface RubricTemplatesTable {
  id: string
  name: string
  version: number
  criteria: string
  created_at: Generated<Date>
}

function toTemplate(row: Selectable<RubricTemplatesTable>): RubricTemplate {
  return { id: row.id, name: row.name, version: row.version, criteria: JSON.parse(row.criteria) as Rubric }
}

/** The newest version of each template, by name. */
export async function listRubricTemplates(db: Db): Promise<RubricTemplate[]> {
  const rows = await db
    .selectFrom('rubric_templates')
    .selectAll()
    .distinctOn('name')
    .orderBy('name')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(toTemplate)
}

/** The newest version of a template, or null. */
export async function findRubricTemplate(db: Db, name: string): Promise<RubricTemplate | null> {
  const row = await db
    .selectFrom('rubric_templates')
    .selectAll()
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : toTemplate(row)
}

/** Keeps a rubric under a name as its newest version; saving the same criteria again changes nothing. */
export async function saveRubricTemplate(
  db: Db,
  name: string,
  criteria: Rubric,
): Promise<{ template: RubricTemplate; isNew: boolean }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 2))`.execute(db)
  const newest = await findRubricTemplate(db, name)
  if (newest !== null && canonicalJson(newest.criteria) === canonicalJson(criteria))
    return { template: newest, isNew: false }
  const row = await db
    .insertInto('rubric_templates')
    .values({ id: newId(), name, version: (newest?.version ?? 0) + 1, criteria: JSON.stringify(criteria) })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { template: toTemplate(row), isNew: true }
}
