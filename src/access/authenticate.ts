import { timingSafeEqual } from 'node:crypto'
import type { Viewer } from '../domain/identity.ts'
import { digestOfSecret } from '../store/api-keys.ts'

/** Who a credential belongs to, the same object each time, or null when it is missing or wrong. */
export type Authenticate = (authorization: string | null | undefined) => Viewer | null

/** Knows the first admin key alone. */
export function makeAuthenticate(adminKey: string): Authenticate {
  const adminDigest = digestOfSecret(adminKey)
  const admin: Viewer = { subject: 'admin', role: 'ADMIN' }
  return (authorization) => {
    const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
    if (secret === undefined) return null
    // Digests have one length, so that the time of the comparison tells nothing of the key.
    return timingSafeEqual(digestOfSecret(secret), adminDigest) ? admin : null
  }
}
