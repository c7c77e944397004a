import type { Redis } from 'ioredis'

const KEY = 'assessment-engine:sentinel'
/**
 * Redis keeps no key of ours for ever. Each turn of a reconciler renews it; when all workers were away for longer, what
 * is queued is woken again, which does nothing where it is still in the queue.
 */
const EXPIRES_S = 3600

/**
 * Whether Redis may have forgotten something since this was last asked: the key is gone (a flush, an eviction), or
 * another server process answers (a restart may have gone back to an older state).
 */
export async function redisLostMemory(redis: Redis): Promise<{ lost: boolean; runId: string }> {
  const info = await redis.info('server')
  const runId = /^run_id:(\w+)/m.exec(info)?.[1] ?? 'unknown'
  return { lost: (await redis.get(KEY)) !== runId, runId }
}

/** Marks that everything unfinished is on its way. */
export async function markMemory(redis: Redis, runId: string): Promise<void> {
  await redis.set(KEY, runId, 'EX', EXPIRES_S)
}
