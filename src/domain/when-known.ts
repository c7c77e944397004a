/** Goes on with a value: at once if it is there, and otherwise when it is. */
export function whenKnown<T, R>(value: T | Promise<T>, use: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(use) : use(value)
}
