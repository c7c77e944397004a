// The kit lives in a realm of its own, learners' programs in another: an array made there is no `instanceof
// Array` here. Here the two realms' intrinsics are made kin.

export type Intrinsics = Readonly<Record<string, unknown>>

const SHARED = [
  'Object', 'Function', 'Array', 'Boolean', 'Number', 'String', 'Symbol', 'BigInt', 'Date', 'RegExp', 'Promise',
  'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'ArrayBuffer', 'DataView', 'Error', 'EvalError', 'RangeError',
  'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError', 'InternalError', 'Iterator',
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'BigInt64Array', 'BigUint64Array', 'Float16Array', 'Float32Array', 'Float64Array',
] // biome-ignore format: one name a line would hide that it is one list

const ordinaryHasInstance = Function.prototype[Symbol.hasInstance]

/** `value instanceof constructor` as the language has it, whatever the constructor says of itself. */
export function isInstance(type: unknown, value: unknown): boolean {
  return Reflect.apply(ordinaryHasInstance, type, [value])
}

const prototypesByName = new Map<string, ReadonlySet<unknown>>()

/** Whether a name is that of one of the language's classes, and an object is not the prototype of it in either realm. */
export function claimsName(object: object, name: string): boolean {
  const prototypes = prototypesByName.get(name)
  return prototypes !== undefined && !prototypes.has(object)
}

/** Makes `instanceof` here recognise the other realm's values too. */
export function recogniseKin(own: Intrinsics, other: Intrinsics): void {
  for (const name of SHARED) {
    const mine = own[name]
    const theirs = other[name]
    if (typeof mine !== 'function') continue
    prototypesByName.set(name, new Set([mine, theirs].map((type) => Reflect.get(Object(type), 'prototype'))))
    Object.defineProperty(mine, Symbol.hasInstance, {
      value(this: unknown, value: unknown): boolean {
        return isInstance(this, value) || (this === mine && isInstance(theirs, value))
      },
    })
  }
}

/**
 * Lets `constructor` of what is made here lead to the other realm: to a learner a list from the kit is an Array
 * like any other, and the way over `constructor` to this realm's Function, which could make code here, is shut.
 */
export function leadConstructorsAway(other: Intrinsics, otherFunctions: readonly unknown[]): void {
  const functions = [() => {}, async () => {}, function* () {}, async function* () {}]
  functions.forEach((sample, i) => {
    redirect(Object.getPrototypeOf(sample), otherFunctions[i])
  })
  redirect(Array.prototype, other.Array)
  redirect(Object.prototype, other.Object)
}

function redirect(prototype: object, target: unknown): void {
  Object.defineProperty(prototype, 'constructor', { value: target })
}

/** From the other realm's intrinsics to those here that mean the same. */
export function counterparts(own: Intrinsics, other: Intrinsics): ReadonlyMap<unknown, unknown> {
  return new Map(SHARED.map((name) => [other[name], own[name]]))
}
