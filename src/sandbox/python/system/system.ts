import type { SourceFiles } from '../../../scoring/sandbox.ts'
import { Halted } from '../../judging/halted.ts'
import { Clock, clockCalls } from './clock.ts'
import { descriptorCalls } from './descriptor-calls.ts'
import { Descriptors } from './descriptors.ts'
import { ERRNO, SystemError } from './errno.ts'
import { type FileSystem, fileCalls } from './file-calls.ts'
import { FileTree, HOME } from './files.ts'
import type { Heap } from './heap.ts'
import { processCalls } from './process-calls.ts'
import { RandomBytes } from './random.ts'
import { StandardStreams } from './standard-streams.ts'
import { transferCalls } from './transfer-calls.ts'

/** What the program's own process would hold; Python reads some of it when it starts. */
const ENVIRONMENT = [
  'PYTHONHOME=/',
  'PYTHONHASHSEED=0',
  'PYTHONDONTWRITEBYTECODE=1',
  'PYTHON_COLORS=0',
  'LANG=C.UTF-8',
  'TZ=UTC',
  `HOME=${HOME}`,
]
/** A call's own price: by the clock, most take one to three microseconds. */
const CALL_GAS = 500
/**
 * Calls without a price: those that are made in loops of libc's own and take next to nothing, and growth, which a
 * program needs or not as the memory was left by an earlier one.
 */
const FREE_CALLS = new Set([
  'emscripten_resize_heap',
  'emscripten_get_now',
  '_Py_CheckEmscriptenSignals_Helper',
  '_PyEM_TrampolineCall_JS',
])

type Call = (...args: never[]) => number | bigint | null | undefined

export interface SystemOptions {
  readonly heap: Heap
  /** Python's standard library, as the archive that it is imported from. */
  readonly library: Uint8Array
  readonly grow: (bytes: number) => boolean
  readonly pay: (gas: number) => void
}

/**
 * The operating system that Python finds: files in memory, a clock that stands still, randomness from a fixed seed,
 * and nothing else. It holds all state that a program can reach outside the linear memory.
 */
export class System {
  readonly #options: SystemOptions
  #files: SourceFiles = {}
  #clock = new Clock()
  #random = new RandomBytes()
  #streams = new StandardStreams('')
  /** Made when it is first asked for: most programs never do. */
  #open: FileSystem | null = null
  #asked = false

  constructor(options: SystemOptions) {
    this.#options = options
  }

  get #fileSystem(): FileSystem {
    if (this.#open === null) {
      const tree = new FileTree(this.#options.library, this.#files)
      this.#open = { tree, descriptors: new Descriptors(tree), streams: this.#streams }
    }
    return this.#open
  }

  get tree(): FileTree {
    return this.#fileSystem.tree
  }

  /** What a program has written to its standard output. */
  get output(): string {
    return this.#streams.output
  }

  /** Forgets all that a program has done here. The next finds `files` in its folder, and reads `input`. */
  reset({ files, input }: { readonly files: SourceFiles; readonly input: string }): void {
    this.#files = files
    this.#clock = new Clock()
    this.#random = new RandomBytes()
    this.#streams = new StandardStreams(input)
    this.#open = null
    this.#asked = false
  }

  /** Whether a program has asked it for anything since: what it holds may be another. */
  get asked(): boolean {
    return this.#asked
  }

  /** What the module asks for, function by function: ours, or a refusal. */
  imports(module: WebAssembly.Module): WebAssembly.Imports {
    const calls = this.#calls()
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      const group = imports[from] ?? {}
      imports[from] = group
      // The addresses of functions of the browser, which are not there.
      if (kind === 'global') group[name] = new WebAssembly.Global({ value: 'i32', mutable: true }, 0)
      else group[name] = this.#answering(name, calls.get(name) ?? refusal(name))
    }
    return imports
  }

  #calls(): ReadonlyMap<string, Call> {
    const { heap, grow, pay } = this.#options
    const system = () => this.#fileSystem
    return new Map<string, Call>(
      Object.entries({
        ...fileCalls(heap, system, pay),
        ...descriptorCalls(heap, system),
        ...transferCalls({ heap, system, pay }),
        ...clockCalls(heap, () => this.#clock),
        ...processCalls({ heap, grow, pay, environment: ENVIRONMENT, random: () => this.#random }),
      }),
    )
  }

  /** The call, paid for, its failures told by number: of WASI's calls as it is, of the others as a negative. */
  #answering(name: string, call: Call): Call {
    const price = FREE_CALLS.has(name) ? 0 : CALL_GAS
    const sign = name.startsWith('__syscall') ? -1 : 1
    return (...args) => {
      this.#asked ||= price > 0
      this.#options.pay(price)
      try {
        return call(...args)
      } catch (error) {
        if (error instanceof SystemError) return error.errno * sign
        throw error
      }
    }
  }
}

/** A system call that is not there fails; of all else that is not there, nothing good can come. */
function refusal(name: string): Call {
  if (name.startsWith('__syscall')) return () => -ERRNO.notSupported
  return () => {
    throw new Halted('exception', `the program asked its system for ${name}, which is not there`)
  }
}
