import { Heap } from '../system/heap.ts'
import { System } from '../system/system.ts'
import { Memory } from './memory.ts'
import { addTrampoline } from './trampoline.ts'

/** An address in the linear memory; 0 is none. */
export type Address = number

/** The functions of Python's C interface, and of libc, that we call. */
export interface PythonApi {
  __wasm_call_ctors(): void
  emscripten_stack_get_base(): Address
  emscripten_stack_set_limits(base: Address, end: Address): void
  malloc(bytes: number): Address
  Py_InitializeEx(signals: number): void
  PyDict_New(): Address
  PyDict_GetItemString(dict: Address, key: Address): Address
  PyRun_String(code: Address, start: number, globals: Address, locals: Address): Address
  PyUnicode_DecodeUTF8(text: Address, bytes: number, errors: Address): Address
  PyUnicode_AsUTF8AndSize(text: Address, bytes: Address): Address
  PyTuple_New(items: number): Address
  PyTuple_SetItem(tuple: Address, index: number, item: Address): number
  PyList_Size(list: Address): number
  PyList_GetItem(list: Address, index: number): Address
  PyType_Freeze(type: Address): number
  PyObject_GetAttrString(object: Address, name: Address): Address
  PyObject_Str(object: Address): Address
  PyObject_CallObject(callee: Address, args: Address): Address
  PyErr_GetRaisedException(): Address
  PyErr_GivenExceptionMatches(error: Address, type: Address): number
  readonly PyExc_MemoryError: WebAssembly.Global
  readonly PyExc_RecursionError: WebAssembly.Global
  readonly PyImport_Inittab: WebAssembly.Global
  readonly _PyRuntime: WebAssembly.Global
  readonly _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: WebAssembly.Global
  readonly memory: WebAssembly.Memory
  readonly __indirect_function_table: WebAssembly.Table
}

/** A running module: its functions, its memory, and the system that it finds. */
export interface Instance {
  readonly api: PythonApi
  readonly heap: Heap
  readonly memory: Memory
  readonly system: System
  /** The index of the trampoline, the same in every instance of one module. */
  readonly trampoline: number
}

/** A new instance, whose memory holds `bytes` at least. Nothing of it has run yet. */
export function instantiate(module: WebAssembly.Module, library: Uint8Array, bytes = 0): Instance {
  // The imports are needed before the memory, which the module makes itself, is there.
  const heap: Heap = new Heap(() => memory)
  const system = new System({
    heap,
    library,
    grow: (size) => memory.grow(size),
    pay: (gas) => memory.pay(gas),
  })
  const instance = new WebAssembly.Instance(module, system.imports(module))
  const api = instance.exports as unknown as PythonApi
  const memory: Memory = new Memory(instance, bytes)
  const trampoline = addTrampoline(api.__indirect_function_table, api.memory)
  return { api, heap, memory, system, trampoline }
}
