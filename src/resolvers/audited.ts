import type { Json } from '../domain/json.ts'
import { recordAudit } from '../store/audit-log.ts'
import type { Db } from '../store/database.ts'
import type { Context } from './context.ts'

/** What staff does, and to what: known before, or made by it. */
export interface Action<T> {
  readonly action: string
  readonly target: string | ((made: T) => string)
}

/** Makes a change and writes who did it, as one transaction; nothing is written where there is nothing to change. */
export function audited<T>(
  { db, viewer, requestId, address }: Pick<Context, 'db' | 'viewer' | 'requestId' | 'address'>,
  { action, target }: Action<NonNullable<T>>,
  make: (tx: Db) => Promise<T>,
  detailOf: (made: NonNullable<T>) => Json,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const made = await make(tx)
    if (made === null || made === undefined) return made
    await recordAudit(tx, {
      actor: viewer.subject,
      role: viewer.role,
      action,
      target: typeof target === 'string' ? target : target(made),
      address,
      requestId,
      detail: detailOf(made),
    })
    return made
  })
}
