import { type Mock, type MockInstance, fn as strictFn, spyOn as strictSpyOn } from '@vitest/spy'

type Work = (this: unknown, ...args: readonly unknown[]) => unknown

/** A mock with its members as functions of whatever they are given. */
type Loose = Record<string, (...args: readonly unknown[]) => unknown>

/** What each implementation that stands for an arrow function stands for. */
const behind = new WeakMap<object, unknown>()
const known = new WeakSet<object>()

/** `vi.fn` and `jest.fn`: what is not made to be constructed, as arrow functions are not, may be, as Jest has it. */
export function fn(implementation?: unknown): Mock {
  return mayConstruct(strictFn(constructible(implementation) as never))
}

/** `vi.spyOn` and `jest.spyOn`, whose mocks may be constructed as those of `fn`. */
export function spyOn(object: object, key: PropertyKey, access?: 'get' | 'set'): MockInstance {
  return mayConstruct(strictSpyOn(object as never, key as never, access as never) as Mock)
}

function mayConstruct(mock: Mock): Mock {
  if (known.has(mock)) return mock
  known.add(mock)
  const members = mock as unknown as Loose
  const { mockImplementation, mockImplementationOnce, withImplementation, getMockImplementation } = members
  const set = (work: unknown) => Reflect.apply(mockImplementation as Work, mock, [constructible(work)])
  const setOnce = (work: unknown) =>
    Reflect.apply(mockImplementationOnce as Work, mock, [constructible(work)])
  Object.assign(members, {
    mockImplementation: set,
    mockImplementationOnce: setOnce,
    withImplementation: (work: unknown, during: unknown) =>
      Reflect.apply(withImplementation as Work, mock, [constructible(work), during]),
    getMockImplementation() {
      const work = Reflect.apply(getMockImplementation as Work, mock, [])
      return behind.get(work as object) ?? work
    },
    mockReturnValue: (value: unknown) => set(() => value),
    mockReturnValueOnce: (value: unknown) => setOnce(() => value),
    mockResolvedValue: (value: unknown) => set(() => Promise.resolve(value)),
    mockResolvedValueOnce: (value: unknown) => setOnce(() => Promise.resolve(value)),
    mockRejectedValue: (reason: unknown) => set(() => Promise.reject(reason)),
    mockRejectedValueOnce: (reason: unknown) => setOnce(() => Promise.reject(reason)),
  })
  return mock
}

/** An arrow function or a method as a function that may be constructed; anything else as it is. */
function constructible(work: unknown): unknown {
  if (typeof work !== 'function' || Object.hasOwn(work, 'prototype')) return work
  const standsFor = function (this: unknown, ...args: readonly unknown[]): unknown {
    return Reflect.apply(work as Work, this, args)
  }
  behind.set(standsFor, work)
  return standsFor
}
