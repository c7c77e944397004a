import { Halted } from '../../judging/halted.ts'
import type { Address, Instance } from './instance.ts'

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()
/** `Py_file_input`: statements, as in a file. */
const FILE_INPUT = 257

/** An exception that left the kit: the program has put it out of joint. */
export class PythonException extends Error {
  override readonly name = 'PythonException'
}

/** Python, spoken to through its C functions. Objects are never let go one by one: restoring the memory frees all. */
export class Python {
  readonly #instance: Instance

  constructor(instance: Instance) {
    this.#instance = instance
  }

  /** Runs statements in a namespace of their own. @returns the value of `name` in it */
  evaluate(code: string, name: string): Address {
    const { api } = this.#instance
    const namespace = api.PyDict_New()
    this.#checked(api.PyRun_String(this.#cText(code), FILE_INPUT, namespace, namespace))
    return this.#checked(api.PyDict_GetItemString(namespace, this.#cText(name)))
  }

  attribute(object: Address, name: string): Address {
    return this.#checked(this.#instance.api.PyObject_GetAttrString(object, this.#cText(name)))
  }

  /** The items of a list. */
  items(list: Address): readonly Address[] {
    const { api } = this.#instance
    return Array.from({ length: api.PyList_Size(list) }, (_, i) => api.PyList_GetItem(list, i))
  }

  /** Has no attribute of a class be set any more. Those that it is made from must be so already. */
  freeze(type: Address): void {
    if (this.#instance.api.PyType_Freeze(type) !== 0) throw this.#raised()
  }

  /** Calls with texts. @returns the text that it answers */
  call(callee: Address, ...args: readonly string[]): string {
    const { api } = this.#instance
    const tuple = this.#checked(api.PyTuple_New(args.length))
    args.forEach((arg, i) => {
      api.PyTuple_SetItem(tuple, i, this.#pythonText(arg))
    })
    return this.#text(this.#checked(api.PyObject_CallObject(callee, tuple)))
  }

  #checked(result: Address): Address {
    if (result === 0) throw this.#raised()
    return result
  }

  #raised(): Error {
    const { api, heap } = this.#instance
    const error = api.PyErr_GetRaisedException()
    const is = (type: WebAssembly.Global) =>
      api.PyErr_GivenExceptionMatches(error, heap.u32(type.value)) !== 0
    if (error === 0) return new PythonException('it failed without an exception')
    if (is(api.PyExc_MemoryError)) return new Halted('memory')
    if (is(api.PyExc_RecursionError)) return new Halted('stack')
    const text = api.PyObject_Str(error)
    return new PythonException(text === 0 ? 'an exception without a text' : this.#text(text))
  }

  #text(object: Address): string {
    const { api, heap } = this.#instance
    const length = api.malloc(4)
    const bytes = this.#checked(api.PyUnicode_AsUTF8AndSize(object, length))
    return DECODER.decode(heap.bytes(bytes, heap.u32(length)))
  }

  #pythonText(text: string): Address {
    const { pointer, length } = this.#copied(ENCODER.encode(text))
    return this.#checked(this.#instance.api.PyUnicode_DecodeUTF8(pointer, length, 0))
  }

  /** A text of C: it ends with a NUL. */
  #cText(text: string): Address {
    return this.#copied(ENCODER.encode(`${text}\0`)).pointer
  }

  #copied(bytes: Uint8Array): { readonly pointer: Address; readonly length: number } {
    const { api, heap } = this.#instance
    const pointer = api.malloc(bytes.length)
    if (pointer === 0) throw new Halted('memory')
    heap.writable(pointer, bytes.length).set(bytes)
    return { pointer, length: bytes.length }
  }
}
