/** vitest's assertions about types, which say nothing at run time. */
export function typeAssertions(): Readonly<Record<string, unknown>> {
  const anything: object = new Proxy(() => anything, { get: () => anything })
  return { expectTypeOf: () => anything, assertType: () => undefined }
}
