import type { DocumentNode, GraphQLSchema } from 'graphql'
import { BoundedCache } from '../../domain/bounded-cache.ts'
import { type CompiledOperation, compile } from './compile.ts'

/** Parses and validates by the rules of every transport. Throws, or gives null, for a document that is faulty. */
export type ReadDocument = (query: string) => DocumentNode | null

/** The compiled operation of a document; null where a request for it has to go the long way. */
export type FindOperation = (query: string, operationName: string | undefined) => CompiledOperation | null

/** The operations of a document by name; null for those that have to go the long way. */
type Operations = Map<string | undefined, CompiledOperation | null>

/** Of the documents' text. Their code takes some fifty times as much. */
const BOUNDS = { entries: 500, bytes: 1024 * 1024 }
/** Clients name an operation that a document has, but for mistakes. */
const MAX_NAMES = 20

/** Compiles operations, and keeps them. A document that comes but once is not worth it, and goes the long way. */
export function makeFindOperation(schema: GraphQLSchema, read: ReadDocument): FindOperation {
  const known = new BoundedCache<string, Operations>(BOUNDS)

  function tryToCompile(query: string, operationName: string | undefined): CompiledOperation | null {
    try {
      const document = read(query)
      return document === null ? null : compile(schema, document, operationName)
    } catch {
      // What is wrong with it, the long way tells the client.
      return null
    }
  }

  return (query, operationName) => {
    const operations = known.get(query)
    if (operations === undefined) {
      known.set(query, new Map(), query.length)
      return null
    }
    const compiled = operations.get(operationName)
    if (compiled !== undefined) return compiled
    if (operations.size >= MAX_NAMES) return null
    const operation = tryToCompile(query, operationName)
    operations.set(operationName, operation)
    return operation
  }
}
