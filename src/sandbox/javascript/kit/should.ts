type Expect = (value: unknown, message?: string) => Chai.Assertion

/** chai's `should()`: assertions for values that have no `should` of their own, such as null. */
export function makeShould(expect: Expect, fail: unknown): () => object {
  const assertions = (judged: (value: unknown, message?: string) => Chai.Assertion) => {
    const throws = (work: unknown, ...wanted: readonly [Error, string]) => judged(work).throw(...wanted)
    return {
      equal: (actual: unknown, expected: unknown, message?: string) =>
        judged(actual, message).equal(expected),
      exist: (value: unknown, message?: string) => judged(value, message).exist,
      throw: throws,
      Throw: throws,
    }
  }
  const should = {
    ...assertions((value, message) => expect(value, message).to),
    not: assertions((value, message) => expect(value, message).to.not),
    fail,
  }
  return () => should
}
