import SchemaBuilder from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { GraphQLError, valueFromASTUntyped } from 'graphql'
import { forbidden } from '../access/reach.ts'
import type { Role } from '../domain/identity.ts'
import type { Context } from '../resolvers/context.ts'

/**
 * Makes the types of the schema; every field is non-null unless it says otherwise. What a root field and a field for
 * staff may be asked by, its `authScopes` say (audience.ts); all other fields have none and cost no check.
 */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  AuthScopes: { [role in Role]: boolean }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: never; Output: Date }
    JSON: { Input: unknown; Output: unknown }
  }
}>({
  defaultFieldNullability: false,
  plugins: [ScopeAuthPlugin],
  scopeAuth: {
    authScopes: ({ viewer: { role } }) => ({
      LEARNER: role === 'LEARNER',
      SERVICE: role === 'SERVICE',
      REVIEWER: role === 'REVIEWER',
      ADMIN: role === 'ADMIN',
    }),
    // A stream is authorised before it opens, not at its first event.
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, { viewer }, { parentType, fieldName }) =>
      forbidden(`${parentType.name}.${fieldName} is not for the role ${viewer.role}`),
  },
})

/** What the builder knows of the types. */
export type SchemaTypes = typeof builder.$inferSchemaTypes

builder.scalarType('DateTime', {
  description: 'ISO-8601 instant, UTC.',
  serialize: (instant) => instant.toISOString(),
  parseValue: () => {
    throw new GraphQLError('no argument takes a DateTime')
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (literal, variables) => valueFromASTUntyped(literal, variables ?? {}),
})

builder.queryType({ description: 'What can be read.' })
builder.mutationType({
  description:
    'What can be changed. Each answers with the object, or with an error that says what was refused and why.',
})
builder.subscriptionType({
  description: 'What can be watched, over WebSocket (graphql-transport-ws) or SSE.',
})
