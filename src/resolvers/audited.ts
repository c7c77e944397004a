import type { Json } from '../domain/json.ts'
import { recordAudit } from '../store/audit-log.ts'
import type { Db } from '../store/database.ts'
import type { Context } from './context.ts'

/** What staff does, and to what. */
export interface Action {
  readonly action: string
  readonly target: string
}

/** Makes a change and writes who did it, as one transaction; nothing is written where there is nothing to change. */
export function audited<T>(
  { db, viewer, requestId, address }: Context,
  { action, target }: Action,
  make: (tx: Db) => Promise<T | null>,
  detailOf: (made: T) => Json,
): Promise<T | null> {
  return db.transaction().execute(async (tx) => {
    const made = await make(tx)
    if (made === null) return null
    const { subject: actor, role } = viewer
    await recordAudit(tx, { actor, role, action, target, address, requestId, detail: detailOf(made) })
    return made
  })
}
