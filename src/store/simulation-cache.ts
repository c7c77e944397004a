import { BoundedCache } from '../domain/bounded-cache.ts'
import type { Simulation } from '../domain/simulation.ts'
import { batched } from './batched.ts'
import type { Db } from './database.ts'
import { listSimulationsById } from './simulations.ts'

/** A published version by its id, at once where it is known. Rejects when there is none. */
export type SimulationCache = (id: string) => Simulation | Promise<Simulation>

/** Of the definitions' text, which takes about three times as much once it is parsed. */
const BOUNDS = { entries: 1000, bytes: 32 * 1024 * 1024 }

/** Keeps published versions in memory: they never change. */
export function makeSimulationCache(db: Db): SimulationCache {
  const kept = new BoundedCache<string, Simulation>(BOUNDS)
  const read = batched(async (ids) => {
    const found = await listSimulationsById(db, ids)
    for (const { simulation, bytes } of found) kept.set(simulation.id, simulation, bytes)
    return new Map(found.map(({ simulation }) => [simulation.id, simulation]))
  })
  return (id) =>
    kept.get(id) ??
    read(id).then((simulation) => {
      if (simulation === undefined) throw new Error(`simulation ${id} is not in the record`)
      return simulation
    })
}
