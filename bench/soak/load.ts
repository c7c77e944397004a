import { setTimeout } from 'node:timers/promises'

/** More than so many unfinished at once: the load is not half of what the machine takes. */
const MOST_AT_ONCE = 200

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
 * Begins so many tasks a second, whether the ones before have ended or not, as learners come.
 * @returns how many were done
 * @throws what a task throws, and when they pile up
 */
export async function atRate(
  task: () => Promise<void>,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number> {
  const began = performance.now()
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  const total = Math.max(1, Math.floor(perSecond * seconds))
  for (let i = 0; i < total && failures.length === 0; i += 1) {
    await setTimeout(Math.max(0, began + (i / perSecond) * 1000 - performance.now()))
    if (running.size >= MOST_AT_ONCE) throw new Error(`${running.size} are unfinished: the load is too high`)
    const one: Promise<void> = task()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(one))
    running.add(one)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  return total
}
