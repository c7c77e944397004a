import type { FakeTimers } from './fake-timers.ts'
import type { Stubs } from './mocks.ts'

type Fn = (this: unknown, ...args: readonly unknown[]) => unknown

interface Call {
  readonly arguments: readonly unknown[]
  readonly this: unknown
  readonly result: unknown
  readonly error: unknown
}

/** `mock` of node:test, which remembers calls in another form than `vi` and `jest` do. */
export function makeNodeMocks(timers: FakeTimers, stubs: Stubs): object {
  const restores: (() => void)[] = []
  const restoreAll = () => {
    for (const restore of restores.splice(0).reverse()) restore()
  }
  const fn = (original: Fn = () => undefined, implementation: Fn = original) =>
    mockFunction(original, implementation, () => undefined)
  const method = (object: object, key: PropertyKey, implementation?: Fn) => {
    const original = Reflect.get(object, key) as Fn
    let restore: () => void = () => undefined
    const mock = mockFunction(original, implementation ?? original, () => restore())
    restore = stubs.replace(object, key, mock) ?? replaceOwn(object, key, mock)
    restores.push(restore)
    return mock
  }
  return { fn, method, restoreAll, reset: restoreAll, timers: mockTimers(timers) }
}

function mockFunction(original: Fn, first: Fn, restore: () => void): Fn {
  const calls: Call[] = []
  const once = new Map<number, Fn>()
  let implementation = first
  function mocked(this: unknown, ...args: readonly unknown[]): unknown {
    const answer = once.get(calls.length) ?? implementation
    try {
      const result = Reflect.apply(answer, this, args)
      calls.push({ arguments: args, this: this, result, error: undefined })
      return result
    } catch (error) {
      calls.push({ arguments: args, this: this, result: undefined, error })
      throw error
    }
  }
  return Object.assign(mocked, {
    mock: {
      calls,
      callCount: () => calls.length,
      resetCalls: () => void calls.splice(0),
      mockImplementation: (next: Fn) => {
        implementation = next
      },
      mockImplementationOnce: (next: Fn, onCall = calls.length) => void once.set(onCall, next),
      restore: () => {
        implementation = original
        restore()
      },
    },
  })
}

/** Puts a property of the object's own in place, and returns how to put back what was there. */
function replaceOwn(object: object, key: PropertyKey, value: unknown): () => void {
  const before = Reflect.getOwnPropertyDescriptor(object, key)
  Object.defineProperty(object, key, { value, configurable: true, writable: true })
  return () => {
    Reflect.deleteProperty(object, key)
    if (before !== undefined) Object.defineProperty(object, key, before)
  }
}

function mockTimers(timers: FakeTimers): object {
  const { useFakeTimers, useRealTimers, advanceTimersByTime, runAllTimers, setSystemTime } = timers.members(
    () => undefined,
  )
  return {
    enable: useFakeTimers,
    reset: useRealTimers,
    tick: advanceTimersByTime,
    runAll: runAllTimers,
    setTime: setSystemTime,
  }
}
