// slot: what the language itself keeps in an object, beside its properties. No program can make or hide one.

const { apply } = Reflect
const objectText = Object.prototype.toString

/** A built-in getter, to be applied to any value. */
export function getterOf(prototype: object, key: PropertyKey): () => unknown {
  const getter = Object.getOwnPropertyDescriptor(prototype, key)?.get
  if (getter === undefined) throw new Error(`no getter ${String(key)}`)
  return getter
}

/** Whether an object has the inner slot that a built-in method asks for: the one test that cannot be faked. */
export function has(method: () => unknown, value: object): boolean {
  return attempt(method, value) !== undefined
}

/**
 * Whether it is of no class that the language itself knows by a slot: `toString` tells dates, regular expressions,
 * errors and boxes by theirs (ECMA-262, 20.1.3.6), and all others have a tag, which stands before that. To ask each
 * slot costs an exception each.
 */
export function isOrdinary(value: object): boolean {
  return !(Symbol.toStringTag in value) && apply(objectText, value, []) === '[object Object]'
}

/** What a built-in method gives for an object; undefined where it has not the slot that the method asks for. */
export function attempt(method: () => unknown, value: object): unknown {
  try {
    return apply(method, value, [])
  } catch {
    return undefined
  }
}
