/** Waits for a value of the program's: a promise to be awaited, or at once the value, where there is nothing to wait for. */
export type Settle = (value: unknown) => unknown

/**
 * How to wait for what a program returned: a genuine promise of its realm with the `then` that the realm was born
 * with; only a thenable of the program's own making decides itself when it is done.
 */
export function settleWith(pristineThen: Promise<unknown>['then']): Settle {
  return (value) =>
    isThenable(value)
      ? new Promise((resolve, reject) => {
          try {
            Reflect.apply(pristineThen, value, [resolve, reject])
          } catch {
            // A thenable that is no promise.
            resolve(value)
          }
        })
      : value
}

function isThenable(value: unknown): boolean {
  return ((typeof value === 'object' && value !== null) || typeof value === 'function') && 'then' in value
}
