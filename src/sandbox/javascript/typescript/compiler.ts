import { createRequire } from 'node:module'
import type { Options, TransformOutput } from '@swc/wasm-typescript'
import { meter } from '../../metering/meter.ts'

/** The parts of the package that are used here; its types leave out the WebAssembly instance. */
interface Swc {
  transformSync(source: string, options: Options): TransformOutput
  readonly __wasm: { readonly memory: WebAssembly.Memory } & Readonly<Record<string, unknown>>
}

/** What swc says of a text that it cannot turn into JavaScript. Lines count from 1, columns from 0. */
export interface CompilerFault {
  readonly code: 'InvalidSyntax' | 'UnsupportedSyntax'
  readonly message: string
  readonly startLine: number
  readonly startColumn: number
}

export type Compiled =
  | { readonly output: TransformOutput; readonly gas: number }
  | { readonly fault: CompilerFault; readonly gas: number }
  /** It nested too deeply for the compiler, or wanted more gas than it was given. */
  | { readonly ended: 'too deep' | 'too long'; readonly gas: number }

const require = createRequire(import.meta.url)
const PACKAGE = '@swc/wasm-typescript'
/** Grows the memory to what a long file takes, so that few files make it grow further. */
const WARM_UP = 'export const warm: number = up(1, "2");\n'.repeat(2000)
const WARM_UP_GAS = 1e12

let compiled: WebAssembly.Module | null = null

/**
 * swc's TypeScript compiler in metered WebAssembly. Its memory is put back before each file, because a file that nests
 * deeply stops it in the middle of something.
 */
class Compiler {
  readonly #swc: Swc
  readonly #gas: WebAssembly.Global
  readonly #globals: readonly WebAssembly.Global[]
  readonly #fresh: { readonly memory: Uint8Array; readonly globals: readonly number[] }

  constructor() {
    this.#swc = loadSwc()
    const exported = Object.entries(this.#swc.__wasm).filter(
      ([, value]) => value instanceof WebAssembly.Global,
    )
    const globals = new Map(exported as [string, WebAssembly.Global][])
    const gas = globals.get('gas')
    if (gas === undefined) throw new Error('the compiler is not metered')
    globals.delete('gas')
    this.#gas = gas
    this.#globals = [...globals.values()]
    this.#gas.value = BigInt(WARM_UP_GAS)
    this.#swc.transformSync(WARM_UP, { mode: 'transform', sourceMap: true })
    this.#fresh = {
      memory: new Uint8Array(this.#memory).slice(),
      globals: this.#globals.map((global) => Number(global.value)),
    }
  }

  /** Whether its memory is larger than at first, which the next file would feel. */
  get grown(): boolean {
    return this.#memory.byteLength > this.#fresh.memory.length
  }

  compile(source: string, options: Options, gas: number): Compiled {
    new Uint8Array(this.#memory).set(this.#fresh.memory)
    this.#globals.forEach((global, i) => {
      global.value = this.#fresh.globals[i]
    })
    this.#gas.value = BigInt(gas)
    const spent = () => gas - Number(this.#gas.value)
    try {
      return { output: this.#swc.transformSync(source, options), gas: spent() }
    } catch (error) {
      if (isFault(error)) return { fault: error, gas: spent() }
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error
      return { ended: spent() > gas ? 'too long' : 'too deep', gas: spent() }
    }
  }

  get #memory(): ArrayBuffer {
    return this.#swc.__wasm.memory.buffer
  }
}

let compiler: Compiler | null = null

/**
 * Compiles one file. The compiler is loaded for the first one, so that nothing else pays for it; a file gets the same
 * answer for the same gas, whatever was compiled before.
 */
export function compile(source: string, options: Options, gas: number): Compiled {
  if (compiler === null || compiler.grown) compiler = new Compiler()
  return compiler.compile(source, options, gas)
}

/** The package makes its WebAssembly instance as it is loaded: so its module is metered as it makes it. */
function loadSwc(): Swc {
  const { Module } = WebAssembly
  const metered = new Proxy(Module, {
    construct(_module, [bytes]: [Uint8Array]) {
      compiled ??= new Module(meter(bytes))
      return compiled
    },
  })
  try {
    Reflect.set(WebAssembly, 'Module', metered)
    delete require.cache[require.resolve(PACKAGE)]
    return require(PACKAGE) as Swc
  } finally {
    Reflect.set(WebAssembly, 'Module', Module)
  }
}

function isFault(error: unknown): error is CompilerFault {
  return typeof error === 'object' && error !== null && 'code' in error && 'startLine' in error
}
