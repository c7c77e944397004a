/** Whether pages of an origin may call the API. */
export type OriginCheck = (origin: string) => boolean

const LOOPBACK = /^https?:\/\/(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

/** @param allowed origins; `*` is every one, `loopback` every one of this machine */
export function makeOriginCheck(allowed: readonly string[]): OriginCheck {
  const known = new Set(allowed)
  if (known.has('*')) return () => true
  const loopback = known.has('loopback')
  return (origin) => known.has(origin) || (loopback && LOOPBACK.test(origin))
}

/** Whether a page may open a socket: one of the API's own origin, or of one that is allowed. No page has no origin. */
export function mayOpenSocket(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  isAllowed: OriginCheck,
): boolean {
  if (origin === undefined) return true
  return isAllowed(origin) || (URL.canParse(origin) && new URL(origin).host === host)
}
