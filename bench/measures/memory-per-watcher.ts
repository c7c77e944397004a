import type { Measure } from '../measure.ts'
import { openNaive, openOurs, untilIdle, type WatchedServer } from '../watching/sides.ts'

const WATCHERS = 10_000

/** What a server holds for each watcher to whom nothing happens. */
const memory = (name: string, jobs: 'jobs of their own' | 'one job'): Measure => ({
  name,
  what:
    `heap after a collection, for each of ${WATCHERS} idle WebSocket watchers of ${jobs}, beside yoga, graphql-ws and ` +
    'graphql-redis-subscriptions as their docs wire them',
  unit: 'KB',
  better: 'lower',
  target: 0.6,
  async open(stores, effort) {
    const watchers = Math.ceil(WATCHERS * effort)
    const sides = [await openOurs(stores), await openNaive(stores)] as const
    const jobIds = await Promise.all(sides.map((side) => makeWatched(side, watchers, jobs === 'one job')))
    const [ours, peer] = sides
    return {
      ours: () => perWatcher(ours, jobIds[0] ?? []),
      peer: () => perWatcher(peer, jobIds[1] ?? []),
      async stop() {
        for (const side of sides) await side.stop()
      },
    }
  },
})

export const memoryPerWatcher = memory('memory-per-watcher', 'one job')
export const memoryPerWatcherOfOwnJob = memory('memory-per-watcher-of-own-job', 'jobs of their own')

async function makeWatched(
  side: WatchedServer,
  watchers: number,
  ofOneJob: boolean,
): Promise<readonly string[]> {
  const ids = await side.makeJobs(ofOneJob ? 1 : watchers)
  return Array.from({ length: watchers }, (_, i) => ids[i % ids.length] ?? '')
}

/** Opens the watchers, and closes them again. @returns KB that the server holds for each */
async function perWatcher(
  { server, crowd, watch }: WatchedServer,
  jobIds: readonly string[],
): Promise<number> {
  const before = await server.memory()
  await watch(jobIds)
  const after = await server.memory()
  await crowd.close()
  // What is still being closed would be found missing in the next round.
  await untilIdle(server)
  return (after.heap - before.heap) / jobIds.length / 1000
}
