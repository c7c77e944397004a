import type { FakeTimers } from './fake-timers.ts'
import type { Stubs } from './mocks.ts'

type Fn = (this: unknown, ...args: readonly unknown[]) => unknown

interface Call {
  readonly arguments: readonly unknown[]
  readonly this: unknown
  readonly result: unknown
  readonly error: unknown
}

/** `mock` of node:test. */
export interface NodeMock {
  /** Puts back all that it has replaced, time too. */
  reset(): void
}

/** `mock` of node:test, which remembers calls in another form than `vi` and `jest` do. */
export function makeNodeMocks(timers: FakeTimers, stubs: Stubs): NodeMock {
  const restores: (() => void)[] = []
  const restoreAll = () => {
    for (const restore of restores.splice(0).reverse()) restore()
  }
  const fn = (original: Fn = () => undefined, implementation: Fn = original) =>
    mockFunction(original, implementation, () => undefined)
  const method = (object: object, key: PropertyKey, ...given: readonly unknown[]) => {
    const { getter, setter } = Object(given.at(-1))
    if (getter || setter) return accessor(object, key, getter ? 'get' : 'set', given)
    const original = Reflect.get(object, key) as Fn
    let restore: () => void = () => undefined
    const mock = mockFunction(original, functionIn(given) ?? original, () => restore())
    restore = stubs.replace(object, key, mock) ?? replaceOwn(object, key, { value: mock, writable: true })
    restores.push(restore)
    return mock
  }
  const accessor = (object: object, key: PropertyKey, kind: 'get' | 'set', given: readonly unknown[]) => {
    const found = descriptorOf(object, key)
    const original = (found?.[kind] ?? (() => undefined)) as Fn
    let restore: () => void = () => undefined
    const mock = mockFunction(original, functionIn(given) ?? original, () => restore())
    restore = replaceOwn(object, key, {
      ...(found?.get && { get: found.get }),
      ...(found?.set && { set: found.set }),
      [kind]: mock,
    })
    restores.push(restore)
    return mock
  }
  const time = mockTimers(timers)
  const mock = {
    fn,
    method,
    getter: (object: object, key: PropertyKey, ...given: readonly unknown[]) =>
      accessor(object, key, 'get', given),
    setter: (object: object, key: PropertyKey, ...given: readonly unknown[]) =>
      accessor(object, key, 'set', given),
    restoreAll,
    timers: time,
    reset() {
      restoreAll()
      time.reset()
    },
  }
  return mock
}

function functionIn(given: readonly unknown[]): Fn | undefined {
  return given.find((value): value is Fn => typeof value === 'function')
}

function descriptorOf(object: object | null, key: PropertyKey): PropertyDescriptor | undefined {
  if (object === null) return undefined
  return Reflect.getOwnPropertyDescriptor(object, key) ?? descriptorOf(Object.getPrototypeOf(object), key)
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
function replaceOwn(object: object, key: PropertyKey, property: PropertyDescriptor): () => void {
  const before = Reflect.getOwnPropertyDescriptor(object, key)
  Object.defineProperty(object, key, { ...property, configurable: true })
  return () => {
    Reflect.deleteProperty(object, key)
    if (before !== undefined) Object.defineProperty(object, key, before)
  }
}

interface Enabling {
  readonly apis?: readonly string[]
  readonly now?: number | Date
}

/** The clock of node:test, which shows 1970 unless it is told otherwise, and which only who enabled it resets. */
function mockTimers(timers: FakeTimers) {
  const members = timers.members(() => undefined)
  const { useFakeTimers, useRealTimers, advanceTimersByTime, runAllTimers, setSystemTime } =
    members as Record<string, (...args: readonly unknown[]) => void>
  let enabled = false
  return {
    enable(options: Enabling | readonly string[] = {}) {
      const { apis: toFake, now = 0 }: Enabling = Array.isArray(options)
        ? { apis: options }
        : (options as Enabling)
      enabled = true
      useFakeTimers?.({ toFake, ...((toFake?.includes('Date') ?? true) && { now }) })
    },
    reset() {
      if (enabled) useRealTimers?.()
      enabled = false
    },
    tick: (milliseconds: number = 1) => advanceTimersByTime?.(milliseconds),
    runAll: () => runAllTimers?.(),
    setTime: (now: number) => setSystemTime?.(now),
  }
}
