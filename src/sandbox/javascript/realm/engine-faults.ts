// What the engine does otherwise than the language has it, as far as it can be put right from within.

declare const InternalError: ErrorConstructor

/** Puts right what programs would otherwise stumble over; before the realm is locked. */
export function mendEngine(): void {
  closeHelpers()
  nameOverflow()
}

/** The engine closes what an iterator's helper goes over by a `return` that it may not have: lists' iterators have none. */
function closeHelpers(): void {
  const helper = Object.getPrototypeOf([].values().map((value) => value))
  const close = helper.return as () => unknown
  const mended = {
    return(this: unknown): unknown {
      try {
        return Reflect.apply(close, this, [])
      } catch (error) {
        if (!(error instanceof TypeError && error.message === 'not a function')) throw error
        return { value: undefined, done: true }
      }
    },
  }
  Object.defineProperty(helper, 'return', { value: mended.return, writable: true, configurable: true })
}

/** Too deep a recursion throws an error of the engine's own kind: to programs it is a RangeError. */
function nameOverflow(): void {
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype)
  Object.defineProperty(InternalError.prototype, 'name', {
    value: 'RangeError',
    writable: true,
    configurable: true,
  })
}
