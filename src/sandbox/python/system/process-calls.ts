import { Halted } from '../../judging/halted.ts'
import type { Heap } from './heap.ts'
import type { RandomBytes } from './random.ts'

export interface ProcessOptions {
  readonly heap: Heap
  readonly environment: readonly string[]
  readonly random: () => RandomBytes
  readonly pay: (gas: number) => void
  /** Makes the memory that large, or refuses. */
  readonly grow: (bytes: number) => boolean
}

/** EAI_FAIL. */
const NO_NAME = -4
/** What a shell gives for SIGABRT. */
const ABORTED = 134
const MAXIMUM_MEMORY = 2 ** 31

/** The program has ended its process without coming to its end. */
export class Exited extends Halted {
  readonly code: number

  constructor(code: number) {
    super('exception', `the program ended its own process${code === 0 ? '' : ` with exit code ${code}`}`)
    this.code = code
  }
}

/** The calls about the process itself: its environment, its memory, its end. */
export function processCalls({ heap, environment, random, pay, grow }: ProcessOptions) {
  const exit = (code: number): never => {
    throw new Exited(code)
  }
  const abort = () => exit(ABORTED)
  const nothing = () => null
  const no = () => 0
  return {
    environ_sizes_get: (count: number, bytes: number) => {
      heap.putU32(count, environment.length)
      heap.putU32(
        bytes,
        environment.reduce((sum, text) => sum + text.length + 1, 0),
      )
      return 0
    },
    environ_get: (pointers: number, texts: number) => {
      let at = texts
      environment.forEach((text, i) => {
        heap.putU32(pointers + i * 4, at)
        at += heap.putText(at, text)
      })
      return 0
    },
    random_get: (at: number, length: number) => {
      pay(length >>> 0)
      random().fill(heap.writable(at, length))
      return 0
    },
    emscripten_get_heap_max: () => MAXIMUM_MEMORY,
    emscripten_resize_heap: (bytes: number) => Number(grow(bytes >>> 0)),
    _emscripten_get_progname: (out: number) => {
      heap.putText(out, 'python')
      return 0
    },
    exit,
    proc_exit: exit,
    _abort_js: abort,
    __assert_fail: abort,
    // There is no network, and nobody to ask for a name.
    getaddrinfo: () => NO_NAME,
    getnameinfo: () => NO_NAME,
    getprotobyname: no,
    // What Pyodide asks on its way, for which there is nothing here.
    _Py_emscripten_runtime: no,
    _Py_CheckEmscriptenSignals_Helper: no,
    _try_fcntl64: no,
    _try_shutdown: no,
    _munmap_js: no,
    _setitimer_js: no,
    __hiwire_deduplicate_new: nothing,
    _maybe_poll_async: nothing,
    _maybe_connect_async: nothing,
    _maybe_recvfrom_async: nothing,
    _maybe_sendto_async: nothing,
    __syscall_poll: no,
    emscripten_runtime_keepalive_push: no,
    emscripten_runtime_keepalive_pop: no,
    _emscripten_runtime_keepalive_clear: no,
  }
}
