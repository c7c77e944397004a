import {
  ArrayContaining,
  type AsymmetricMatcher,
  addCustomEqualityTesters,
  chai,
  StringContaining,
  StringMatching,
} from '@vitest/expect'
import { itemsOf, makeChaiHonest } from './honest-chai.ts'
import { sameCollection } from './honest-equality.ts'
import { isInstance } from './kinship.ts'

/**
 * Some matchers ask the value that they judge, by a method or a tag of its own. A learner's function could return one
 * that always agrees, without knowing what is expected; here they are made to look at the value itself.
 */
export function makeMatchersHonest(): void {
  addCustomEqualityTesters([sameCollection])
  makeThrowsHonest()
  makeInstancesHonest()
  makeNumbersHonest()
  makeChaiHonest()
  const nothing = Symbol('no text')
  const text = (value: unknown) => (typeof value === 'string' ? value : nothing)
  judgeBy(StringContaining.prototype, text)
  judgeBy(StringMatching.prototype, text)
  judgeBy(ArrayContaining.prototype, (value) => (Array.isArray(value) ? itemsOf(value) : value))
}

function judgeBy(matcher: AsymmetricMatcher<unknown>, view: (value: unknown) => unknown): void {
  const { asymmetricMatch } = matcher
  matcher.asymmetricMatch = function (value, testers) {
    return Reflect.apply(asymmetricMatch, this, [view(value), testers])
  }
}

/** As in Jest, only a number is close to a number: `'3'` and objects that convert are not. */
function makeNumbersHonest(): void {
  chai.util.overwriteMethod(
    chai.Assertion.prototype,
    'toBeCloseTo',
    (original: (...args: unknown[]) => unknown) => {
      return function (this: Chai.AssertionStatic & object, ...args: unknown[]) {
        const value: unknown = chai.util.flag(this, 'object')
        if (typeof value !== 'number') chai.assert.fail(`expected a number, but received ${typeof value}`)
        return Reflect.apply(original, this, args)
      }
    },
  )
}

/** A thrown value whose `message` is no text, but an object with methods of its own, gets a plain one. */
function makeThrowsHonest(): void {
  for (const name of ['throw', 'throws', 'Throw']) {
    chai.util.overwriteMethod(chai.Assertion.prototype, name, (original: (...args: unknown[]) => unknown) => {
      return function (this: Chai.AssertionStatic & object, ...args: unknown[]) {
        const object: unknown = chai.util.flag(this, 'object')
        if (typeof object === 'function') chai.util.flag(this, 'object', () => callHonestly(object))
        else if (chai.util.flag(this, 'promise') === 'rejects')
          chai.util.flag(this, 'object', honestError(object))
        return Reflect.apply(original, this, args)
      }
    })
  }
}

function callHonestly(callee: unknown): unknown {
  try {
    return Reflect.apply(callee as () => unknown, undefined, [])
  } catch (thrown) {
    throw honestError(thrown)
  }
}

function honestError(thrown: unknown): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const message: unknown = Reflect.get(thrown, 'message')
  return typeof message === 'string' || message === undefined ? thrown : new Error(typeof message)
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
