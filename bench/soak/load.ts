import { setTimeout } from 'node:timers/promises'

const MOST_AT_ONCE = 200
/** A task that takes so long is held to be stuck. */
const GRACE_MS = 120_000

/** How many tasks a second get done by so many who do one after the other, for so many seconds. */
export async function mostPerSecond(
  task: () => Promise<void>,
  { atOnce, seconds }: { atOnce: number; seconds: number },
): Promise<number> {
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  let done = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (elapsed() < seconds) {
        await task()
        done += 1
      }
    }),
  )
  return done / elapsed()
}

/**
 * Begins so many tasks a second, whether the ones before have ended or not, as learners come. Where the machine is
 * taken up by others for a while, it waits, and makes up for it after.
 * @returns how many were done
 * @throws what a task throws, and when tasks do not end
 */
export async function atRate(
  task: () => Promise<void>,
  { perSecond, seconds, graceMs = GRACE_MS }: { perSecond: number; seconds: number; graceMs?: number },
): Promise<number> {
  const began = performance.now()
  const end = began + seconds * 1000
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  let begun = 0
  for (; failures.length === 0; begun += 1) {
    const due = began + (begun / perSecond) * 1000
    if (due >= end) break
    if (due > performance.now()) await setTimeout(due - performance.now())
    if (running.size >= MOST_AT_ONCE) await inTime(Promise.race(running), graceMs)
    if (performance.now() >= end) break
    const one: Promise<void> = task()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(one))
    running.add(one)
  }
  await inTime(Promise.all(running), graceMs)
  if (failures.length > 0) throw failures[0]
  return begun
}

async function inTime(work: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController()
  const late = setTimeout(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`tasks have not ended within ${ms} ms`)
  })
  try {
    await Promise.race([work, late])
  } finally {
    timer.abort()
    late.catch(() => undefined)
  }
}
