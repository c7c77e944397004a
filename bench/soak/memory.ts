import { childrenOf, treeMb } from '../process-memory.ts'
import type { Series } from './report.ts'

/** What one process, or several of a kind, hold at one time. */
export interface Reading {
  readonly process: string
  readonly kind: Series['kind']
  readonly mb: number
}

const ROLES = { api: 'roles/api.ts', worker: 'roles/worker.ts' } as const
const STORES = { postgres: 'bin/postgres', redis: 'redis-server', valkey: 'valkey-server' } as const

/** The memory of every process of an engine that this process started; children's apart from their parent's. */
export function readMemory(): readonly Reading[] {
  const readings: Reading[] = []
  const add = (process: string, mb: number) => readings.push({ process, kind: 'memory', mb })
  const children = childrenOf(process.pid)
  for (const [name, mark] of Object.entries(ROLES)) {
    const found = children.filter(({ command }) => command.includes(mark))
    const offspring = found.flatMap((role) => role.children)
    add(
      name,
      found.reduce((sum, { mb }) => sum + mb, 0),
    )
    if (offspring.length > 0) {
      add(
        `${name}'s children`,
        offspring.reduce((sum, child) => sum + treeMb(child), 0),
      )
    }
  }
  for (const [name, mark] of Object.entries(STORES)) {
    const store = children.find(({ command }) => command.includes(mark) && !command.startsWith('sh '))
    if (store !== undefined) add(name, treeMb(store))
  }
  return readings
}

/** What JavaScript uses, by the metrics that a role serves. */
export async function readHeap(process: string, origin: string): Promise<Reading> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const bytes = text.match(/^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)/m)?.[1]
  if (bytes === undefined) throw new Error(`${origin}/metrics does not tell the heap`)
  return { process, kind: 'heap', mb: Number(bytes) / 2 ** 20 }
}
