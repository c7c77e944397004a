import { parseCursorConnectionArgs } from '@pothos/core'
import { isId } from '../domain/ids.ts'
import { MAX_PAGE_SIZE } from '../domain/limits.ts'
import type { Page } from '../store/paging.ts'
import { badInput } from './bad-input.ts'

/** The arguments of every connection. */
export interface ConnectionArgs {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** Cursors of lists that are ordered by id. */
export const BY_ID = { of: (node: { id: string }) => node.id, isValid: isId }

/** A page in Relay's form. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

/**
 * Reads one page. A cursor is the node's own key, so that it stays good while rows come and go around it.
 * @throws a GraphQLError that names the faulty argument
 */
export async function connect<T>(
  args: ConnectionArgs,
  key: { of: (node: T) => string; isValid: (cursor: string) => boolean },
  read: (page: Page) => Promise<T[]>,
): Promise<Connection<T>> {
  checkArgs(args, key.isValid)
  const { first = null, after = null, last = null, before = null } = args
  const given = { first, after, last, before }
  const page = parseCursorConnectionArgs({ args: given, maxSize: MAX_PAGE_SIZE })
  const nodes = await read(page)
  const kept = nodes.slice(0, page.expectedSize)
  if (page.inverted) kept.reverse()
  const edges = kept.map((node) => ({ cursor: key.of(node), node }))
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage(nodes.length),
      hasPreviousPage: page.hasPreviousPage(nodes.length),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function checkArgs(args: ConnectionArgs, isValid: (cursor: string) => boolean): void {
  const { first, last } = args
  if (first != null && last != null) throw badInput('last', 'does not go with first')
  for (const [name, size] of Object.entries({ first, last })) {
    if (size != null && size < 0) throw badInput(name, 'must be a number from 0')
  }
  for (const name of ['after', 'before'] as const) {
    const cursor = args[name]
    if (cursor != null && !isValid(cursor))
      throw badInput(name, 'must be a cursor that this connection gave out')
  }
}
