import type { GraphiQLOptions } from 'graphql-yoga'

/** The page at /graphql: it opens on a short tour. */
export const GRAPHIQL_PAGE: GraphiQLOptions = {
  title: 'Assessment Engine',
  subscriptionsProtocol: 'WS',
}
