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

/**
 * The session of a credential that was met a moment ago; undefined where it has to be looked at. What a connection
 * showed last is known again without its digest, which by a profile is 7 % of the work of a short request.
 */
export type Recall = (authorization: string | undefined, connection: object) => Session | undefined

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
export function makeAuthenticate({ admin, keyring, tokens, admitGuess }: AuthenticateOptions): {
  readonly authenticate: Authenticate
  readonly recall: Recall
} {
  const adminDigest = digestOf(admin.secret)
  const readAgain = makeReadAgain()
  const adminSession = {
    subject: 'admin',
    role: 'ADMIN',
    keyId: null,
    expiresAt: Number.POSITIVE_INFINITY,
  } as const

  function find({ digest, name }: Shown): Session | undefined {
    // Digests have one length, so that the time of the comparison tells nothing of the key.
    const isAdmin = timingSafeEqual(digest, adminDigest)
    const session = isAdmin ? adminSession : (keyring.recall(name) ?? tokens?.recall(name))
    if (session !== undefined) note(session)
    return session
  }

  function note(session: Session): void {
    const keyId = session === adminSession ? admin.keyId : session.keyId
    if (keyId !== null) keyring.noteUse(keyId)
  }

  async function check({ secret, digest, name }: Shown, from: Origin): Promise<Session | null> {
    admitGuess(from.address)
    const prefix = prefixOf(secret)
    const checking =
      prefix === null ? tokens?.check(secret, name, from) : keyring.lookUp({ prefix, digest, name }, from)
    const session = (await checking) ?? null
    if (session !== null) note(session)
    return session
  }

  return {
    recall(authorization, connection) {
      const shown = readAgain(authorization, connection)
      return shown === null ? undefined : find(shown)
    },
    authenticate(authorization, from) {
      const shown = read(authorization)
      return shown === null ? null : (find(shown) ?? check(shown, from))
    },
  }
}

/** A secret, and its digest as bytes to compare and as a name to remember it by. */
interface Shown {
  readonly secret: string
  readonly digest: Buffer
  readonly name: string
}

/**
 * Reads what a connection showed last no second time. It is kept as long as the connection, and found by a map: that
 * compares a hash of secret seed first, so that the time tells nothing of what others showed on the same connection.
 */
function makeReadAgain(): (authorization: string | undefined, connection: object) => Shown | null {
  const last = new WeakMap<object, Map<string, Shown>>()
  return (authorization, connection) => {
    if (authorization === undefined) return null
    const known = last.get(connection)?.get(authorization)
    if (known !== undefined) return known
    const shown = read(authorization)
    if (shown !== null) last.set(connection, new Map([[authorization, shown]]))
    return shown
  }
}

function read(authorization: string | null | undefined): Shown | null {
  if (authorization == null || authorization.length > MAX_SECRET_CHARS) return null
  const secret = BEARER.exec(authorization)?.[1]
  if (secret === undefined) return null
  const digest = digestOf(secret)
  return { secret, digest, name: digest.toString('latin1') }
}
