import { fileURLToPath } from 'node:url'
import type { CodeRun, CodeRunResult, RunOptions } from '../../scoring/sandbox.ts'
import { openPool, type PoolSize, packageFolder } from '../pool.ts'
import type { Note } from './run-code.ts'

/** The packages that the child loads: QuickJS, parser and compiler, and what `expect` is made of. */
const PACKAGES = [
  '@jitl/quickjs-wasmfile-release-sync',
  '@swc/wasm-typescript',
  '@vitest/expect',
  '@vitest/pretty-format',
  '@vitest/spy',
  '@vitest/utils',
  'acorn',
  'chai',
  'tinyrainbow',
]
const SOURCES = ['..', '../../domain', '../../scoring/sandbox.ts'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)
const HEAP_MB = 256
/** In KiB. WebAssembly's frames for 10,000 nested calls take that much; the system gives a process 8 MiB. */
const STACK_KIB = 7400
const GUARD_FACTOR = 30
const GUARD_BASE_MS = 20_000

export interface Runner {
  run(run: CodeRun, options?: RunOptions): Promise<CodeRunResult>
  stop(): Promise<void>
}

/**
 * Starts the processes in which JavaScript programs run.
 * @throws SandboxFault when they do not start
 */
export async function openRunner(size: PoolSize): Promise<Runner> {
  const pool = await openPool<CodeRun, CodeRunResult, Note>({
    program: new URL('./child-program.ts', import.meta.url),
    readable: [...SOURCES, ...PACKAGES.map(packageFolder)],
    heapMb: HEAP_MB,
    flags: [`--stack-size=${STACK_KIB}`, '--disable-warning=ExperimentalWarning'],
    ...size,
  })
  return {
    run: (run, { signal, onTest } = {}) =>
      pool.call(run, {
        // Between two notes lie at most three budgets: loading, hooks and the test itself.
        guardMs: GUARD_BASE_MS + run.limits.timeMs * GUARD_FACTOR,
        signal,
        onNote: (note) => {
          if (note === 'test') onTest?.()
        },
      }),
    stop: () => pool.stop(),
  }
}
