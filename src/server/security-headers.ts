/** Said of every answer: it holds personal data, is what it says it is, and is nothing to show in a page. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** The same as `ServerResponse.setHeaders` takes it. A page of ours has a policy of its own instead. */
export const SECURITY_HEADER_MAP = new Map(Object.entries(SECURITY_HEADERS))
