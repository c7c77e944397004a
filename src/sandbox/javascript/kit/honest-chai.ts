import { chai } from '@vitest/expect'
import { isMockFunction } from '@vitest/spy'
import { heldBy, kindOf } from './honest-equality.ts'

type Matcher = (...args: unknown[]) => unknown
/** What a matcher judges instead of a value; it throws where there is nothing that it may judge. */
type View = (value: unknown) => unknown

const { prototype } = chai.Assertion
const { apply } = Reflect

/**
 * chai goes by what a value says of itself: by its tag, and by methods that an object with that tag is expected to
 * have. Here its matchers judge copies that have no methods of the program's.
 */
export function makeChaiHonest(): void {
  for (const name of ['include', 'contain', 'includes', 'contains']) judgeChainableBy(name, collection)
  judgeBy('string', text)
  for (const name of NUMERIC) judgeBy(name, numeric)
  const all = Object.getOwnPropertyNames(prototype)
  for (const name of all.filter((each) => /Called|Return|Resolved/.test(each))) judgeBy(name, mockCalls)
}

const NUMERIC = [
  ...['above', 'gt', 'greaterThan', 'below', 'lt', 'lessThan', 'within', 'closeTo', 'approximately'],
  ...['least', 'gte', 'greaterThanOrEqual', 'most', 'lte', 'lessThanOrEqual'],
]

function judgeBy(name: string, view: View): void {
  const judge = Reflect.getOwnPropertyDescriptor(prototype, name)?.value
  if (typeof judge !== 'function') throw new Error(`chai has no matcher ${name}`)
  chai.util.overwriteMethod(prototype, name, (original: Matcher) => judging(original, view))
}

function judgeChainableBy(name: string, view: View): void {
  const behavior = (original: Matcher) =>
    function (this: object) {
      return apply(original, this, [])
    }
  chai.util.overwriteChainableMethod(
    prototype,
    name,
    (original: Matcher) => judging(original, view),
    behavior as never,
  )
}

/** The matcher, with another object in the place of the one that is judged; the rest of the chain has that again. */
function judging(original: Matcher, view: View): Matcher {
  return function (this: object, ...args: unknown[]) {
    const value: unknown = chai.util.flag(this, 'object')
    chai.util.flag(this, 'object', view(value))
    const result = apply(original, this, args)
    chai.util.flag(this, 'object', value)
    return result
  }
}

const POSES = new Set(['string', 'weakset', 'map', 'set', 'array'])

function collection(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return itemsOf(value)
  const kind = kindOf(value)
  if (kind === 'map' || kind === 'set') return heldBy(kind, value)
  const claimed = claimOf(value)
  if (POSES.has(claimed) && !isWeakSet(value))
    chai.assert.fail(`expected a ${claimed}, but received an object`)
  return value
}

/** What an object says that it is, which its tag decides. */
function claimOf(value: object): string {
  const tag: string = apply(Object.prototype.toString, value, [])
  return tag.slice('[object '.length, -1).toLowerCase()
}

function isWeakSet(value: object): boolean {
  try {
    apply(WeakSet.prototype.has, value, [value])
    return true
  } catch {
    return false
  }
}

function text(value: unknown): unknown {
  if (typeof value === 'object') chai.assert.fail('expected a text, but received an object')
  return value
}

/** Numbers and dates; of what has a length, its length is judged. */
function numeric(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || kindOf(value) !== null) return value
  const claimed = claimOf(value)
  if (claimed === 'number' || claimed === 'date') {
    chai.assert.fail(`expected a ${claimed}, but received an object`)
  }
  return value
}

/** A mock with copies of its records: a program that was given it can have hung methods on the lists. */
function mockCalls(value: unknown): unknown {
  if (!isMockFunction(value)) return value
  const { mock } = value
  const calls = itemsOf(mock.calls).map((call) => itemsOf(call as unknown[]))
  const records = {
    calls,
    lastCall: calls.at(-1),
    results: itemsOf(mock.results),
    settledResults: itemsOf(mock.settledResults),
    invocationCallOrder: itemsOf(mock.invocationCallOrder),
  }
  return Object.assign(() => undefined, {
    _isMockFunction: true,
    getMockName: () => String(value.getMockName()),
    mock: records,
  })
}

/** A list's items by their places, whatever methods of its own it has. */
export function itemsOf(list: ArrayLike<unknown>): unknown[] {
  return Array.from({ length: list.length }, (_, i) => list[i])
}
