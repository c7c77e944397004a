import type { Measure } from '../measure.ts'
import { openNaive, openOurs, type WatchedServer } from '../watching/sides.ts'

const WATCHERS = 2000
const CHANGES = 30

/** What it costs the server to tell all watchers of one job of each of its changes. */
export const fanOut: Measure = {
  name: 'fan-out',
  what:
    `one job's changes to ${WATCHERS} WebSocket watchers, by the server's CPU time, beside yoga, graphql-ws and ` +
    'graphql-redis-subscriptions as their docs wire them',
  unit: 'deliveries/CPU-s',
  target: 3,
  async open(stores, effort) {
    const watchers = Math.ceil(WATCHERS * effort)
    const sides = [await openOurs(stores), await openNaive(stores)] as const
    const [ours, peer] = [await openFan(sides[0], watchers), await openFan(sides[1], watchers)]
    return {
      ours,
      peer,
      async stop() {
        for (const side of sides) await side.stop()
      },
    }
  },
}

/** Gathers the watchers. @returns what a round does */
async function openFan(side: WatchedServer, watchers: number): Promise<() => Promise<number>> {
  const [job = ''] = await side.makeJobs(1)
  await side.watch(Array<string>(watchers).fill(job))
  // The record has 1, and a version must never fall.
  let version = 1
  return async () => {
    const before = await side.server.cpuMs()
    for (let i = 0; i < CHANGES; i++) {
      await side.publish(job, ++version)
      await side.crowd.hears(watchers)
    }
    const after = await side.server.cpuMs()
    return (watchers * CHANGES) / ((after - before) / 1000)
  }
}
