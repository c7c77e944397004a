import { laidOut, type Position } from './layout.ts'
import { primitive, quoted } from './primitives.ts'

// What `console.log` shows of a value, letter for letter as Node does: programs are judged by it.

const MAX_ITEMS = 100
const CUSTOM = Symbol.for('nodejs.util.inspect.custom')

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get

/** An object's own part of what is shown: how it begins, and its entries. */
interface Shape {
  readonly base?: string
  readonly braces?: readonly [string, string]
  readonly entries?: readonly string[]
  readonly list?: ArrayLike<unknown>
  readonly more?: boolean
  /** Keys that are shown as entries already. */
  readonly shown?: (key: PropertyKey) => boolean
}

/** Shows any value. Objects are shown down to `depth` levels below it. */
export function inspect(value: unknown, { depth = 2 }: { readonly depth?: number | null } = {}): string {
  return new Inspector(depth ?? Number.POSITIVE_INFINITY).show(value, 0)
}

class Inspector {
  readonly #depth: number
  readonly #above: object[] = []
  /** Objects that hold themselves, numbered. */
  readonly #circular = new Map<object, number>()
  readonly #position: Position = { indentation: 0, deepest: 0 }

  constructor(depth: number) {
    this.#depth = depth
  }

  show(value: unknown, level: number): string {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
      return primitive(value, this.#position.indentation)
    const custom: unknown = Reflect.get(value, CUSTOM)
    if (typeof custom === 'function') {
      const shown: unknown = Reflect.apply(custom, value, [this.#depth - level, {}, inspect])
      if (shown !== value) return typeof shown === 'string' ? shown : this.show(shown, level)
    }
    if (this.#above.includes(value)) {
      const index = this.#circular.get(value) ?? this.#circular.size + 1
      this.#circular.set(value, index)
      return `[Circular *${index}]`
    }
    return this.#object(value, level)
  }

  #object(value: object, level: number): string {
    const name = constructorName(value)
    if (level > this.#depth && !isSelfContained(value)) {
      const tag = name ?? '[Object: null prototype]'
      return `[${Array.isArray(value) ? 'Array' : withTag(value, tag).trim()}]`
    }
    if (!isSelfContained(value)) this.#position.deepest = level
    this.#above.push(value)
    const {
      base = '',
      braces = ['{', '}'],
      entries = [],
      list = null,
      more = false,
      shown,
    } = this.#shapeOf(value, name, level)
    const keys = ownKeys(value).filter((key) => shown === undefined || !shown(key))
    const all = [...entries, ...keys.map((key) => this.#property(value, key, level))]
    this.#above.pop()
    const reference = this.#circular.get(value)
    const prefix = reference === undefined ? '' : `<ref *${reference}> `
    if (all.length === 0)
      return prefix + (base !== '' && braces[0] === '{' ? base : `${braces[0]}${braces[1]}`)
    const parts = { base: prefix + base, braces, entries: all, list, more }
    if (base === '') {
      return laidOut({ ...parts, base: '', braces: [prefix + braces[0], braces[1]] }, level, this.#position)
    }
    return laidOut(parts, level, this.#position)
  }

  #shapeOf(value: object, name: string | null, level: number): Shape {
    if (Array.isArray(value))
      return this.#list(value, name === 'Array' ? '' : `${name}(${value.length}) `, level)
    if (value instanceof Set) return this.#setShape(value, `${name}(${value.size}) `, level)
    if (value instanceof Map) return this.#mapShape(value, `${name}(${value.size}) `, level)
    if (typedArrayName && Reflect.apply(typedArrayName, value, []) !== undefined) {
      const list = value as Uint8Array
      return this.#list(list, `${name}(${list.length}) `, level)
    }
    if (typeof value === 'function') return { base: functionName(value) }
    if (Error.isError(value)) return errorShape(value)
    if (value instanceof RegExp) return { base: RegExp.prototype.toString.call(value) }
    if (value instanceof Date)
      return { base: Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString() }
    if (value instanceof Promise) return { braces: [`${name} {`, '}'], entries: ['<pending>'] }
    if (value instanceof WeakMap || value instanceof WeakSet)
      return { braces: [`${name} {`, '}'], entries: ['<items unknown>'] }
    const boxed = unboxed(value)
    if (boxed !== null) {
      const shown = (key: PropertyKey) => boxed.type === 'String' && /^\d+$/.test(String(key))
      return { base: `[${boxed.type}: ${primitive(boxed.value, 0)}]`, shown }
    }
    const prefix = withTag(value, name ?? '[Object: null prototype]')
    return { braces: [name === 'Object' && prefix === 'Object ' ? '{' : `${prefix}{`, '}'] }
  }

  #list(list: ArrayLike<unknown>, prefix: string, level: number): Shape {
    const entries: string[] = []
    let at = 0
    while (at < list.length && entries.length < MAX_ITEMS) {
      const holes = holesAt(list, at)
      entries.push(holes > 0 ? `<${holes} empty item${holes > 1 ? 's' : ''}>` : this.#inside(list[at], level))
      at += Math.max(1, holes)
    }
    const rest = list.length - at
    if (rest > 0) entries.push(`... ${rest} more item${rest > 1 ? 's' : ''}`)
    return {
      braces: [`${prefix}[`, ']'],
      entries,
      list,
      more: rest > 0,
      shown: (key) => typeof key === 'string' && /^\d+$/.test(key),
    }
  }

  #setShape(set: Set<unknown>, prefix: string, level: number): Shape {
    const entries = this.#limited([...set], (item) => this.#inside(item, level))
    return { braces: [`${prefix}{`, '}'], entries }
  }

  #mapShape(map: Map<unknown, unknown>, prefix: string, level: number): Shape {
    const entry = ([key, value]: [unknown, unknown]) =>
      `${this.#inside(key, level)} => ${this.#inside(value, level)}`
    return { braces: [`${prefix}{`, '}'], entries: this.#limited([...map], entry) }
  }

  #limited<T>(items: readonly T[], show: (item: T) => string): string[] {
    const rest = items.length - MAX_ITEMS
    const shown = items.slice(0, MAX_ITEMS).map(show)
    return rest > 0 ? [...shown, `... ${rest} more item${rest > 1 ? 's' : ''}`] : shown
  }

  #inside(value: unknown, level: number): string {
    this.#position.indentation += 2
    const shown = this.show(value, level + 1)
    this.#position.indentation -= 2
    return shown
  }

  #property(value: object, key: PropertyKey, level: number): string {
    const { get, set, value: held } = Reflect.getOwnPropertyDescriptor(value, key) ?? {}
    const accessor = get && set ? '[Getter/Setter]' : get ? '[Getter]' : set ? '[Setter]' : null
    return `${keyText(key)}: ${accessor ?? this.#inside(held, level)}`
  }
}

function keyText(key: PropertyKey): string {
  if (typeof key === 'symbol') return String(key)
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(String(key)) ? String(key) : quoted(String(key))
}

/** The keys that are shown: enumerable ones. */
function ownKeys(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) => Reflect.getOwnPropertyDescriptor(value, key)?.enumerable)
}

function constructorName(value: object): string | null {
  for (let above: object | null = value; above !== null; above = Object.getPrototypeOf(above)) {
    // An accessor by the language, which Node does not read.
    const isOwn = Object.hasOwn(above, 'constructor') && above !== Iterator.prototype
    const maker: unknown = isOwn ? Reflect.get(above, 'constructor') : undefined
    if (typeof maker === 'function' && maker.name !== '' && isInstance(value, maker)) return maker.name
  }
  return null
}

function isInstance(value: object, maker: object): boolean {
  return Reflect.apply(Function.prototype[Symbol.hasInstance], maker, [value])
}

/** `Queue `, and with its tag `Object [Generator] `. */
function withTag(value: object, name: string): string {
  const tag: unknown = Reflect.get(value, Symbol.toStringTag)
  return typeof tag === 'string' && tag !== '' && tag !== name ? `${name} [${tag}] ` : `${name} `
}

/** Values that are shown whole at any depth: they hold no others. */
function isSelfContained(value: object): boolean {
  if (value instanceof RegExp || value instanceof Date || Error.isError(value) || unboxed(value) !== null)
    return true
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return false
  const isCollection = value instanceof Map || value instanceof Set
  return ownKeys(value).length === 0 && !(isCollection && value.size > 0)
}

function functionName(value: object): string {
  const text = Function.prototype.toString.call(value)
  const name = String(Reflect.get(value, 'name') ?? '')
  if (/^class\b/.test(text)) {
    const parent: unknown = Object.getPrototypeOf(value)
    const parentName = typeof parent === 'function' && parent.name !== '' ? ` extends ${parent.name}` : ''
    return `[class ${name === '' ? '(anonymous)' : name}${parentName}]`
  }
  const kind = String(Reflect.get(value, Symbol.toStringTag) ?? 'Function')
  return `[${kind}${name === '' ? ' (anonymous)' : `: ${name}`}]`
}

/** Node shows the stack, whose places no two machines agree on; here an error shows as its name and message. */
function errorShape(error: Error): Shape {
  const text = `${error.name}${error.message === '' ? '' : `: ${error.message}`}`
  return { base: `${text}\n    at <anonymous>`, shown: (key) => key === 'name' }
}

const UNBOX: readonly (readonly [string, (this: unknown) => unknown])[] = [
  ['Number', Number.prototype.valueOf],
  ['String', String.prototype.valueOf],
  ['Boolean', Boolean.prototype.valueOf],
  ['Symbol', Symbol.prototype.valueOf],
  ['BigInt', BigInt.prototype.valueOf],
]

function unboxed(value: object): { readonly type: string; readonly value: unknown } | null {
  for (const [type, unbox] of UNBOX) {
    try {
      return { type, value: Reflect.apply(unbox, value, []) }
    } catch {
      // It is no box of this type.
    }
  }
  return null
}

function holesAt(list: ArrayLike<unknown>, start: number): number {
  let at = start
  while (at < list.length && !Object.hasOwn(list, at)) at += 1
  return at - start
}
