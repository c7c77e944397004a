import type { Viewer } from '../domain/identity.ts'
import type { ApiKey, AuditEntry } from '../resolvers/staff.ts'
import * as resolvers from '../resolvers/staff.ts'
import { builder } from './builder.ts'
import { connectionType, pageArgs } from './connections.ts'

const RoleType = builder.enumType('Role', {
  description: 'What a credential lets its holder do.',
  values: {
    LEARNER: { description: 'Work on simulations, and see the own results.' },
    SERVICE: { description: 'The same for any learner: a platform’s backend.' },
    REVIEWER: { description: 'See everything, score again.' },
    ADMIN: { description: 'Everything.' },
  } as const,
})

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who you are to this API.',
  fields: (t) => ({
    subject: t.exposeID('subject', { description: 'Your name in the audit log.' }),
    role: t.expose('role', { type: RoleType, description: 'What you may do.' }),
  }),
})

const ApiKeyType = builder.objectRef<ApiKey>('ApiKey').implement({
  description: 'A credential for a program or a person.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    role: t.expose('role', { type: RoleType, description: 'What its holder may do.' }),
    learnerId: t.exposeID('learnerId', { nullable: true, description: 'LEARNER: whose key it is.' }),
    secret: t.string({ nullable: true, description: 'Shown once, on creation.', resolve: () => null }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked.',
    }),
  }),
})

const AuditEntryType = builder.objectRef<AuditEntry>('AuditEntry').implement({
  description: 'One change made by staff.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    actor: t.exposeID('actor', { description: 'Who.' }),
    role: t.expose('role', { type: RoleType, description: 'As what.' }),
    action: t.exposeString('action', { description: 'What was done: a mutation’s name.' }),
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

/** Who asks, keys, and the audit log. */
export function addStaff(): void {
  builder.queryFields((t) => ({
    viewer: t.field({
      type: ViewerType,
      description: 'Who you are to this API.',
      resolve: (_root, _args, { viewer }) => viewer,
    }),
    apiKeys: t.field({
      type: [ApiKeyType],
      description: 'All API keys, without their secrets.',
      resolve: (_root, _args, context) => resolvers.listApiKeys(context),
    }),
    auditLog: t.field({
      type: AuditConnection,
      description: 'What staff has changed, the newest first.',
      args: pageArgs(t.arg),
      resolve: (_root, args, context) => resolvers.listAuditLog(args, context),
    }),
  }))
}
