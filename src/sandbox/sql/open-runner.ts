import { fileURLToPath } from 'node:url'
import type { Sandbox, SqlRun, SqlRunResult } from '../../scoring/sandbox.ts'
import type { ChildOptions } from '../child.ts'
import { imageFile } from '../image/image-file.ts'
import type { ImageOf } from '../image/image-place.ts'
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

/** The folder of a new database. */
const IMAGE: ImageOf = {
  sandbox: 'sql',
  packageName: '@electric-sql/pglite',
  sources: ['sql/engine/*.ts', 'metering/*.ts'],
}

const childOptions: Omit<ChildOptions, 'program' | 'readable'> = {
  heapMb: HEAP_MB,
  flags: [`--stack-size=${STACK_KIB}`],
}

/**
 * Starts the processes in which SQL runs, each on the same new database.
 * @throws SandboxFault when they do not start
 */
export async function openSqlRunner(size: PoolSize): Promise<SqlRunner> {
  const readable = [...SOURCES, packageFolder('@electric-sql/pglite')]
  const program = new URL('./image-program.ts', import.meta.url)
  const image = await imageFile(IMAGE, { ...childOptions, program, readable })
  const pool = await openPool<SqlRun, SqlRunResult>({
    ...childOptions,
    program: new URL('./child-program.ts', import.meta.url),
    readable: [...readable, image],
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
