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

/**
 * Makes everything that a realm is born with unchangeable: no built-in property can be overwritten, redefined or
 * removed. New ones can be added, unless `closed`.
 */
export function lock(roots: readonly unknown[], { closed }: { readonly closed: boolean }): void {
  const found = reachable(roots)
  for (const object of found) {
    for (const key of Reflect.ownKeys(object)) lockProperty(object, key)
    if (closed) Object.preventExtensions(object)
  }
}

/** All objects that can be reached over properties and prototypes. */
function reachable(roots: readonly unknown[]): Set<object> {
  const found = new Set<object>()
  const open: unknown[] = [...roots, ...hiddenIntrinsics()]
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value))
      continue
    found.add(value)
    open.push(Object.getPrototypeOf(value))
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {}
      for (const part of [held, get, set]) if (part !== undefined) open.push(part)
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
