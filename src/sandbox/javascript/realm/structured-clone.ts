import { DOMException } from './events.ts'

/** Copies data as the web's structuredClone does: with cycles, dates, maps, sets and buffers, without functions. */
export function structuredClone(value: unknown): unknown {
  return clone(value, new Map())
}

function clone(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw notCloneable(value)
  if (typeof value !== 'object' || value === null) return value
  if (copies.has(value)) return copies.get(value)
  const remember = <T>(copy: T): T => {
    copies.set(value, copy)
    return copy
  }
  if (Array.isArray(value)) {
    const list = remember(new Array(value.length))
    for (const key of Object.keys(value)) Reflect.set(list, key, clone(Reflect.get(value, key), copies))
    return list
  }
  if (value instanceof Date) return remember(new Date(value.getTime()))
  if (value instanceof RegExp) return remember(new RegExp(value.source, value.flags))
  if (value instanceof Map) {
    const map = remember(new Map())
    for (const [key, held] of value) map.set(clone(key, copies), clone(held, copies))
    return map
  }
  if (value instanceof Set) {
    const set = remember(new Set())
    for (const held of value) set.add(clone(held, copies))
    return set
  }
  if (value instanceof ArrayBuffer) return remember(value.slice(0))
  if (ArrayBuffer.isView(value)) return remember(copyOfView(value))
  if (value instanceof Error) return remember(copyOfError(value))
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    throw notCloneable(value)
  const object = remember<Record<string, unknown>>({})
  for (const key of Object.keys(value)) {
    Object.defineProperty(object, key, {
      value: clone(Reflect.get(value, key), copies),
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
  return object
}

function copyOfView(view: ArrayBufferView): unknown {
  const buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)
  return Reflect.construct(view.constructor, [buffer])
}

function copyOfError(error: Error): Error {
  const copy: Error = Reflect.construct(error.constructor, [error.message])
  copy.name = error.name
  return copy
}

function notCloneable(value: unknown): Error {
  const what = typeof value === 'function' ? 'a function' : String(value)
  return new DOMException(`${what} could not be cloned`, 'DataCloneError')
}
