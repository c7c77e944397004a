import { fileURLToPath } from 'node:url'
import type { CodeRun, CodeRunResult, Sandbox } from '../../scoring/sandbox.ts'
import type { ChildOptions } from '../child.ts'
import { imageFile } from '../image/image-file.ts'
import { openPool, type PoolSize, packageFolder } from '../pool.ts'
import { PYTHON_IMAGE } from './image.ts'
import type { Note } from './run-code.ts'

const SOURCES = ['..', '../../domain', '../../scoring/sandbox.ts'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)
const HEAP_MB = 256
/** In KiB. Python's C code recurses in frames of WebAssembly; the system gives a process 8 MiB. */
const STACK_KIB = 7400
/** Three budgets lie between two notes at most, and searching with a regular expression takes four times the usual. */
const GUARD_FACTOR = 120
const GUARD_BASE_MS = 20_000

const childOptions: Omit<ChildOptions, 'program' | 'readable'> = {
  heapMb: HEAP_MB,
  flags: [
    `--stack-size=${STACK_KIB}`,
    '--disallow-code-generation-from-strings',
    '--disable-warning=ExperimentalWarning',
  ],
}

/**
 * Starts the processes in which Python programs run. Python itself is started once for all of them, in a process of
 * its own; they go on from an image of that one's memory, which is kept for the next time.
 * @throws SandboxFault when they do not start
 */
export async function openPythonRunner(
  size: PoolSize,
): Promise<{ run: Sandbox['run']; stop(): Promise<void> }> {
  const image = await imageFile(PYTHON_IMAGE, {
    ...childOptions,
    program: new URL('./image-program.ts', import.meta.url),
    readable: [...SOURCES, packageFolder('pyodide')],
  })
  const pool = await openPool<CodeRun, CodeRunResult, Note>({
    ...childOptions,
    program: new URL('./child-program.ts', import.meta.url),
    readable: [...SOURCES, image],
    ...size,
  })
  return {
    run: (run, { signal, onTest } = {}) =>
      pool.call(run, {
        guardMs: GUARD_BASE_MS + run.limits.timeMs * GUARD_FACTOR,
        signal,
        onNote: (note) => {
          if (note === 'test') onTest?.()
        },
      }),
    stop: () => pool.stop(),
  }
}
