import { clearAllMocks, isMockFunction, resetAllMocks, restoreAllMocks } from '@vitest/spy'
import type { FakeTimers } from './fake-timers.ts'
import { fn, spyOn } from './mock-functions.ts'
import type { ModuleMocks } from './module-mocks.ts'
import type { Waiting } from './waiting.ts'

/** Properties of the learner's realm that are locked, but that a suite may replace for a test. */
export interface Stubs {
  /** Puts `value` in a property's place, and returns how to put it back; null where it cannot be replaced. */
  replace(object: object, key: PropertyKey, value: unknown): (() => void) | null
}

/** What suites know as `vi` and `jest`. */
export function makeMocks(
  timers: FakeTimers,
  modules: ModuleMocks,
  stubs: Stubs,
  { learnerGlobal, env, waiting }: { learnerGlobal: object; env: object; waiting: Waiting },
): object {
  const restores: (() => void)[] = []
  const envs: (() => void)[] = []
  const restoreAll = (among = restores) => {
    for (const restore of among.splice(0).reverse()) restore()
  }
  const chained = (work: () => void) => () => {
    work()
    return vi
  }
  const vi: object = {
    fn,
    isMockFunction,
    mocked: (value: unknown) => value,
    hoisted: (make: () => unknown) => make(),
    spyOn: (object: object, key: PropertyKey, access?: 'get' | 'set') =>
      spyOnLocked(object, key, stubs, restores) ?? spyOn(object, key, access),
    replaceProperty: (object: object, key: PropertyKey, value: unknown) => {
      const restore = replaced(object, key, value, stubs)
      restores.push(restore)
      return { restore, replaceValue: (next: unknown) => void replaced(object, key, next, stubs) }
    },
    clearAllMocks: chained(clearAllMocks),
    resetAllMocks: chained(resetAllMocks),
    restoreAllMocks: chained(() => {
      restoreAll()
      restoreAllMocks()
    }),
    stubGlobal: (name: string, value: unknown) =>
      chained(() => restores.push(replaced(learnerGlobal, name, value, stubs)))(),
    unstubAllGlobals: chained(() => restoreAll()),
    stubEnv: (name: string, value: unknown) =>
      chained(() => {
        envs.push(replaced(env, name, value === undefined ? value : String(value), stubs))
        if (value === undefined) Reflect.deleteProperty(env, name)
      })(),
    unstubAllEnvs: chained(() => restoreAll(envs)),
    waitFor: waiting.waitFor,
    waitUntil: waiting.waitUntil,
    // How long tests may take, and whether they are tried again, is decided here.
    ...Object.fromEntries(SETTINGS.map((name) => [name, chained(() => {})])),
    ...timers.members(() => vi),
    ...modules.members(() => vi),
    ...Object.fromEntries(NOT_HERE.map((name) => [name, notHere(name)])),
  }
  return vi
}

const SETTINGS = ['setTimeout', 'setConfig', 'resetConfig', 'retryTimes']
const NOT_HERE = ['importMock']

function notHere(name: string): () => never {
  return () => {
    throw new Error(`${name} is not available here`)
  }
}

/** A spy in the place of a locked property, or null where the property is not one of those. */
function spyOnLocked(object: object, key: PropertyKey, stubs: Stubs, restores: (() => void)[]): unknown {
  const original: unknown = Reflect.get(object, key)
  const mock = fn(function (this: unknown, ...args: unknown[]) {
    return Reflect.apply(original as () => unknown, this, args)
  })
  const restore = stubs.replace(object, key, mock)
  if (restore === null) return null
  restores.push(restore)
  return Object.assign(mock, { mockRestore: restore })
}

/** Sets a property; returns how to put the old one back. */
function replaced(object: object, key: PropertyKey, value: unknown, stubs: Stubs): () => void {
  const restore = stubs.replace(object, key, value)
  if (restore !== null) return restore
  const before = Reflect.getOwnPropertyDescriptor(object, key)
  Object.defineProperty(object, key, { value, configurable: true, writable: true, enumerable: true })
  return () => {
    Reflect.deleteProperty(object, key)
    if (before !== undefined) Object.defineProperty(object, key, before)
  }
}
