import { type AuditEntry, listAudit } from '../store/audit-log.ts'
import type { Context } from './context.ts'
import { BY_ID, type Connection, type ConnectionArgs, connect } from './paging.ts'

export type { AuditEntry }

/** What staff has changed, the newest first. */
export function listAuditLog(args: ConnectionArgs, { db }: Context): Promise<Connection<AuditEntry>> {
  return connect(args, BY_ID, (page) => listAudit(db, page))
}
