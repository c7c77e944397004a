import { type Authenticate, makeAuthenticate } from '../access/authenticate.ts'
import { openKeyring } from '../access/keyring.ts'
import { OpenSessions } from '../access/open-sessions.ts'
import { digestOf } from '../access/secret.ts'
import { makeSignInAudit } from '../access/sign-in-failures.ts'
import { makeTokens, type TokenSettings } from '../access/tokens.ts'
import { type Config, ConfigError } from '../config.ts'
import { recordAdminKey } from '../store/api-keys.ts'
import type { Base } from './open-base.ts'

/** Who may do what, and how much of it, in one API process. */
export interface Access {
  readonly authenticate: Authenticate
  readonly sessions: OpenSessions
  /** Ends, in every process, what a revoked key has opened. */
  readonly forgetKey: (keyId: string) => void
  stop(): Promise<void>
}

/** Opens the keys and the tokens. @throws ConfigError without a first admin key */
export async function openAccess(config: Config, { db, pubsub, warn }: Base): Promise<Access> {
  const secret = config.ADMIN_API_KEY
  if (secret === undefined) throw new ConfigError('ADMIN_API_KEY: needed, at least 32 characters')
  const sessions = new OpenSessions()
  const onFailure = makeSignInAudit(db, warn('A failed sign-in was not audited'))
  const keyring = openKeyring({ db, pubsub, sessions, onFailure, onError: warn('The keyring has trouble') })
  const settings = tokenSettings(config)
  const authenticate = makeAuthenticate({
    admin: { secret, keyId: await recordAdminKey(db, digestOf(secret)) },
    keyring,
    tokens: settings === null ? null : makeTokens(settings, onFailure),
    admitGuess: () => undefined,
  })
  return { authenticate, sessions, forgetKey: keyring.forget, stop: keyring.stop }
}

function tokenSettings(config: Config): TokenSettings | null {
  const { AUTH_JWT_SECRET: secret, AUTH_JWKS_URL: jwksUrl } = config
  const rest = {
    issuer: config.AUTH_JWT_ISSUER,
    audience: config.AUTH_JWT_AUDIENCE,
    roleClaim: config.AUTH_JWT_ROLE_CLAIM,
  }
  if (jwksUrl !== undefined) return { key: { jwksUrl }, ...rest }
  return secret === undefined ? null : { key: { secret }, ...rest }
}
