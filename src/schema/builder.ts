import SchemaBuilder from '@pothos/core'
import { GraphQLError, valueFromASTUntyped } from 'graphql'
import type { Context } from '../resolvers/context.ts'

/** Makes the types of the schema; every field is non-null unless it says otherwise. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: never; Output: Date }
    JSON: { Input: unknown; Output: unknown }
  }
}>({ defaultFieldNullability: false })

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
