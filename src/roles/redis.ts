import { Redis } from 'ioredis'
import { startPeriodic } from '../domain/periodic.ts'
import { settlesWithin } from '../domain/settles-within.ts'

/** A command that has had no answer for this long has failed, where failing is allowed. */
const COMMAND_MS = 2000

/** How often a connection is asked whether it still lives, and how long it may be silent. */
const HEARTBEAT_MS = 5000
const SILENCE_MS = 10_000

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
    // Commands of one turn of the event loop go as one write: under load most of their cost is in the system calls.
    enableAutoPipelining: true,
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
  keepAlive(redis)
  return redis
}

/**
 * Gives up a connection that is open and says nothing: its other end is gone without a word, and commands that wait
 * would wait for ever. TCP's own keepalive takes hours, and cannot tell a server that hangs.
 */
function keepAlive(redis: Redis): void {
  let heardAt = performance.now()
  async function beat() {
    // Between two tries to connect there is nobody to be heard.
    const isOpen = redis.status === 'connect' || redis.status === 'ready'
    if (!isOpen || (await answers(redis))) heardAt = performance.now()
    if (performance.now() - heardAt < SILENCE_MS) return
    heardAt = performance.now()
    redis.disconnect(true)
  }
  const beats = startPeriodic({ everyMs: HEARTBEAT_MS, task: beat, onError: () => {} })
  redis.once('end', () => void beats.stop())
}

async function answers(redis: Redis): Promise<boolean> {
  if (redis.status !== 'ready') return false
  const pong = redis.ping().then(
    () => true,
    () => false,
  )
  return (await settlesWithin(pong, HEARTBEAT_MS)) && pong
}
