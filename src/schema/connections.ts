import type { ObjectRef, ArgBuilder as PothosArgBuilder } from '@pothos/core'
import { MAX_PAGE_SIZE } from '../domain/limits.ts'
import type { Connection } from '../resolvers/paging.ts'
import { builder, type SchemaTypes } from './builder.ts'

type ArgBuilder = PothosArgBuilder<SchemaTypes>

const PageInfo = builder.objectRef<Connection<unknown>['pageInfo']>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more follows this page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether something comes before this page.',
    }),
    startCursor: t.exposeString('startCursor', { nullable: true, description: 'The first edge’s cursor.' }),
    endCursor: t.exposeString('endCursor', { nullable: true, description: 'The last edge’s cursor.' }),
  }),
})

/** A page of a type, in Relay's form. `what` names the nodes in the descriptions. */
export function connectionType<T>(name: string, what: string, node: ObjectRef<SchemaTypes, T>) {
  const Edge = builder.objectRef<Connection<T>['edges'][number]>(`${name}Edge`).implement({
    description: `One of the ${what}, with its place in the list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Stays good while the list changes around it.' }),
      node: t.field({ type: node, description: 'The object itself.', resolve: (edge) => edge.node as never }),
    }),
  })
  return builder.objectRef<Connection<T>>(`${name}Connection`).implement({
    description: `A page of ${what}.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: 'What is on the page.',
        resolve: ({ edges }) => [...edges],
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page stands.',
        resolve: (page) => page.pageInfo,
      }),
    }),
  })
}

/** The arguments of every connection. */
export function pageArgs(t: ArgBuilder) {
  return {
    first: t.int({ description: `How many from the beginning; 20 when left out, ${MAX_PAGE_SIZE} at most.` }),
    after: t.string({ description: 'Only what follows this cursor.' }),
    last: t.int({ description: `How many from the end, ${MAX_PAGE_SIZE} at most.` }),
    before: t.string({ description: 'Only what comes before this cursor.' }),
  }
}
