// Assignments such as `error.name = …` or `Dog.prototype.constructor = Dog` fail where the inherited property
// cannot be written. For these names a locked prototype gives way: the assignment makes an own property.
const OVERRIDABLE: ReadonlySet<PropertyKey> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'message',
  'name',
  'propertyIsEnumerable',
  'stack',
  'toJSON',
  'toLocaleString',
  'toString',
  'valueOf',
])

export interface LockOptions {
  /** Whether nothing can be added either. */
  readonly closed: boolean
  /** Objects to leave as they are, with all that only they lead to. */
  readonly but: ReadonlySet<object>
}

/**
 * Makes everything that a realm is born with unchangeable: no built-in property can be overwritten, redefined or
 * removed. Returns the objects that it has locked.
 */
export function lock(roots: readonly unknown[], { closed, but }: LockOptions): ReadonlySet<object> {
  const found = reachable(roots, but)
  for (const object of found) {
    for (const key of Reflect.ownKeys(object)) lockProperty(object, key)
    if (closed) Object.preventExtensions(object)
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
  ]
}

function lockProperty(object: object, key: PropertyKey): void {
  const property = Object.getOwnPropertyDescriptor(object, key)
  if (property === undefined || property.configurable === false) {
    if (property?.writable) Object.defineProperty(object, key, { writable: false })
    return
  }
  if (!('value' in property)) Object.defineProperty(object, key, { configurable: false })
  else if (OVERRIDABLE.has(key) && typeof object === 'object') yieldOnAssignment(object, key, property.value)
  else Object.defineProperty(object, key, { configurable: false, writable: false })
}

function yieldOnAssignment(object: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(object, key, {
    configurable: false,
    get: () => value,
    set(this: unknown, assigned: unknown) {
      if (this === object || (typeof this !== 'object' && typeof this !== 'function') || this === null) {
        throw new TypeError(`'${String(key)}' is read-only`)
      }
      Object.defineProperty(this, key, {
        value: assigned,
        writable: true,
        enumerable: true,
        configurable: true,
      })
    },
  })
}
