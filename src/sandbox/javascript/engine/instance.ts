import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import glueModule from '@jitl/quickjs-wasmfile-release-sync/emscripten-module'
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi'
import { meter } from '../../metering/meter.ts'
import { LinearMemory, Memory } from './memory.ts'

// The package's types describe its CommonJS form; what Node imports is the loader itself.
const loadGlue = glueModule as unknown as typeof glueModule.default

/** A running QuickJS: emscripten's glue around it, its C functions, its memory. */
export interface Instance {
  readonly glue: Awaited<ReturnType<typeof loadGlue>>
  readonly ffi: QuickJSFFI
  readonly memory: Memory
}

let compiled: WebAssembly.Module | null = null

/** The metered module: rewritten and compiled once for a process, however often it is instantiated. */
function metered(): WebAssembly.Module {
  const path = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')
  compiled ??= new WebAssembly.Module(meter(readFileSync(path)))
  return compiled
}

export async function instantiate(): Promise<Instance> {
  const linear = new LinearMemory()
  const instantiated = Promise.withResolvers<WebAssembly.Instance>()
  const options = {
    wasmMemory: linear,
    // The glue writes the program's own path into the memory, where its length would move all that comes after it.
    thisProgram: 'quickjs',
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(metered(), imports)
      instantiated.resolve(instance)
      done(instance)
      return instance.exports
    },
  }
  const glue = await loadGlue(options)
  return { glue, ffi: new QuickJSFFI(glue), memory: new Memory(linear, await instantiated.promise) }
}
