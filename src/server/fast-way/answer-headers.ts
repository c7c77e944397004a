import type { IncomingMessage } from 'node:http'
import { MAX_BODY_BYTES } from '../../domain/limits.ts'
import { corsFor } from '../cors.ts'
import type { OriginCheck } from '../origins.ts'
import { SECURITY_HEADERS } from '../security-headers.ts'
import { GRAPHQL_PATH } from '../yoga.ts'
import { mediaTypeFor } from './media-type.ts'

/** The headers of an answer, but for its length. */
export type AnswerHeaders = Readonly<Record<string, string>>

/**
 * The headers of the answer to a request that is usual as far as its own headers tell: a POST of JSON whose length is
 * stated and not too great, answered as JSON.
 * @returns null for any other request
 */
export function answerHeaders(
  { method, url, headers }: IncomingMessage,
  isOriginAllowed: OriginCheck,
): AnswerHeaders | null {
  if (method !== 'POST' || url !== GRAPHQL_PATH) return null
  const isJson =
    headers['content-type'] === 'application/json' || headers['content-type']?.startsWith('application/json;')
  const length = Number(headers['content-length'])
  // A length that is missing compares as false.
  if (isJson !== true || !(length > 0 && length <= MAX_BODY_BYTES)) return null
  const mediaType = mediaTypeFor(headers.accept)
  if (mediaType === null) return null
  const contentType = { ...SECURITY_HEADERS, 'content-type': `${mediaType}; charset=utf-8` }
  if (headers.origin === undefined) return contentType
  const cors = corsHeaders(isOriginAllowed, headers.origin)
  // A preflight's question in the request itself gets yoga's own answer.
  return 'access-control-request-headers' in headers ? null : { ...contentType, ...cors }
}

function corsHeaders(isAllowed: OriginCheck, origin: string): AnswerHeaders {
  const leave = corsFor(isAllowed, origin)
  if (leave === false) return {}
  return {
    'access-control-allow-origin': leave.origin,
    'access-control-allow-methods': leave.methods.join(', '),
    'access-control-expose-headers': leave.exposedHeaders.join(', '),
  }
}
