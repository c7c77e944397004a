import type { GraphQLSchema } from 'graphql'
import type { Yoga } from '../yoga.ts'
import type { ReadDocument } from './operations.ts'

/** Reads documents as yoga does, by the same rules, of which none may look at more than the document. */
export function makeReadDocument(yoga: Yoga, schema: GraphQLSchema): ReadDocument {
  const { parse, validate } = yoga.getEnveloped({ requestId: '', address: null })
  return (query) => {
    const document = parse(query)
    return validate(schema, document).length === 0 ? document : null
  }
}
