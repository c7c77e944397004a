import type { Simulation } from '../domain/simulation.ts'
import type { Db } from './database.ts'
import { findSimulation } from './simulations.ts'

/** A published version by its id. @throws when there is none */
export type SimulationCache = (id: string) => Promise<Simulation>

const MAX_KEPT = 200

/** Keeps published versions in memory: they never change. */
export function makeSimulationCache(db: Db): SimulationCache {
  const kept = new Map<string, Simulation>()
  return async (id) => {
    const known = kept.get(id)
    if (known !== undefined) return known
    const simulation = await findSimulation(db, id)
    if (simulation === null) throw new Error(`simulation ${id} is not in the record`)
    for (const oldest of kept.keys()) {
      if (kept.size < MAX_KEPT) break
      kept.delete(oldest)
    }
    kept.set(id, simulation)
    return simulation
  }
}
