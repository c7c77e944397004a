import { createHash } from 'node:crypto'
import type { Generated } from 'kysely'
import type { Role } from '../domain/identity.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'

export interface ApiKeysTable {
  id: string
  name: string
  role: Role
  learner_id: string | null
  digest: Buffer
  created_at: Generated<Date>
  last_used_at: Date | null
  revoked_at: Date | null
}

/** An API key as it is listed; its secret is not kept anywhere. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly learnerId: string | null
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** What is kept of a secret. Keys are long and random, so that a plain hash cannot be turned around. */
export function digestOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Lists the first admin key among the others; told at each start of an API. */
export async function recordAdminKey(db: Db, secret: string): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      id: newId(),
      name: 'first admin key',
      role: 'ADMIN',
      learner_id: null,
      digest: digestOfSecret(secret),
      last_used_at: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}

/** All keys, the oldest first. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  const rows = await db.selectFrom('api_keys').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    learnerId: row.learner_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }))
}
