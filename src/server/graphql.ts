import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { RequestInfo } from '../schema/index.ts'
import { type FastWayOptions, makeFastWay } from './fast-way/fast-way.ts'
import { makeFindOperation } from './fast-way/operations.ts'
import { makeReadDocument } from './fast-way/read-document.ts'
import type { ChooseOperation } from './persisted-operations.ts'
import { SECURITY_HEADER_MAP } from './security-headers.ts'
import { cutOffUnread } from './unread-answers.ts'
import { type GraphqlOptions, makeYoga, REQUEST_ID, type Yoga } from './yoga.ts'

/** Answers a request to the API's path. */
export type HandleGraphql = (
  request: IncomingMessage,
  response: ServerResponse,
  info: Omit<RequestInfo, 'viewer'>,
) => void

/** GraphQL over HTTP: yoga answers whatever comes; the usual request takes a way past it, to the same end. */
export function makeGraphql(options: GraphqlOptions & Pick<FastWayOptions, 'recall'>): {
  readonly yoga: Yoga
  readonly handle: HandleGraphql
} {
  const yoga = makeYoga(options)
  const find = makeFindOperation(options.schema, makeReadDocument(yoga, options.schema))
  const { chooseOperation } = options
  const fastWay = makeFastWay({
    ...options,
    // A text that is not known is refused by yoga, which also takes ids instead of texts.
    findOperation: (query, name) =>
      chooseOperation === null || isKnown(chooseOperation, query) ? find(query, name) : null,
  })
  return {
    yoga,
    handle: (request, response, info) =>
      fastWay(request, response, info, ({ body, result }) => {
        // A body that was read cannot be read again: yoga takes it from here.
        if (body !== undefined) Object.assign(request, { body: Readable.from([body]) })
        cutOffUnread(response)
        response.setHeader(REQUEST_ID, info.requestId)
        response.setHeaders(SECURITY_HEADER_MAP)
        yoga(request, response, { ...info, result })
      }),
  }
}

function isKnown(choose: ChooseOperation, query: string): boolean {
  try {
    return choose({ query }) === query
  } catch {
    return false
  }
}
