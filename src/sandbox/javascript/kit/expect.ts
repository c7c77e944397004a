import {
  ASYMMETRIC_MATCHERS_OBJECT,
  addCustomEqualityTesters,
  ChaiStyleAssertions,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  type MatcherState,
  type RawMatcherFn,
  setState,
} from '@vitest/expect'
import { isInstance } from './kinship.ts'

type Matchers = Record<string, RawMatcherFn>

/** `expect` as suites use it, and what the runner needs to know of it. */
export interface ExpectKit {
  readonly expect: object
  readonly chai: { readonly expect: object; readonly assert: object }
  /** Forgets what the last test left; `task` gathers the promises of assertions that nobody awaits. */
  beginTest(task: Task): void
  /** Notes an assertion that was made another way. */
  count(): void
  /** Throws where a test made other assertions than it announced, or speaks of some and made none. */
  checkAssertions(body: unknown): void
}

export interface Task {
  readonly type: 'test'
  readonly name: string
  promises?: Promise<unknown>[]
}

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(ChaiStyleAssertions)
chai.use(JestAsymmetricMatchers)

/** `toKit` leads from the learner's realm's intrinsics to the kit's: `expect.any(String)` means either String. */
export function makeExpect(toKit: ReadonlyMap<unknown, unknown>): ExpectKit {
  let task: Task = { type: 'test', name: '' }
  const expect = (value: unknown, message?: string) => {
    count()
    return (chai.expect(value, message) as unknown as { withTest(task: Task): unknown }).withTest(task)
  }
  const state = (): MatcherState => getState(expect as never)
  const count = () => setState({ assertionCalls: state().assertionCalls + 1 }, expect as never)
  const shared = globalThis as unknown as Record<symbol, object>
  const { any } = chai.expect as unknown as { any(type: unknown): unknown }
  Object.assign(expect, chai.expect, shared[ASYMMETRIC_MATCHERS_OBJECT], {
    any: (type: unknown) => Reflect.apply(any, expect, [toKit.get(type) ?? type]),
    extend: (matchers: Matchers) => extend(expect, matchers),
    addEqualityTesters: addCustomEqualityTesters,
    getState: state,
    unreachable: (message = 'expected this not to be reached') => chai.assert.fail(message),
    assertions(count: number) {
      setState({ expectedAssertionsNumber: count }, expect as never)
    },
    hasAssertions() {
      setState({ isExpectingAssertions: true }, expect as never)
    },
  })
  // A getter: `lock` must not follow it and fix what suites may extend.
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { get: () => expect })
  makeThrowsHonest()
  makeInstancesHonest()
  extend(expect, customMatchers as unknown as Matchers)
  const kit: ExpectKit = {
    expect,
    chai: { expect, assert: counted(chai.assert, count) },
    beginTest(next) {
      task = next
      setState(
        {
          assertionCalls: 0,
          isExpectingAssertions: false,
          expectedAssertionsNumber: null,
          currentTestName: next.name,
        },
        expect as never,
      )
    },
    count,
    checkAssertions(body) {
      const { assertionCalls, expectedAssertionsNumber, isExpectingAssertions } = state()
      const wanted = expectedAssertionsNumber
      if (typeof wanted === 'number' && wanted !== assertionCalls) {
        chai.assert.fail(`expected ${wanted} assertions, but there were ${assertionCalls}`)
      }
      // A thenable that never calls back, or a callback that is never called, must not pass a test by silence.
      const silent = wanted === null && speaksOfAssertions(body)
      if (assertionCalls === 0 && (silent || isExpectingAssertions)) {
        chai.assert.fail('no assertion of this test was reached')
      }
    },
  }
  kit.beginTest(task)
  return kit
}

/** chai's `assert`, each use of which is an assertion. */
function counted(assert: Chai.AssertStatic, count: () => void): object {
  const counting =
    (method: unknown) =>
    (...args: readonly unknown[]) => {
      count()
      return Reflect.apply(method as () => unknown, assert, args)
    }
  const methods = Object.entries(assert).map(([name, method]) => [name, counting(method)])
  return Object.assign(counting(assert), Object.fromEntries(methods))
}

function speaksOfAssertions(body: unknown): boolean {
  return /\b(expect|assert)\b/.test(Function.prototype.toString.call(body))
}

function extend(expect: unknown, matchers: Matchers): void {
  const host = chai.expect as unknown as { extend(expect: unknown, matchers: Matchers): void }
  host.extend(expect, matchers)
}

/** A thrown value whose `message` is no text, but an object with methods of its own, gets a plain one. */
function makeThrowsHonest(): void {
  for (const name of ['throw', 'throws', 'Throw']) {
    chai.util.overwriteMethod(chai.Assertion.prototype, name, (original: (...args: unknown[]) => unknown) => {
      return function (this: Chai.AssertionStatic & object, ...args: unknown[]) {
        const callee: unknown = chai.util.flag(this, 'object')
        if (typeof callee === 'function') chai.util.flag(this, 'object', () => callHonestly(callee))
        return Reflect.apply(original, this, args)
      }
    })
  }
}

function callHonestly(callee: unknown): unknown {
  try {
    return Reflect.apply(callee as () => unknown, undefined, [])
  } catch (thrown) {
    if (typeof thrown !== 'object' || thrown === null) throw thrown
    const message: unknown = Reflect.get(thrown, 'message')
    throw typeof message === 'string' || message === undefined ? thrown : new Error(typeof message)
  }
}

/** `toBeInstanceOf` goes by prototypes: a class that claims every value as its own is not asked. */
function makeInstancesHonest(): void {
  chai.util.addMethod(
    chai.Assertion.prototype,
    'toBeInstanceOf',
    function (this: Chai.Assertion, type: unknown) {
      const value: unknown = chai.util.flag(this, 'object')
      const name = String(Reflect.get(type as object, 'name'))
      const assert = this as unknown as { assert(...args: unknown[]): void }
      assert.assert(
        isInstance(type, value),
        `expected #{this} to be an instance of ${name}`,
        `expected #{this} not to be an instance of ${name}`,
        type,
        value,
      )
    },
  )
}
