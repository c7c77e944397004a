import type { OriginCheck } from './origins.ts'

/** What a page of another origin may do, in yoga's terms; false where it may do nothing. */
export function corsFor(isAllowed: OriginCheck, origin: string) {
  // yoga's own list answers other origins with `null`, which is the origin of sandboxed frames and of files.
  if (!isAllowed(origin)) return false
  const exposedHeaders = ['x-request-id', 'retry-after']
  return { origin, credentials: false, methods: ['GET', 'POST'], exposedHeaders }
}
