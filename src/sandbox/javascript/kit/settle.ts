/** Waits for a value of the program's. */
export type Settle = (value: unknown) => Promise<unknown>

/**
 * How to wait for what a program returned: a genuine promise of its realm with the `then` that the realm was born
 * with; only a thenable of the program's own making decides itself when it is done.
 */
export function settleWith(pristineThen: Promise<unknown>['then']): Settle {
  return (value) =>
    new Promise((resolve, reject) => {
      try {
        Reflect.apply(pristineThen, value, [resolve, reject])
      } catch {
        // Not a promise: a plain value or a thenable.
        resolve(value)
      }
    })
}
