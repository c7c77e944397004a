import { chai, equals, iterableEquality, sparseArrayEquality, typeEquality } from '@vitest/expect'
import { brief } from './described.ts'
import { sameCollection } from './honest-equality.ts'
import { isInstance } from './kinship.ts'
import type { Settle } from './settle.ts'

type Message = string | Error | undefined
type Passes = (actual: unknown, expected: unknown) => boolean
/** Throws unless `passed`; `values` are what was expected to agree. */
type Check = (
  passed: boolean,
  message: Message,
  otherwise: string,
  values?: readonly [actual: unknown, expected: unknown],
) => void

const STRICT = [sameCollection, iterableEquality, typeEquality, sparseArrayEquality]
const LOOSE = [sameCollection, iterableEquality]
/** Values that are no objects are equal to `deepEqual` as `==` has it, wherever they stand. */
const LEGACY = [sameWhenConverted, ...LOOSE]

/** Whether two values are equal as `node:util` has it. */
export function isDeepStrictEqual(actual: unknown, expected: unknown): boolean {
  return equals(actual, expected, STRICT, true)
}

interface Failing {
  readonly message?: unknown
  readonly actual?: unknown
  readonly expected?: unknown
  readonly operator?: unknown
}

/** The error of a failed assertion, which is made with options, and tells what tests of tests ask of it. */
class AssertionError extends chai.AssertionError<Failing> {
  readonly code = 'ERR_ASSERTION'
  readonly generatedMessage: boolean

  constructor({ message, ...values }: Failing, otherwise = 'failed') {
    super(String(message ?? otherwise), values)
    this.generatedMessage = message === undefined
  }
}

/** What is told of every assertion, and of what it throws. */
interface Judge {
  count(): void
  fail(failure: unknown): never
}

/** `node:assert`, with the methods that tests use. */
export function makeAssert({ count, fail }: Judge, settle: Settle) {
  const check: Check = (passed, message, otherwise, values) => {
    count()
    if (passed) return
    if (Error.isError(message)) return fail(message)
    const shown = values === undefined ? {} : { actual: values[0], expected: values[1], showDiff: true }
    fail(new AssertionError({ message, ...shown }, otherwise))
  }
  const ok = (value: unknown, message?: Message) =>
    check(Boolean(value), message, 'expected a truthy value', [value, true])
  const made = (methods: ReturnType<typeof comparisons>) =>
    Object.assign((value: unknown, message?: Message) => ok(value, message), {
      AssertionError,
      ok,
      fail: (message?: Message) => check(false, message, 'failed'),
      ifError: (value: unknown) =>
        check(value === null || value === undefined, undefined, 'expected no error', [value, null]),
      match: (text: unknown, pattern: RegExp, message?: Message) =>
        check(typeof text === 'string' && pattern.test(text), message, `expected a text like ${pattern}`, [
          text,
          pattern,
        ]),
      doesNotMatch: (text: unknown, pattern: RegExp, message?: Message) =>
        check(typeof text === 'string' && !pattern.test(text), message, `expected no text like ${pattern}`),
      ...methods,
      ...exceptions(check, settle),
    })
  const methods = comparisons(check)
  const strict = made({ ...methods, ...strictly(methods) })
  return Object.assign(made(methods), { strict: Object.assign(strict, { strict }) })
}

/** `node:assert/strict`: each method that takes values for equal by converting them is the one that does not. */
function strictly(methods: ReturnType<typeof comparisons>) {
  const { strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual } = methods
  return {
    equal: strictEqual,
    notEqual: notStrictEqual,
    deepEqual: deepStrictEqual,
    notDeepEqual: notDeepStrictEqual,
  }
}

function comparisons(check: Check) {
  const compared =
    (passes: Passes, relation: string) =>
    (actual: unknown, expected: unknown, message?: Message): void => {
      const passed = passes(actual, expected)
      const otherwise = passed ? '' : `expected ${relation}: ${brief(actual)} and ${brief(expected)}`
      check(passed, message, otherwise, [actual, expected])
    }
  const not =
    (passes: Passes): Passes =>
    (actual, expected) =>
      !passes(actual, expected)
  const deep: Passes = (actual, expected) => equals(actual, expected, LEGACY)
  const loose: Passes = (actual, expected) => Object.is(actual, expected) || converted(actual, expected)
  return {
    equal: compared(loose, 'equal values'),
    notEqual: compared(not(loose), 'different values'),
    strictEqual: compared(Object.is, 'strictly equal values'),
    notStrictEqual: compared(not(Object.is), 'values that are not strictly equal'),
    deepEqual: compared(deep, 'deeply equal values'),
    notDeepEqual: compared(not(deep), 'values that are not deeply equal'),
    deepStrictEqual: compared(isDeepStrictEqual, 'deeply and strictly equal values'),
    partialDeepStrictEqual: compared(containsPartly, 'a value with these parts'),
    notDeepStrictEqual: compared(not(isDeepStrictEqual), 'values that are not deeply and strictly equal'),
  }
}

/** Whether a value has all of another: at whatever depth its properties, and its items in their order. */
function containsPartly(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return false
    let from = 0
    return expected.every((wanted) => {
      const at = actual.findIndex((item, index) => index >= from && containsPartly(item, wanted))
      from = at + 1
      return at >= 0
    })
  }
  const isPlain = Object.prototype.toString.call(expected) === '[object Object]'
  if (!isPlain || typeof actual !== 'object' || actual === null) return isDeepStrictEqual(actual, expected)
  return Reflect.ownKeys(expected as object).every((key) =>
    containsPartly(Reflect.get(actual, key), Reflect.get(expected as object, key)),
  )
}

function converted(actual: unknown, expected: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: the methods that are not strict compare so
  return actual == expected
}

/** Undefined where there is an object, which is looked into, or where nothing is converted. */
function sameWhenConverted(actual: unknown, expected: unknown): boolean | undefined {
  const plain = [actual, expected].every((value) => typeof value !== 'object' && typeof value !== 'function')
  const nothing = [actual, expected].every((value) => value === null || value === undefined)
  return (plain || nothing) && converted(actual, expected) ? true : undefined
}

/** What was thrown, in a box: it may be undefined. */
type Thrown = { readonly value: unknown } | null

function exceptions(check: Check, settle: Settle) {
  function judge(thrown: Thrown, wanted: unknown, message: Message): void {
    if (thrown === null || wanted === undefined || typeof wanted === 'string') {
      const told = message ?? (typeof wanted === 'string' ? wanted : undefined)
      check(thrown !== null, told, 'expected an exception')
    } else {
      check(isWanted(thrown.value, wanted), message, 'expected another exception', [thrown.value, wanted])
    }
  }
  return {
    throws: (body: () => unknown, wanted?: unknown, message?: Message) =>
      judge(thrownBy(body), wanted, message),
    doesNotThrow: (body: () => unknown, message?: Message) =>
      check(thrownBy(body) === null, message, 'expected no exception'),
    rejects: async (given: unknown, wanted?: unknown, message?: Message) =>
      judge(await rejectionOf(given, settle), wanted, message),
    doesNotReject: async (given: unknown, message?: Message) =>
      check((await rejectionOf(given, settle)) === null, message, 'expected no rejection'),
  }
}

/** Whether an exception is what a test wants: of a class, with a message, with properties, or as a function says. */
function isWanted(thrown: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'function') {
    // A class of errors is not a function that validates; an arrow function is no class.
    if (Reflect.get(wanted, 'prototype') !== undefined && isInstance(wanted, thrown)) return true
    return !isErrorClass(wanted) && Reflect.apply(wanted as () => unknown, undefined, [thrown]) === true
  }
  if (wanted instanceof RegExp) return wanted.test(String(messageOf(thrown)))
  return Object.entries(wanted as object).every(([key, value]) => {
    const held: unknown = Reflect.get(Object(thrown), key)
    return value instanceof RegExp ? value.test(String(held)) : equals(held, value, LOOSE)
  })
}

function messageOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'message') : thrown
}

function isErrorClass(type: object): boolean {
  const prototype: unknown = Reflect.get(type, 'prototype')
  return prototype instanceof Error || prototype === Error.prototype
}

function thrownBy(body: () => unknown): Thrown {
  try {
    body()
    return null
  } catch (value) {
    return { value }
  }
}

async function rejectionOf(given: unknown, settle: Settle): Promise<Thrown> {
  try {
    await settle(typeof given === 'function' ? given() : given)
    return null
  } catch (value) {
    return { value }
  }
}
