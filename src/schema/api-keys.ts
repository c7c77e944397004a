import * as resolvers from '../resolvers/api-keys.ts'
import { ADMINS } from './audience.ts'
import { builder } from './builder.ts'
import { resultUnion } from './failures.ts'
import { RoleType } from './viewer.ts'

const ApiKeyType = builder.objectRef<resolvers.ApiKey>('ApiKey').implement({
  description: 'A credential for a program or a person.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    role: t.expose('role', { type: RoleType, description: 'What its holder may do.' }),
    learnerId: t.exposeID('learnerId', { nullable: true, description: 'LEARNER: whose key it is.' }),
    prefix: t.exposeString('prefix', {
      nullable: true,
      description: 'What its secret begins with; null for a first admin key.',
    }),
    secret: t.string({
      nullable: true,
      description: 'Shown once, on creation.',
      resolve: ({ secret }) => secret ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to within a few seconds.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked.',
    }),
  }),
})

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'A key to be made.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is for: 1 to 200 characters.' }),
    role: t.field({ type: RoleType, required: true, description: 'What its holder may do.' }),
    learnerId: t.id({ description: 'LEARNER: whose key it is; for no other role.' }),
  }),
})

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'Which key to end.',
  fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
})

/** Keys: listed, made and revoked. */
export function addApiKeys(): void {
  builder.queryField('apiKeys', (t) =>
    t.field({
      authScopes: ADMINS,
      type: [ApiKeyType],
      description: 'All API keys, without their secrets.',
      resolve: (_root, _args, context) => resolvers.listApiKeys(context),
    }),
  )
  builder.mutationFields((t) => ({
    createApiKey: t.field({
      authScopes: ADMINS,
      type: resultUnion('CreateApiKey', ApiKeyType),
      description: 'Makes a key. `secret` is told in this answer and never again.',
      args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'What for.' }) },
      resolve: (_root, { input }, context) => resolvers.createApiKey(input, context),
    }),
    revokeApiKey: t.field({
      authScopes: ADMINS,
      type: resultUnion('RevokeApiKey', ApiKeyType),
      description:
        'Ends a key at once, with the sockets and streams that it has opened. Repeated: the same revoked key.',
      args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'Which key.' }) },
      resolve: (_root, { input }, context) => resolvers.revokeApiKey(input, context),
    }),
  }))
}
