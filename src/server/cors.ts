/** What a page of another origin may do, in yoga's terms; false where it may do nothing. */
export function corsFor(origins: readonly string[], origin: string) {
  // yoga's own list answers other origins with `null`, which is the origin of sandboxed frames and of files.
  if (!(origins.includes(origin) || origins.includes('*'))) return false
  return { origin, credentials: false, methods: ['GET', 'POST'], exposedHeaders: ['x-request-id'] }
}
