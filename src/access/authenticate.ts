import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring.ts'
import { digestOf, prefixOf } from './secret.ts'
import type { Session } from './session.ts'
import type { Origin } from './sign-in-failures.ts'
import type { Tokens } from './tokens.ts'

/**
 * Whose credential it is (`Bearer …`), or null when it is missing or counts for nothing; at once where it is
 * remembered. Throws or rejects with Unavailable while what is needed to tell is out of reach, and with TooMany where
 * too many others from the same address were wrong.
 */
export type Authenticate = (
  authorization: string | null | undefined,
  from: Origin,
) => Session | null | Promise<Session | null>

export interface AuthenticateOptions {
  /** The first admin key: good without the record, so that an operator gets in whatever has happened. */
  readonly admin: { readonly secret: string; readonly keyId: string }
  readonly keyring: Pick<Keyring, 'recall' | 'lookUp' | 'noteUse'>
  /** Null where the platform has no tokens. */
  readonly tokens: Tokens | null
  /** @throws TooMany for an address that has shown too many that were never good */
  readonly admitGuess: (address: string | null) => void
}

/** Longer than any token; what is hashed on nobody's word is bounded. */
const MAX_SECRET_CHARS = 16_384
const BEARER = /^Bearer +(\S+) *$/i

/** Knows the first admin key, API keys and tokens. */
export function makeAuthenticate({ admin, keyring, tokens, admitGuess }: AuthenticateOptions): Authenticate {
  const adminDigest = digestOf(admin.secret)
  const adminSession = {
    subject: 'admin',
    role: 'ADMIN',
    keyId: null,
    expiresAt: Number.POSITIVE_INFINITY,
  } as const

  function recall(digest: Buffer, name: string): Session | undefined {
    // Digests have one length, so that the time of the comparison tells nothing of the key.
    if (timingSafeEqual(digest, adminDigest)) return adminSession
    return keyring.recall(name) ?? tokens?.recall(name)
  }

  function noted(session: Session): Session {
    const keyId = session === adminSession ? admin.keyId : session.keyId
    if (keyId !== null) keyring.noteUse(keyId)
    return session
  }

  async function check(secret: string, digest: Buffer, name: string, from: Origin): Promise<Session | null> {
    admitGuess(from.address)
    const prefix = prefixOf(secret)
    const checking =
      prefix === null ? tokens?.check(secret, name, from) : keyring.lookUp({ prefix, digest, name }, from)
    const session = (await checking) ?? null
    return session === null ? null : noted(session)
  }

  return (authorization, from) => {
    if (authorization == null || authorization.length > MAX_SECRET_CHARS) return null
    const secret = BEARER.exec(authorization)?.[1]
    if (secret === undefined) return null
    const digest = digestOf(secret)
    const name = digest.toString('latin1')
    const known = recall(digest, name)
    return known === undefined ? check(secret, digest, name, from) : noted(known)
  }
}
