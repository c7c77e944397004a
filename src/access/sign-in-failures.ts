import type { ApiKey } from '../store/api-keys.ts'
import { recordAudit } from '../store/audit-log.ts'
import type { Db } from '../store/database.ts'
import { BoundedMap } from './bounded-map.ts'

/** Where a request comes from. */
export interface Origin {
  readonly requestId: string
  readonly address: string | null
}

/** A credential of the right form that opened nothing. */
export interface SignInFailure {
  readonly reason: string
  /** Whose it was, where it was ever good. */
  readonly key?: ApiKey
}

export type OnSignInFailure = (failure: SignInFailure, from: Origin) => void

/** The same failure from the same address is written once in so long: a guesser must not fill the log. */
const QUIET_MS = 10 * 60_000
/** Kinds of failures and addresses that are told apart; past it the oldest may be written again. */
const MAX_TOLD_APART = 1000

/** Writes into the audit log who tried to get in with what was never good, or is not any more. */
export function makeSignInAudit(db: Db, onError: (error: unknown) => void): OnSignInFailure {
  const told = new BoundedMap<string, number>(MAX_TOLD_APART)
  return ({ reason, key }, { requestId, address }) => {
    const kind = `${reason} ${key?.id ?? ''} ${address ?? ''}`
    const now = performance.now()
    if (now - (told.get(kind) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return
    told.set(kind, now)
    recordAudit(db, {
      actor: key === undefined ? 'anonymous' : `key:${key.id}`,
      // Nobody has a role who is not let in: the entry says the least there is.
      role: key?.role ?? 'LEARNER',
      action: 'signIn',
      target: key?.id ?? null,
      address,
      requestId,
      detail: { failure: reason },
    }).catch(onError)
  }
}
