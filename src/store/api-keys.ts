import { type Generated, type Selectable, sql } from 'kysely'
import type { Role } from '../domain/identity.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'

export interface ApiKeysTable {
  id: string
  name: string
  role: Role
  learner_id: string | null
  /** The part of the secret that is shown; null for a first admin key, whose form is the operator's own. */
  prefix: string | null
  digest: Buffer
  created_at: Generated<Date>
  last_used_at: Generated<Date | null>
  revoked_at: Generated<Date | null>
}

/** An API key as it is listed; its secret is not kept anywhere. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly learnerId: string | null
  readonly prefix: string | null
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    learnerId: row.learner_id,
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

/** A key to be made, with what is kept of its secret. */
export interface NewApiKey {
  readonly name: string
  readonly role: Role
  readonly learnerId: string | null
  readonly prefix: string
  readonly digest: Buffer
}

/** Keeps a new key. */
export async function insertApiKey(db: Db, { learnerId, ...key }: NewApiKey): Promise<ApiKey> {
  const row = await db
    .insertInto('api_keys')
    .values({ ...key, id: newId(), learner_id: learnerId })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toApiKey(row)
}

/**
 * Lists the first admin key among the others; told at each start of an API. One that the operator has replaced since
 * reads as revoked.
 * @returns its id
 */
export async function recordAdminKey(db: Db, digest: Buffer): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with replaced as (
      update api_keys set revoked_at = now() where prefix is null and revoked_at is null and digest <> ${digest})
    insert into api_keys (id, name, role, digest) values (${newId()}, 'first admin key', 'ADMIN', ${digest})
    on conflict (digest) do update set revoked_at = null
    returning id`.execute(db)
  if (rows[0] === undefined) throw new Error('the first admin key was not recorded')
  return rows[0].id
}

/** All keys, the oldest first. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  return (await db.selectFrom('api_keys').selectAll().orderBy('id').execute()).map(toApiKey)
}

/** A key by its id, or null. */
export async function findApiKey(db: Db, id: string): Promise<ApiKey | null> {
  const row = await db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toApiKey(row)
}

/** A key by its prefix, revoked or not, with the digest that its secret must have; or null. */
export async function findApiKeyByPrefix(
  db: Db,
  prefix: string,
): Promise<{ key: ApiKey; digest: Buffer } | null> {
  const row = await db.selectFrom('api_keys').selectAll().where('prefix', '=', prefix).executeTakeFirst()
  return row === undefined ? null : { key: toApiKey(row), digest: row.digest }
}

/** @returns the key as it is now, or null when there is no such key that could be revoked */
export async function revokeApiKey(db: Db, id: string): Promise<ApiKey | null> {
  const row = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('prefix', 'is not', null)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : toApiKey(row)
}

/** Of some keys those that count no more. */
export async function listEndedKeys(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select given.id from unnest(${[...ids]}::uuid[]) as given(id)
    left join api_keys on api_keys.id = given.id
    where api_keys.id is null or api_keys.revoked_at is not null`.execute(db)
  return rows.map(({ id }) => id)
}

/** Notes that some keys were just used; one that was revoked since, before that. */
export async function recordKeyUse(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update api_keys set last_used_at = least(now(), revoked_at)
    where id = any(${[...ids]}::uuid[])`.execute(db)
}
