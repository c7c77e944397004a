import type { DocumentNode, GraphQLSchema } from 'graphql'
import { BoundedCache } from '../../domain/bounded-cache.ts'
import { type CompiledOperation, compile } from './compile.ts'

/** Parses and validates by the rules of every transport. @returns null for a document that is faulty */
export type ReadDocument = (query: string) => DocumentNode | null

/** The compiled operation of a document; null where a request for it has to go the long way. */
export type FindOperation = (query: string, operationName: string | undefined) => CompiledOperation | null

/** What is known of a document: its operations by name, once somebody asked for it a second time. */
interface Known {
  readonly operations: Map<string | undefined, CompiledOperation | null>
  document: DocumentNode | null
  isRead: boolean
}

/** Of the documents' text. Their code takes some fifty times as much. */
const BOUNDS = { entries: 500, bytes: 1024 * 1024 }
/** Clients name an operation that a document has, but for mistakes. */
const MAX_NAMES = 20

/** Compiles operations, and keeps them. A document that comes but once is not worth it, and is left to the long way. */
export function makeFindOperation(schema: GraphQLSchema, read: ReadDocument): FindOperation {
  const known = new BoundedCache<string, Known>(BOUNDS)
  return (query, operationName) => {
    const found = known.get(query)
    if (found === undefined) {
      known.set(query, { operations: new Map(), document: null, isRead: false }, query.length)
      return null
    }
    const compiled = found.operations.get(operationName)
    if (compiled !== undefined) return compiled
    if (found.operations.size >= MAX_NAMES) return null
    if (!found.isRead) Object.assign(found, { document: read(query), isRead: true })
    const operation = found.document === null ? null : compile(schema, found.document, operationName)
    found.operations.set(operationName, operation)
    return operation
  }
}
