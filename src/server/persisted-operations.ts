import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { z } from 'zod'

/** The only operations that are run, by the ids that clients send instead of their text. */
export type OperationManifest = ReadonlyMap<string, string>

const manifestSchema = z.union([
  // Apollo's, by `generate-persisted-query-manifest`.
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      operations: z.array(z.object({ id: z.string(), body: z.string() })),
    })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  // Relay's `persistConfig`, and what GraphQL Code Generator writes: a text for each id.
  z.record(z.string(), z.string()).transform((texts) => Object.entries(texts)),
])

/** Reads a manifest in Apollo's or in Relay's form. @throws when it is neither */
export function parseManifest(json: string): OperationManifest {
  return new Map(manifestSchema.parse(JSON.parse(json)))
}

/** Names under which clients send an id beside `extensions.persistedQuery`. */
export const ID_PARAMETERS = ['documentId', 'doc_id', 'id']

/** What a request says of its operation. */
export interface OperationParams {
  readonly query?: string | null | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined
}

/** The text of the operation that a request means. */
export type ChooseOperation = (params: OperationParams) => string

/** @returns what finds an operation of the manifest by its id or its text, and throws for any other */
export function makeChooseOperation(manifest: OperationManifest): ChooseOperation {
  const texts = new Set(manifest.values())
  return (params) => {
    const id = idOf(params)
    const text = id === undefined ? params.query : manifest.get(id)
    if (text != null && texts.has(text)) return text
    throw new GraphQLError('Only operations that are known here are run; this one is not.', {
      extensions: { code: 'PERSISTED_OPERATION_NOT_FOUND' },
    })
  }
}

function idOf(params: OperationParams): string | undefined {
  const persisted = params.extensions?.persistedQuery
  const given: Readonly<Record<string, unknown>> = { ...params }
  const candidates = [
    persisted,
    (persisted as { sha256Hash?: unknown } | undefined)?.sha256Hash,
    ...ID_PARAMETERS.map((name) => given[name]),
  ]
  return candidates.find((candidate) => typeof candidate === 'string')
}

/** Runs nothing over HTTP and SSE but operations of the manifest. */
export function usePersistedOperations(choose: ChooseOperation): Plugin {
  return {
    onParams: ({ request, params, setParams }) =>
      setParams({ ...params, query: choose({ ...idsInAddress(request), ...params }) }),
  }
}

/** Of a GET's address yoga reads the parameters alone that GraphQL over HTTP knows. */
function idsInAddress({ method, url }: Request): Readonly<Record<string, string>> {
  const given = method === 'GET' ? URL.parse(url)?.searchParams : undefined
  return Object.fromEntries([...(given ?? [])].filter(([name]) => ID_PARAMETERS.includes(name)))
}
