import type { ServerResponse } from 'node:http'

/** Said of every answer: it holds personal data, is what it says it is, and is nothing to show in a page. */
const HEADERS = new Map([
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
])

/** Sets what browsers are told of every answer; a page of ours has a policy of its own instead. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeaders(HEADERS)
}
