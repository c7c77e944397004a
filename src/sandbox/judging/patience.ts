/** Tests of one task that may use up all of their time. */
const IN_FULL = 3
/** What each test after them has of its time. */
const SHARE_AFTER = 0.1

/**
 * How much time the tests of one run have left. A test that runs out of time costs a sandbox process a second, and a
 * program that never ends does so in each of its tests, while others wait: after three such tests the rest have a
 * tenth of their time each. A test that ends by itself seldom needs as much.
 */
export class Patience {
  #lost = 0

  /** The share of its time that a test has, from 0 to 1. */
  get share(): number {
    return this.#lost < IN_FULL ? 1 : SHARE_AFTER
  }

  /** A test ran out of time. @returns what a learner has to know of it beyond that, or '' */
  lose(timeMs: number): string {
    const shortened = this.share < 1
    this.#lost += 1
    if (!shortened) return ''
    return `did not finish within a tenth of its ${timeMs} ms, which is what it has after ${IN_FULL} tests that ran out of time: is there an endless loop?`
  }
}
