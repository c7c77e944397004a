import * as resolvers from '../resolvers/audit-log.ts'
import { ADMINS } from './audience.ts'
import { builder } from './builder.ts'
import { connectionType, pageArgs } from './connections.ts'
import { RoleType } from './viewer.ts'

const AuditEntryType = builder.objectRef<resolvers.AuditEntry>('AuditEntry').implement({
  description: 'One change made by staff, or a sign-in that failed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    actor: t.exposeID('actor', { description: 'Who.' }),
    role: t.expose('role', { type: RoleType, description: 'As what.' }),
    action: t.exposeString('action', {
      description: 'What was done: the field’s name; `signIn` where somebody was not let in.',
    }),
    target: t.exposeString('target', { nullable: true, description: 'To what: an id.' }),
    address: t.exposeString('address', { nullable: true, description: 'From which network address.' }),
    requestId: t.exposeString('requestId', { description: 'By which request; the log has it too.' }),
    detail: t.field({
      type: 'JSON',
      nullable: true,
      description: 'More about it.',
      resolve: ({ detail }) => detail,
    }),
  }),
})

const AuditConnection = connectionType('Audit', 'entries', AuditEntryType)

/** The audit log, read. */
export function addAuditLog(): void {
  builder.queryField('auditLog', (t) =>
    t.field({
      authScopes: ADMINS,
      type: AuditConnection,
      description: 'What staff has changed, and who was not let in, the newest first.',
      args: pageArgs(t.arg),
      resolve: (_root, args, context) => resolvers.listAuditLog(args, context),
    }),
  )
}
