import { Redis } from 'ioredis'

/** A command that has had no answer for this long has failed, where failing is allowed. */
const COMMAND_MS = 2000

/** Commands that come while Redis is away fail at once or wait; a queue's worker and subscribers wait. */
export interface RedisOptions {
  readonly url: string
  readonly whileAway: 'fail' | 'wait'
  readonly onError: (error: Error) => void
}

/** Opens a connection that comes back by itself, for as long as it takes. */
export function openRedis({ url, whileAway, onError }: RedisOptions): Redis {
  const redis = new Redis(url, {
    // BullMQ's worker needs null; a caller that must not wait has no offline queue to wait in.
    maxRetriesPerRequest: null,
    enableOfflineQueue: whileAway === 'wait',
    // A frozen Redis, or one behind a dead connection, answers nothing and closes nothing.
    ...(whileAway === 'fail' ? { commandTimeout: COMMAND_MS } : {}),
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(times * 100, 1000),
  })
  let away = false
  redis.on('error', (error: Error) => {
    // Each try to connect again fails alike: the first one is told.
    if (!away) onError(error)
    away = true
  })
  redis.on('ready', () => {
    away = false
  })
  return redis
}
