/** Holds the value of a locked property; what is put into it, the property shows. */
export interface Cell {
  value: unknown
}

export interface LockOptions {
  /** Whether nothing can be added either. */
  readonly closed: boolean
  /** Objects to leave as they are, with all that only they lead to. */
  readonly but: ReadonlySet<object>
  /** Hears of each locked method, by the cell that holds it. */
  readonly onMethod?: (object: object, key: PropertyKey, cell: Cell) => void
}

/**
 * Makes everything that a realm is born with unchangeable: no built-in property can be overwritten, redefined or
 * removed. Returns the objects that it has locked.
 */
export function lock(roots: readonly unknown[], options: LockOptions): ReadonlySet<object> {
  const found = reachable(roots, options.but)
  for (const object of found) {
    for (const key of Reflect.ownKeys(object)) lockProperty(object, key, options)
    if (options.closed) Object.preventExtensions(object)
  }
  return found
}

/** All objects that can be reached over properties and prototypes. */
function reachable(roots: readonly unknown[], but: ReadonlySet<object>): Set<object> {
  const found = new Set<object>()
  const open: unknown[] = [...roots, ...hiddenIntrinsics()]
  while (open.length > 0) {
    const value = open.pop()
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue
    if (found.has(value) || but.has(value)) continue
    found.add(value)
    open.push(Object.getPrototypeOf(value))
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {}
      open.push(held, get, set)
    }
  }
  return found
}

/** Prototypes that no global leads to. */
function hiddenIntrinsics(): unknown[] {
  return [
    function* () {},
    async () => {},
    async function* () {},
    (function* () {})(),
    (async function* () {})(),
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    'a'.matchAll(/a/g),
    Iterator.from({ next: () => ({ done: true, value: undefined }) }),
    Iterator.from([]).map((value) => value),
    (Iterator as unknown as { concat(): unknown }).concat(),
  ]
}

function lockProperty(object: object, key: PropertyKey, { onMethod }: LockOptions): void {
  const property = Object.getOwnPropertyDescriptor(object, key)
  if (property === undefined || property.configurable === false) {
    if (property?.writable) Object.defineProperty(object, key, { writable: false })
    return
  }
  if (!('value' in property)) Object.defineProperty(object, key, { configurable: false })
  else if (object === globalThis || !property.writable || !YIELDS.has(typeof property.value)) {
    Object.defineProperty(object, key, { configurable: false, writable: false })
  } else {
    const cell = { value: property.value }
    yieldOnAssignment(object, key, cell)
    onMethod?.(object, key, cell)
  }
}

/** Of these types are methods, `name` and `message` of errors, and hooks that are not there. */
const YIELDS: ReadonlySet<string> = new Set(['function', 'string', 'undefined'])

/**
 * Locks a property by an accessor instead of `writable: false`, which would make programs fail that harm nobody: an
 * object that inherits it (`Stack.prototype.push = …`, `error.name = …`) gets a property of its own by assignment, as
 * ever; and an assignment to the built-in object itself, such as polyfills make, changes nothing.
 */
function yieldOnAssignment(object: object, key: PropertyKey, cell: Cell): void {
  Object.defineProperty(object, key, {
    configurable: false,
    get: () => cell.value,
    set(this: unknown, value: unknown) {
      if (this === object || (typeof this !== 'object' && typeof this !== 'function') || this === null) return
      Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true })
    },
  })
}
