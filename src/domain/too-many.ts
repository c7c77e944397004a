/** More than somebody's share was asked for. Nothing was done; after a while the same request will succeed. */
export class TooMany extends Error {
  override readonly name = 'TooMany'
  /** Whole seconds, 1 at least. */
  readonly retryAfterS: number

  constructor(what: string, retryAfterMs: number) {
    const retryAfterS = Math.max(1, Math.ceil(retryAfterMs / 1000))
    super(`Too many ${what}: try again in ${retryAfterS} s.`)
    this.retryAfterS = retryAfterS
  }
}
