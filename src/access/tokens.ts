import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { ROLES, type Role } from '../domain/identity.ts'
import { plainText } from '../domain/plain-text.ts'
import { Unavailable } from '../domain/unavailable.ts'
import { BoundedMap } from './bounded-map.ts'
import type { Session } from './session.ts'
import type { OnSignInFailure, Origin } from './sign-in-failures.ts'

/** How tokens of the platform's identity provider are checked. */
export interface TokenSettings {
  /** A secret shared with the provider, or the address of its public keys. */
  readonly key: { readonly secret: string } | { readonly jwksUrl: string }
  readonly issuer: string | undefined
  readonly audience: string | undefined
  readonly roleClaim: string
}

/** Pinned, so that nobody signs with a public key as if it were a secret, or with nothing. */
const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512']
const PUBLIC_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']

/** Tokens that one process remembers. */
const MAX_REMEMBERED = 10_000
/** A token is checked anew after so long at the most: its key may have been withdrawn. */
const REMEMBER_MS = 5 * 60_000
/** The provider's keys are read again after so long, and when a token names one that is not among them. */
const JWKS = { cacheMaxAge: 10 * 60_000, cooldownDuration: 10_000, timeoutDuration: 3000 }

/** The tokens of the identity provider, as far as this process has met them. */
export interface Tokens {
  /** The session of a token that was checked before. */
  recall(name: string): Session | undefined
  /** The session of a token, or null where it is faulty. Rejects while the provider's keys are out of reach. */
  check(token: string, name: string, from: Origin): Promise<Session | null>
}

/** @param onFailure told of tokens that were never good; those that have expired are daily business */
export function makeTokens(settings: TokenSettings, onFailure: OnSignInFailure): Tokens {
  const remembered = new BoundedMap<string, { session: Session; until: number }>(MAX_REMEMBERED)
  const verify = makeVerify(settings)

  function refuse(error: unknown, from: Origin): null {
    if (!isRefusal(error)) throw new Unavailable('The identity provider', error)
    if (!(error instanceof errors.JWTExpired)) onFailure({ reason: `faulty token: ${error.code}` }, from)
    return null
  }

  return {
    recall(name) {
      const known = remembered.get(name)
      return known !== undefined && Date.now() < known.until ? known.session : undefined
    },
    async check(token, name, from) {
      const session = await verify(token).then(
        (payload) => sessionOf(payload, settings.roleClaim),
        (error: unknown) => refuse(error, from),
      )
      if (session === null) return null
      const until = Math.min(session.expiresAt, Date.now() + REMEMBER_MS)
      remembered.set(name, { session, until })
      return session
    },
  }
}

function makeVerify({ key, issuer, audience }: TokenSettings): (token: string) => Promise<JWTPayload> {
  const options = {
    algorithms: 'secret' in key ? SECRET_ALGORITHMS : PUBLIC_ALGORITHMS,
    requiredClaims: ['sub', 'exp'],
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  }
  const getKey: JWTVerifyGetKey =
    'secret' in key
      ? async () => new TextEncoder().encode(key.secret)
      : createRemoteJWKSet(new URL(key.jwksUrl), JWKS)
  return async (token) => (await jwtVerify(token, getKey, options)).payload
}

/** jose's words for a token that is faulty; everything else is trouble with the provider's keys. */
function isRefusal(error: unknown): error is errors.JOSEError {
  return (
    error instanceof errors.JOSEError &&
    /^ERR_(JWT|JWS|JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED)|JWKS_(NO_MATCHING_KEY|MULTIPLE_MATCHING_KEYS))/.test(
      error.code,
    )
  )
}

/** A token without a role is a learner's: the least there is. One whose role nobody knows opens nothing. */
function sessionOf(payload: JWTPayload, roleClaim: string): Session | null {
  const { sub, exp } = payload
  const role = roleOf(payload[roleClaim])
  if (role === null || exp === undefined || !plainText.safeParse(sub).success) return null
  return { subject: String(sub), role, keyId: null, expiresAt: exp * 1000 }
}

function roleOf(claim: unknown): Role | null {
  if (claim === undefined) return 'LEARNER'
  const named = Array.isArray(claim) ? claim : [claim]
  return ROLES.findLast((role) => named.includes(role)) ?? null
}
