import { equals } from '@vitest/expect'
import { getterOf, has, isOrdinary } from './slots.ts'

type Kind = 'map' | 'set' | 'date' | 'regexp'
type Testers = Parameters<typeof equals>[2]

const { apply } = Reflect

/** For each kind a built-in method that works on nothing else: the one test that cannot be faked. */
const TESTS: readonly (readonly [Kind, () => unknown])[] = [
  ['map', getterOf(Map.prototype, 'size')],
  ['set', getterOf(Set.prototype, 'size')],
  ['date', Date.prototype.getTime],
  ['regexp', getterOf(RegExp.prototype, 'global')],
]

/**
 * Compares maps, sets, dates and patterns by what they hold. `equals` would ask them: one with an iterator of its own
 * that yields nothing equals every other of its size, and so does an object that has the tag or the flags of a set.
 * Undefined where neither value is one of these, or where `equals` is asked for what they hold.
 */
export function sameCollection(a: unknown, b: unknown, testers: Testers): boolean | undefined {
  const kind = kindOf(a)
  const other = kindOf(b)
  if (kind === null && other === null) return undefined
  if (kind !== other) return sameOfOtherKind({ a, b, kind, other }, testers)
  if (isHeld(a) && isHeld(b)) return undefined
  const sameClass = Reflect.get(Object(a), 'constructor') === Reflect.get(Object(b), 'constructor')
  return sameClass && equals(heldBy(kind, a), heldBy(kind, b), testers)
}

interface OfKinds {
  readonly a: unknown
  readonly b: unknown
  readonly kind: Kind | null
  readonly other: Kind | null
}

/**
 * Compares one of the kinds with what is none of it. That may be told to match some of its properties; but what it says
 * of itself it may say otherwise when `equals` asks, so that `equals` gets a copy of its own properties alone.
 */
function sameOfOtherKind({ a, b, kind, other }: OfKinds, testers: Testers): boolean | undefined {
  if (copies.has(Object(a)) || copies.has(Object(b))) return undefined
  if (other === 'date' || other === 'regexp') return false
  const stranger = kind === null ? a : b
  if (typeof stranger !== 'object' || stranger === null) return false
  if (poses(stranger, kind === null ? b : a)) return false
  return equals(kind === null ? copyOf(stranger) : a, other === null ? copyOf(stranger) : b, testers)
}

const copies = new WeakSet<object>()

function copyOf(value: object): object {
  const copy = { ...value }
  copies.add(copy)
  return copy
}

/** What a collection, date or pattern really is; null for all else. */
export function kindOf(value: unknown): Kind | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isOrdinary(value)) return null
  return TESTS.find(([, method]) => has(method, value))?.[0] ?? null
}

/** Whether an object would be taken for one of the kind that `genuine` is. */
function poses(object: unknown, genuine: unknown): boolean {
  if (typeof object !== 'object' || object === null) return false
  const tag = (value: unknown) => apply(Object.prototype.toString, value, [])
  return Symbol.iterator in object || tag(object) === tag(genuine)
}

/** Whether a value was made by `heldBy`: no program can make one like it. */
function isHeld(value: unknown): boolean {
  const prototype = Reflect.getPrototypeOf(Object(value))
  return prototype === Map.prototype || prototype === Set.prototype
}

/** What a value holds, in an object of this realm. */
export function heldBy(kind: Kind | null, value: unknown): unknown {
  switch (kind) {
    case 'map': {
      const map = new Map<unknown, unknown>()
      apply(Map.prototype.forEach, value, [(held: unknown, key: unknown) => map.set(key, held)])
      return map
    }
    case 'set': {
      const set = new Set<unknown>()
      apply(Set.prototype.forEach, value, [(held: unknown) => set.add(held)])
      return set
    }
    case 'date':
      return apply(Date.prototype.getTime, value, [])
    default:
      return [getterOf(RegExp.prototype, 'source'), getterOf(RegExp.prototype, 'flags')].map((get) =>
        apply(get, value, []),
      )
  }
}
