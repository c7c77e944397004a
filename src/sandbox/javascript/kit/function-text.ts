const sourceOf = Function.prototype.toString

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
        return /\b(expect|assert)\b/.test(text) ? 'function () { [test code] }' : text
      },
    }.toString,
    writable: true,
    configurable: true,
    enumerable: false,
  })
}
