import { RateLimiterRedis } from 'rate-limiter-flexible'
import { type Authenticate, makeAuthenticate, type Recall } from '../access/authenticate.ts'
import { WINDOW_MS } from '../access/budget.ts'
import { openKeyring } from '../access/keyring.ts'
import { type LimitSettings, type Limits, openLimits } from '../access/limits.ts'
import { OpenSessions } from '../access/open-sessions.ts'
import { digestOf } from '../access/secret.ts'
import { makeSignInAudit, type OnSignInFailure } from '../access/sign-in-failures.ts'
import { makeTokens, type TokenSettings } from '../access/tokens.ts'
import { type Config, ConfigError } from '../config.ts'
import { recordAdminKey } from '../store/api-keys.ts'
import type { Base } from './open-base.ts'

/** Who may do what, and how much of it, in one API process. */
export interface Access {
  readonly authenticate: Authenticate
  readonly recall: Recall
  readonly sessions: OpenSessions
  /** Ends, in every process, what a revoked key has opened. */
  readonly forgetKey: (keyId: string) => void
  readonly limits: Limits
  stop(): Promise<void>
}

/** Opens the keys and the tokens. @throws ConfigError without a first admin key */
export async function openAccess(config: Config, { db, redis, pubsub, warn }: Base): Promise<Access> {
  const secret = config.ADMIN_API_KEY
  if (secret === undefined) throw new ConfigError('ADMIN_API_KEY: needed, at least 32 characters')
  const sessions = new OpenSessions()
  const limits = openLimits({
    settings: limitSettings(config),
    share: (name, points) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `assessment-engine:limit:${name}`,
        points,
        duration: WINDOW_MS / 1000,
        rejectIfRedisNotReady: true,
      }),
    onError: warn('What was spent is counted by each process alone'),
  })
  const audit = makeSignInAudit(db, warn('A failed sign-in was not audited'))
  const onFailure: OnSignInFailure = (failure, from) => {
    audit(failure, from)
    // Who shows a key that was once good does not guess.
    if (failure.key === undefined) limits.countGuess(from.address)
  }
  const keyring = openKeyring({ db, pubsub, sessions, onFailure, onError: warn('The keyring has trouble') })
  const settings = tokenSettings(config)
  const credentials = makeAuthenticate({
    admin: { secret, keyId: await recordAdminKey(db, digestOf(secret)) },
    keyring,
    tokens: settings === null ? null : makeTokens(settings, onFailure),
    admitGuess: limits.admitGuess,
  })
  return {
    ...credentials,
    sessions,
    forgetKey: keyring.forget,
    limits,
    async stop() {
      await limits.stop()
      await keyring.stop()
    },
  }
}

function limitSettings(config: Config): LimitSettings {
  return {
    person: {
      read: config.RATE_LIMIT_READS,
      autosave: config.RATE_LIMIT_AUTOSAVES,
      submit: config.RATE_LIMIT_SUBMITS,
    },
    address: config.RATE_LIMIT_ADDRESS,
    program: config.RATE_LIMIT_PROGRAM,
  }
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
