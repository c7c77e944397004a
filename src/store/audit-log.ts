import type { Generated } from 'kysely'
import type { Role } from '../domain/identity.ts'
import { newId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { Db } from './database.ts'
import type { Page } from './paging.ts'

export interface AuditLogTable {
  id: string
  at: Generated<Date>
  actor: string
  role: Role
  action: string
  target: string | null
  address: string | null
  request_id: string
  detail: string | null
}

/** One change made by staff: who, what, on what, when, from where. */
export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly role: Role
  readonly action: string
  readonly target: string | null
  readonly address: string | null
  readonly requestId: string
  readonly detail: Json
}

/** Writes an entry, in the transaction of the change that it tells of. */
export async function recordAudit(db: Db, entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
  const { requestId, detail, ...rest } = entry
  await db
    .insertInto('audit_log')
    .values({
      ...rest,
      id: newId(),
      request_id: requestId,
      detail: detail === null ? null : JSON.stringify(detail),
    })
    .execute()
}

/** Entries, the newest first. */
export async function listAudit(db: Db, page: Page): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .$if(page.after !== undefined, (query) => query.where('id', '<', page.after ?? ''))
    .$if(page.before !== undefined, (query) => query.where('id', '>', page.before ?? ''))
    .orderBy('id', page.inverted ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(({ request_id, detail, ...row }) => ({
    ...row,
    requestId: request_id,
    detail: detail === null ? null : (JSON.parse(detail) as Json),
  }))
}
