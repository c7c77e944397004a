import { chai } from '@vitest/expect'

/** Assertions that fail where nobody awaits them: in a callback that is called when the test's function is over. */
export interface LateFailures {
  /** From here on failures are noted, and earlier ones forgotten. */
  listen(): void
  /** From here on failures are noted, where they were not yet. */
  resume(): void
  /** Failures are not noted any more, and earlier ones forgotten. */
  forget(): void
  /** Notes the failure of an assertion that is none of `expect`. */
  note(failure: unknown): void
  throwFirst(): void
  /** Begins something that may fail and be tried again; what is returned forgets the failures noted since. */
  attempt(): () => void
}

/** Has every assertion of `expect` tell when it fails. */
export function watchFailures(): LateFailures {
  let failures: unknown[] | null = null
  const prototype = chai.Assertion.prototype as unknown as { assert(...args: unknown[]): void }
  const { assert } = prototype
  prototype.assert = function (...args) {
    try {
      Reflect.apply(assert, this, args)
    } catch (failure) {
      failures?.push(failure)
      throw failure
    }
  }
  return {
    listen: () => {
      failures = []
    },
    resume: () => {
      failures ??= []
    },
    forget: () => {
      failures = null
    },
    note: (failure) => {
      failures?.push(failure)
    },
    throwFirst: () => {
      if (failures !== null && failures.length > 0) throw failures[0]
    },
    attempt: () => {
      const before = failures?.length ?? 0
      return () => void failures?.splice(before)
    },
  }
}
