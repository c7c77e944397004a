import type { Data } from '../../judging/data.ts'
import { attempt, getterOf, has, isOrdinary } from './slots.ts'

// What a program returned, walked into plain data. Only this realm's own intrinsics touch the value: whatever
// the program has done to its own, it can lie about nothing but the value itself.

const MAX_NODES = 200_000
const MAX_DEPTH = 500
const MAX_CHARS = 4_000_000

/** Thrown where a value is too large or too deep to be compared. */
export class Unwieldy extends Error {
  override readonly name = 'Unwieldy'
}

const { apply } = Reflect
const mapSize = getterOf(Map.prototype, 'size')
const setSize = getterOf(Set.prototype, 'size')
const dateValue = Date.prototype.getTime
const regExpSource = getterOf(RegExp.prototype, 'source')
/** Their `valueOf` reads `new Number(5)` and the like, and refuses all else. */
const BOXES = [Number.prototype.valueOf, Boolean.prototype.valueOf, String.prototype.valueOf]
const typedArrayName = getterOf(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)

/** Walks a value into data. @throws Unwieldy where it is too large or too deep */
export function dump(value: unknown): Data {
  return new Walker().walk(value, 0)
}

/** What a value yields that is made only when it is asked for, as a list; any other value as it is. */
export function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isBuiltIn(value)) return value
  const iterator = iteratorOf(value)
  if (iterator === null) return value
  const values: unknown[] = []
  const { next } = iterator as Steps
  for (let step = apply(next, iterator, []); !step.done; step = apply(next, iterator, [])) {
    values.push(step.value)
    if (values.length > MAX_NODES) throw new Unwieldy('the value is too large to compare')
  }
  return values
}

/** Whether the walk takes an object as what it is, without asking it for an iterator. */
function isBuiltIn(value: object): boolean {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return true
  if (isOrdinary(value)) return false
  return (
    Error.isError(value) ||
    [mapSize, setSize, dateValue, regExpSource, ...BOXES].some((method) => has(method, value))
  )
}

interface Steps {
  readonly next: () => { readonly done?: boolean; readonly value: unknown }
}

function iteratorOf(value: object): unknown {
  const iterate: unknown = Reflect.get(value, Symbol.iterator)
  return typeof iterate === 'function' ? apply(iterate, value, []) : null
}

class Walker {
  readonly #above = new Set<object>()
  #nodes = 0
  #chars = 0

  walk(value: unknown, depth: number): Data {
    this.#nodes += 1
    if (this.#nodes > MAX_NODES || depth > MAX_DEPTH) throw new Unwieldy('the value is too large to compare')
    switch (typeof value) {
      case 'string':
        this.#chars += value.length
        if (this.#chars > MAX_CHARS) throw new Unwieldy('the value is too large to compare')
        return value
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged('number', numberText(value))
      case 'undefined':
        return tagged('undefined', null)
      case 'bigint':
        return tagged('bigint', `${value}`)
      case 'symbol':
        return tagged('symbol', value.toString())
      case 'function':
        return tagged('function', String(Reflect.getOwnPropertyDescriptor(value, 'name')?.value ?? ''))
      case 'object':
        return value === null ? null : this.#object(value, depth)
    }
  }

  #object(value: object, depth: number): Data {
    if (this.#above.has(value)) return tagged('cycle', null)
    this.#above.add(value)
    const data = this.#content(value, depth + 1)
    this.#above.delete(value)
    return data
  }

  #content(value: object, depth: number): Data {
    if (Array.isArray(value)) return this.#list(value, value.length, depth)
    const classed = isOrdinary(value) ? undefined : this.#classed(value, depth)
    if (classed !== undefined) return classed
    const iterator = iteratorOf(value)
    return iterator === null ? this.#plain(value, depth) : this.#drained(iterator, depth)
  }

  /** An object of a class that the language itself knows by a slot; undefined for any other. */
  #classed(value: object, depth: number): Data | undefined {
    if (has(mapSize, value)) return tagged('map', this.#mapEntries(value, depth))
    if (has(setSize, value)) return tagged('set', this.#setValues(value, depth))
    if (apply(typedArrayName, value, []) !== undefined) {
      return this.#list(value as ArrayLike<unknown>, (value as ArrayLike<unknown>).length, depth)
    }
    const time = attempt(dateValue, value)
    if (typeof time === 'number')
      return tagged('date', Number.isNaN(time) ? 'invalid' : new Date(time).toISOString())
    if (has(regExpSource, value)) return tagged('regexp', String(attempt(RegExp.prototype.toString, value)))
    if (Error.isError(value)) return this.#error(value)
    const boxed = BOXES.map((unbox) => attempt(unbox, value)).find((held) => held !== undefined)
    return boxed === undefined ? undefined : this.walk(boxed, depth)
  }

  #list(list: ArrayLike<unknown>, length: number, depth: number): Data {
    if (length > MAX_NODES) throw new Unwieldy('the value is too large to compare')
    const data: Data[] = []
    for (let i = 0; i < length; i += 1) data.push(this.walk(list[i], depth))
    return data
  }

  #mapEntries(map: object, depth: number): Data {
    const entries: Data[] = []
    apply(Map.prototype.forEach, map, [
      (value: unknown, key: unknown) => entries.push([this.walk(key, depth), this.walk(value, depth)]),
    ])
    return entries
  }

  #setValues(set: object, depth: number): Data {
    const values: Data[] = []
    apply(Set.prototype.forEach, set, [(value: unknown) => values.push(this.walk(value, depth))])
    return values
  }

  #drained(iterator: unknown, depth: number): Data {
    const values: Data[] = []
    const { next } = iterator as Steps
    for (let step = apply(next, iterator, []); !step.done; step = apply(next, iterator, [])) {
      values.push(this.walk(step.value, depth))
    }
    return values
  }

  #error(error: object): Data {
    return tagged('error', [text(Reflect.get(error, 'name')), text(Reflect.get(error, 'message'))])
  }

  #plain(value: object, depth: number): Data {
    const keys = Object.keys(value)
    const data: Record<string, Data> = Object.create(null)
    for (const key of keys) data[key] = this.walk(Reflect.get(value, key), depth)
    // An object of the program's own that looks like a tag is told from one.
    return keys.length === 1 && '$' in data ? tagged('object', data.$ ?? null) : data
  }
}

function tagged(kind: string, content: Data): Data {
  return { $: [kind, content] }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value
}
