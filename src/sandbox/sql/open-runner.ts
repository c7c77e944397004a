import { fileURLToPath } from 'node:url'
import type { Sandbox, SqlRun, SqlRunResult } from '../../scoring/sandbox.ts'
import { openPool, type PoolSize, packageFolder } from '../pool.ts'

const SOURCES = ['..', '../../domain', '../../scoring/sandbox.ts'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)
const HEAP_MB = 256
/** In KiB. Postgres bounds its recursion by its own stack, which it keeps in its memory; V8's has to outlast that. */
const STACK_KIB = 7400
const GUARD_FACTOR = 30
/** Setups twice, and another Postgres where the last one was used up. */
const GUARD_BASE_MS = 60_000

export interface SqlRunner {
  readonly query: Sandbox['query']
  stop(): Promise<void>
}

/**
 * Starts the processes in which SQL runs.
 * @throws SandboxFault when they do not start
 */
export async function openSqlRunner(size: PoolSize): Promise<SqlRunner> {
  const pool = await openPool<SqlRun, SqlRunResult>({
    program: new URL('./child-program.ts', import.meta.url),
    readable: [...SOURCES, packageFolder('@electric-sql/pglite')],
    heapMb: HEAP_MB,
    flags: [`--stack-size=${STACK_KIB}`],
    ...size,
  })
  return {
    query: async (run, { signal, onTest } = {}) => {
      const result = await pool.call(run, {
        // The model answer, the answer, and twice reading the tables.
        guardMs: GUARD_BASE_MS + run.limits.timeMs * GUARD_FACTOR,
        signal,
      })
      onTest?.()
      return result
    },
    stop: () => pool.stop(),
  }
}
