import type { Viewer } from '../domain/identity.ts'

/** A viewer with what their access hangs on. One credential gives one session, for as long as it is remembered. */
export interface Session extends Viewer {
  /** The API key that was shown; null for a token and for the first admin key. */
  readonly keyId: string | null
  /** Milliseconds since 1970 from which on it counts no more; Infinity for keys. */
  readonly expiresAt: number
}
