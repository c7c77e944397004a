import { timingSafeEqual } from 'node:crypto'
import type { PubSubEngine } from 'graphql-subscriptions'
import { z } from 'zod'
import { startPeriodic } from '../domain/periodic.ts'
import { type ApiKey, findApiKeyByPrefix, listEndedKeys, recordKeyUse } from '../store/api-keys.ts'
import type { Db } from '../store/database.ts'
import { BoundedMap } from './bounded-map.ts'
import type { OpenSessions } from './open-sessions.ts'
import type { Session } from './session.ts'
import type { OnSignInFailure, Origin } from './sign-in-failures.ts'

/** Keys that one process remembers. */
const MAX_REMEMBERED = 10_000
/** How often the record is asked which of the keys in use count no more: a revocation may have gone untold. */
const RECHECK_MS = 1000
/** A key that was checked longer ago, since the record could not be asked, is looked up anew. */
const FRESH_MS = 2000
/** A key that nobody has used for so long is forgotten, and the record no more asked about it. */
const FORGET_MS = 60_000
/** How often the keys that were used are noted. */
const NOTE_USE_MS = 5000

/** Tells every process that a key was revoked. */
const CHANNEL = 'assessment-engine:key-revoked'
const revocation = z.object({ keyId: z.uuid() })

/** The API keys, as far as this process has met them. */
export interface Keyring {
  /** The session of a key that was met a moment ago. */
  recall(name: string): Session | undefined
  /** The session of a key, or null where there is none such. Rejects while the record is out of reach. */
  lookUp(secret: KeySecret, from: Origin): Promise<Session | null>
  /** Has it noted, in a while, that a key was used. */
  noteUse(keyId: string): void
  /** Forgets a revoked key in every process and ends what it has opened. */
  forget(keyId: string): void
  stop(): Promise<void>
}

/** What a caller showed: the digest as bytes to compare, and as a name to remember it by. */
export interface KeySecret {
  readonly prefix: string
  readonly digest: Buffer
  readonly name: string
}

export interface KeyringOptions {
  readonly db: Db
  readonly pubsub: PubSubEngine
  readonly sessions: OpenSessions
  readonly onFailure: OnSignInFailure
  readonly onError: (error: unknown) => void
}

interface Remembered {
  readonly session: Session & { readonly keyId: string }
  checkedAt: number
  usedAt: number
}

/** Opens the keyring: revocations reach it by Redis at once, and by the record within RECHECK_MS. */
export function openKeyring({ db, pubsub, sessions, onFailure, onError }: KeyringOptions): Keyring {
  const remembered = new BoundedMap<string, Remembered>(MAX_REMEMBERED)
  const lookups = new Map<string, Promise<Session | null>>()
  let used = new Set<string>()

  function end(keyId: string) {
    for (const [name, { session }] of remembered) if (session.keyId === keyId) remembered.delete(name)
    sessions.endKey(keyId)
  }

  async function read({ prefix, digest, name }: KeySecret, from: Origin): Promise<Session | null> {
    const began = performance.now()
    const found = await findApiKeyByPrefix(db, prefix)
    if (found === null || !timingSafeEqual(found.digest, digest)) {
      onFailure({ reason: 'unknown key' }, from)
      return null
    }
    const { key } = found
    if (key.revokedAt !== null) {
      onFailure({ reason: 'revoked key', key }, from)
      return null
    }
    // One session for each key, so that all it opens hangs together.
    const session = remembered.get(name)?.session ?? sessionOf(key)
    remembered.set(name, { session, checkedAt: began, usedAt: began })
    return session
  }

  async function recheck() {
    const began = performance.now()
    sessions.endExpired()
    for (const [name, { usedAt }] of remembered) if (began - usedAt > FORGET_MS) remembered.delete(name)
    const entries = [...remembered].map(([, entry]) => entry)
    const ids = new Set([...entries.map(({ session }) => session.keyId), ...sessions.keyIds()])
    if (ids.size > 0) for (const keyId of await listEndedKeys(db, [...ids])) end(keyId)
    for (const entry of entries) entry.checkedAt = began
  }

  async function noteUse() {
    if (used.size === 0) return
    const ids = [...used]
    used = new Set()
    await recordKeyUse(db, ids)
  }

  hearRevocations(pubsub, end).catch(onError)
  const rechecking = startPeriodic({ everyMs: RECHECK_MS, task: recheck, onError })
  const noting = startPeriodic({ everyMs: NOTE_USE_MS, task: noteUse, onError })
  return {
    recall(name) {
      const known = remembered.get(name)
      const now = performance.now()
      if (known === undefined || now - known.checkedAt >= FRESH_MS) return undefined
      known.usedAt = now
      return known.session
    },
    lookUp(secret, from) {
      // Many requests of one key may come at once: they share one look at the record.
      const lookup = lookups.get(secret.name) ?? read(secret, from).finally(() => lookups.delete(secret.name))
      lookups.set(secret.name, lookup)
      return lookup
    },
    noteUse: (keyId) => void used.add(keyId),
    forget(keyId) {
      end(keyId)
      pubsub.publish(CHANNEL, { keyId }).catch(onError)
    },
    async stop() {
      await rechecking.stop()
      await noting.stop()
      await noteUse().catch(onError)
    },
  }
}

function hearRevocations(pubsub: PubSubEngine, end: (keyId: string) => void): Promise<number> {
  const onMessage = (message: unknown) => {
    const told = revocation.safeParse(message)
    if (told.success) end(told.data.keyId)
  }
  return pubsub.subscribe(CHANNEL, onMessage, {})
}

function sessionOf({ id, role, learnerId }: ApiKey): Session & { readonly keyId: string } {
  return { subject: learnerId ?? `key:${id}`, role, keyId: id, expiresAt: Number.POSITIVE_INFINITY }
}
