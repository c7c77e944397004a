import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { meter } from '../../metering/meter.ts'
import type { Entry, Folder } from '../system/files.ts'
import type { Image } from './image.ts'
import { type Instance, instantiate } from './instance.ts'
import { Python } from './python.ts'

const KIT = new URL('../kit/', import.meta.url)
/** Built into the interpreter for its own developers and for processes: a program has no use for them. */
const REMOVED = /^(_ctypes|_posixsubprocess|_remote_debugging|_?xx.*|_test.*)$/
/** Loads the kit, and makes all that is alive by now invisible to the program's garbage collector. */
const BOOT = `
import gc, sys
sys.path.insert(0, '/')
import kit
from kit import main
main.seal()
gc.collect()
gc.freeze()
`
const BOOT_GAS = 1e13
/**
 * How much of its C stack Python may use. V8 must never run out of its own before: where it does, depends on which
 * of its compilers has been at work. 7.4 MiB of that have lasted for 2.0 MiB of this in the worst case that was found.
 */
const STACK_BYTES = 1900 * 1024

/** Starts Python, loads the kit, and takes the image of it. It takes seconds, and is done once. */
export function makeImage(): Image {
  const require = createRequire(import.meta.url)
  const module = meter(readFileSync(require.resolve('pyodide/pyodide.asm.wasm')))
  const library = readFileSync(require.resolve('pyodide/python_stdlib.zip'))
  const instance = instantiate(new WebAssembly.Module(module), library)
  const { api, heap, memory, system } = instance
  memory.gas = BOOT_GAS
  system.tree.root.entries.set('kit', kitFolder())
  api.__wasm_call_ctors()
  heap.putU32(
    api._PyRuntime.value + heap.u32(api._PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value),
    instance.trampoline,
  )
  removeModules(instance)
  const stack = api.emscripten_stack_get_base()
  api.emscripten_stack_set_limits(stack, stack - STACK_BYTES)
  api.Py_InitializeEx(0)
  const python = new Python(instance)
  const main = python.evaluate(BOOT, 'main')
  for (const type of python.items(python.attribute(main, 'SHARED_CLASSES'))) python.freeze(type)
  const kit = python.attribute(main, 'call')
  return { module, library, kit, trampoline: instance.trampoline, snapshot: memory.take() }
}

function kitFolder(): Folder {
  const names = readdirSync(fileURLToPath(KIT))
    .filter((name) => name.endsWith('.py'))
    .sort()
  const entries = names.map((name): [string, Entry] => {
    const bytes = readFileSync(new URL(name, KIT))
    return [name, { kind: 'file', readOnly: false, bytes, size: bytes.length, holders: 1 }]
  })
  return { kind: 'folder', readOnly: false, entries: new Map(entries) }
}

/** Leaves out modules of the table of built-in ones: pairs of a name and a function, up to a pair of zeros. */
function removeModules({ api, heap }: Instance): void {
  const start = heap.u32(api.PyImport_Inittab.value)
  let to = start
  for (let from = start; ; from += 8) {
    const name = heap.u32(from)
    if (name !== 0 && REMOVED.test(heap.path(name))) continue
    heap.putU32(to, name)
    heap.putU32(to + 4, heap.u32(from + 4))
    if (name === 0) return
    to += 8
  }
}
