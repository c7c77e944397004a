const sourceOf = Function.prototype.toString

/** How the text of an assertion begins: `expect(…)`, `assert.equal(…)`, `Test.assertEquals(…)`, `expectError(…)`. */
export const ASSERTS = /\b(expect|assert)(\b|[A-Z])/

/** A function's source text. */
export function textOf(body: unknown): string {
  return Reflect.apply(sourceOf, body, [])
}

/**
 * Hides the text of functions that make assertions: a callback of a test's would tell the program that is given it
 * what to answer.
 */
export function hideTests(): void {
  Object.defineProperty(Function.prototype, 'toString', {
    value: {
      toString(this: unknown): string {
        const text = textOf(this)
        return ASSERTS.test(text) ? 'function () { [test code] }' : text
      },
    }.toString,
    writable: true,
    configurable: true,
    enumerable: false,
  })
}
