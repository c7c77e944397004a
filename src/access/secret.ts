import { hash, randomBytes } from 'node:crypto'

// A key's secret: `aek_` and 12 hexadecimal digits, its prefix, by which it is listed and found; then 256 random bits.

const SECRET = /^(aek_[0-9a-f]{12})_[\w-]{43}$/

/** Makes the secret of a new key, and the part of it that may be shown. */
export function newSecret(): { secret: string; prefix: string } {
  const prefix = `aek_${randomBytes(6).toString('hex')}`
  return { secret: `${prefix}_${randomBytes(32).toString('base64url')}`, prefix }
}

/** The prefix of what has the form of a key's secret; null for anything else. */
export function prefixOf(secret: string): string | null {
  return SECRET.exec(secret)?.[1] ?? null
}

/** What is kept of a secret. It is long and random, so that a plain hash cannot be turned around. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
