import type { Stubs } from './mocks.ts'

/** What a suite finds under names of the learner's realm that it may write to and the learner may not. */
export interface StandIns {
  readonly globals: Readonly<Record<string, object>>
  /** The stubs of the realm, found by a stand-in too. */
  readonly stubs: Stubs
}

/**
 * A suite's `console` and `Math`. Suites replace `console.log` and `Math.random` by plain assignment, which the
 * realm's own objects refuse to everybody; and a suite's `console.assert` is an assertion, as scripts without a test
 * library use it.
 */
export function makeStandIns(
  realm: { readonly console: object; readonly Math: object },
  stubs: Stubs,
  assert: (passed: boolean, message: string) => void,
): StandIns {
  const console = assignable(realm.console, Reflect.ownKeys(realm.console), stubs)
  Object.defineProperty(console, 'assert', {
    value: (passed: unknown, ...words: readonly unknown[]) =>
      assert(Boolean(passed), ['Assertion failed', ...words.map(String)].join(': ')),
  })
  const math = assignable(realm.Math, ['random'], stubs)
  const originals = new Map([
    [console, realm.console],
    [math, realm.Math],
  ])
  return {
    globals: { console, Math: math },
    stubs: {
      replace: (object, key, value) => stubs.replace(originals.get(object) ?? object, key, value),
    },
  }
}

/** An object that shows all of `original`, and that hands what is assigned to `keys` on to the stubs. */
function assignable(original: object, keys: readonly PropertyKey[], stubs: Stubs): object {
  const properties = keys.map((key) => [
    key,
    {
      get: () => Reflect.get(original, key),
      set: (value: unknown) => void stubs.replace(original, key, value),
      configurable: true,
    },
  ])
  return Object.create(original, Object.fromEntries(properties))
}
