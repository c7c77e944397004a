import { isDeepStrictEqual, type makeAssert } from './assert.ts'
import { brief, print } from './described.ts'

type Assert = ReturnType<typeof makeAssert>
type Work = () => unknown

const NEARLY = 1e-9

/** The assertions that suites of coding challenges make with `Test`, as `@codewars/test-compat` has them. */
export function makeTestCompat(assert: Assert, globals: Readonly<Record<string, unknown>>): object {
  /** A message of the suite's own comes before what was compared, not in its place. */
  const told = (message: unknown, work: Work) => {
    try {
      work()
    } catch (error) {
      if (Error.isError(error) && message !== undefined && message !== null)
        error.message = `${String(message)}: ${error.message}`
      throw error
    }
  }
  const compared = (compare: (actual: unknown, expected: unknown) => void) => {
    return (actual: unknown, expected: unknown, message?: unknown) =>
      told(message, () => compare(actual, expected))
  }
  const same = compared((actual, expected) => assert.deepStrictEqual(actual, expected))
  const different = compared((actual, expected) => assert.notDeepStrictEqual(actual, expected))
  const near = (actual: number, expected: number, epsilon = NEARLY) =>
    Math.abs(actual - expected) <= epsilon * Math.max(1, Math.abs(expected))
  const { describe, it } = globals
  return {
    describe,
    it,
    expect: (passed: unknown, message: unknown = 'Value is not what was expected') =>
      assert.ok(passed, String(message)),
    pass: () => assert.ok(true),
    fail: (message?: unknown) => assert.fail(String(message ?? 'failed')),
    assertEquals: compared((actual, expected) => {
      if (actual === expected) assert.ok(true)
      else assert.strictEqual(actual, expected)
    }),
    assertNotEquals: compared((actual, expected) => assert.notStrictEqual(actual, expected)),
    assertSimilar: same,
    assertNotSimilar: different,
    assertDeepEquals: same,
    assertNotDeepEquals: different,
    assertApproxEquals: (actual: number, expected: number, message?: unknown, epsilon?: number) =>
      told(message, () =>
        assert.ok(
          near(actual, expected, epsilon),
          `expected about ${brief(expected)}, but got ${brief(actual)}`,
        ),
      ),
    assertContains: (list: unknown, wanted: unknown, message?: unknown) =>
      told(message, () =>
        assert.ok(contains(list, wanted), `expected ${brief(list)} to contain ${brief(wanted)}`),
      ),
    expectError: (...given: readonly unknown[]) => told(messageIn(given), () => assert.throws(workIn(given))),
    expectNoError: (...given: readonly unknown[]) =>
      told(messageIn(given), () => assert.doesNotThrow(workIn(given))),
    inspect: print,
    ...chance,
  }
}

function contains(list: unknown, wanted: unknown): boolean {
  if (typeof list === 'string') return list.includes(String(wanted))
  // A list may have a `some` of its own.
  const isWanted = (item: unknown) => isDeepStrictEqual(item, wanted)
  return Array.isArray(list) && Reflect.apply(Array.prototype.some, list, [isWanted])
}

/** A message may come first. */
function messageIn(given: readonly unknown[]): unknown {
  return given.find((argument) => typeof argument === 'string')
}

function workIn(given: readonly unknown[]): Work {
  return (given.find((argument) => typeof argument === 'function') ?? (() => undefined)) as Work
}

const below = (count: number) => Math.floor(Math.random() * count)

/** What makes random tests; chance is the same in every run here. */
const chance = {
  randomNumber: () => below(101),
  randomToken: () => Array.from({ length: 8 }, () => below(36).toString(36)).join(''),
  randomize: <T>(list: readonly T[]): T[] => {
    const rest = [...list]
    return list.flatMap(() => rest.splice(below(rest.length), 1))
  },
  sample: <T>(list: readonly T[]): T | undefined => list[below(list.length)],
}
