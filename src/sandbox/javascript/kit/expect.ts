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
import { ASSERTS, textOf } from './function-text.ts'
import { makeMatchersHonest } from './honest-matchers.ts'
import { watchFailures } from './late-failures.ts'
import { makeShould } from './should.ts'
import { snapshotMatchers } from './snapshots.ts'

type Matchers = Record<string, RawMatcherFn>

/** `expect` as suites use it, and what the runner needs to know of it. */
export interface ExpectKit {
  readonly expect: object
  readonly chai: Readonly<
    Record<'expect' | 'should' | 'use' | 'assert' | 'AssertionError' | 'config', object>
  >
  /**
   * Forgets what the last test left; `task` gathers the promises of assertions that nobody awaits. Unless the test
   * `catches` failures itself, none may be swallowed by the program that it tests.
   */
  beginTest(task: Task, catches: boolean): void
  /** Announces how many assertions the test will make. */
  announce(count: number): void
  /** Notes an assertion that was made another way. */
  count(): void
  /** Throws the failure of an assertion that was made another way. */
  fail(failure: unknown): never
  /** Begins something that is tried again where it fails; what is returned forgets that it failed. */
  attempt(): () => void
  /** Makes an assertion. */
  check(passed: boolean, message: string): void
  /** Notes that a test's function has come to its end: of one that gave no promise, nobody awaits what still fails. */
  bodyReturned(returned: unknown): void
  /**
   * Throws where a test made other assertions than it announced. One that speaks of assertions and has made none
   * is waited for by `rest`: its promises may be under way, unreturned; what fails meanwhile fails the test.
   */
  checkAssertions(body: unknown, rest: () => Promise<void>): Promise<void>
}

export interface Task {
  readonly type: 'test'
  readonly name: string
  promises?: Promise<unknown>[]
}

/** Characters of a value in a message: two of them, and the place where they differ, fit into one. */
chai.config.truncateThreshold = 120

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
  const announce = (count: number) => setState({ expectedAssertionsNumber: count }, expect as never)
  const count = () => setState({ assertionCalls: state().assertionCalls + 1 }, expect as never)
  const shared = globalThis as unknown as Record<symbol, object>
  const { any } = chai.expect as unknown as { any(type: unknown): unknown }
  Object.assign(expect, chai.expect, shared[ASYMMETRIC_MATCHERS_OBJECT], {
    any: (type: unknown) => Reflect.apply(any, expect, [toKit.get(type) ?? type]),
    extend: (matchers: Matchers) => extend(expect, matchers),
    addEqualityTesters: addCustomEqualityTesters,
    soft: expect,
    getState: state,
    unreachable: (message = 'expected this not to be reached') => fail(new chai.AssertionError(message)),
    assertions: (count: number) => announce(count),
    hasAssertions() {
      setState({ isExpectingAssertions: true }, expect as never)
    },
  })
  // A getter: `lock` must not follow it and fix what suites may extend.
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { get: () => expect })
  const late = watchFailures()
  const fail = (failure: unknown): never => {
    late.note(failure)
    throw failure
  }
  makeMatchersHonest()
  extend(expect, { ...(customMatchers as unknown as Matchers), ...snapshotMatchers })
  const kit: ExpectKit = {
    expect,
    // Suites set how long messages may be; that is decided here.
    chai: {
      expect,
      should: makeShould(expect as never, Reflect.get(chai.expect, 'fail')),
      // What it is given is chai itself, to which it adds what it needs.
      use: (plugin: never) => {
        chai.use(plugin)
        return kit.chai
      },
      assert: counted(chai.assert, count, fail),
      AssertionError: chai.AssertionError,
      config: { ...chai.config },
    },
    beginTest(next, catches) {
      task = next
      if (catches) late.forget()
      else late.listen()
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
    announce,
    count,
    fail,
    attempt: () => late.attempt(),
    check(passed, message) {
      count()
      if (!passed) fail(new chai.AssertionError(message))
    },
    bodyReturned: (returned) => {
      if (typeof returned !== 'object') late.resume()
    },
    async checkAssertions(body, rest) {
      const text = textOf(body)
      if (state().assertionCalls === 0 && ASSERTS.test(text)) {
        late.listen()
        await rest()
      }
      late.throwFirst()
      const { assertionCalls, expectedAssertionsNumber, isExpectingAssertions } = state()
      const wanted = expectedAssertionsNumber
      if (typeof wanted === 'number' && wanted !== assertionCalls) {
        chai.assert.fail(`expected ${wanted} assertions, but there were ${assertionCalls}`)
      }
      if (assertionCalls === 0 && (isExpectingAssertions || cannotBeSilent(text))) {
        chai.assert.fail('no assertion of this test was reached')
      }
    },
  }
  kit.beginTest(task, true)
  return kit
}

/** chai's `assert`, each use of which is an assertion. */
function counted(assert: Chai.AssertStatic, count: () => void, fail: (failure: unknown) => never): object {
  const counting =
    (method: unknown) =>
    (...args: readonly unknown[]) => {
      count()
      try {
        return Reflect.apply(method as () => unknown, assert, args)
      } catch (failure) {
        return fail(failure)
      }
    }
  const methods = Object.entries(assert).map(([name, method]) => [name, counting(method)])
  return Object.assign(counting(assert), Object.fromEntries(methods))
}

const AWAITS_BY_CALLBACK = /\.then\s*\(/
const MAY_SKIP = /\b(if|for|while|switch|catch|each|forEach|map|filter|every|some)\b|\?|&&|\|\|/

/**
 * Whether a test's text makes an assertion in a `then`, and nothing in it could rightly skip that: reached by none,
 * it was passed an object with a `then` that never calls back. Other silent tests pass, as they do elsewhere: a loop
 * over an empty list, a condition, or a callback that is rightly never called asserts nothing.
 */
function cannotBeSilent(text: string): boolean {
  return ASSERTS.test(text) && AWAITS_BY_CALLBACK.test(text) && !MAY_SKIP.test(text)
}

function extend(expect: unknown, matchers: Matchers): void {
  const host = chai.expect as unknown as { extend(expect: unknown, matchers: Matchers): void }
  host.extend(expect, matchers)
}
