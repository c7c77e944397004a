import { fileURLToPath } from 'node:url'
import type { CodeRun, CodeRunResult, Sandbox } from '../../scoring/sandbox.ts'
import { Child, type ChildOptions } from '../child.ts'
import { openPool, type PoolSize, packageFolder } from '../pool.ts'
import { imagePlace } from './image-cache.ts'
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
const IMAGE_GUARD_MS = 180_000

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
  const image = imagePlace()
  if (!image.isThere) image.keep(await makeImage())
  const pool = await openPool<CodeRun, CodeRunResult, Note>({
    ...childOptions,
    program: new URL('./child-program.ts', import.meta.url),
    readable: [...SOURCES, image.file],
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

async function makeImage(): Promise<Uint8Array> {
  const maker = await Child.start({
    ...childOptions,
    program: new URL('./image-program.ts', import.meta.url),
    readable: [...SOURCES, packageFolder('pyodide')],
  })
  try {
    // The child is started from our own code: what it answers is what its program says it answers.
    return (await maker.call(null, { guardMs: IMAGE_GUARD_MS, onNote: () => undefined })) as Uint8Array
  } finally {
    await maker.kill()
  }
}
