import { fn } from '@vitest/spy'
import { member } from './call.ts'
import type { Host } from './host.ts'

/** How `linking/suite-file.ts` calls the test file, and the test file where it asks for a module that it mocks. */
const SUITE = 'test:suite'
const ACTUAL = 'test:actual'
/** How `linking/module-mocks.ts` calls what stands in for a mocked module. */
const MOCK = 'test:mock:'

type Factory = (importOriginal: () => Promise<unknown>) => unknown

/** The modules that a suite mocks. */
export interface ModuleMocks {
  /** What a suite mocks modules by; `itself` is the object that they are members of. */
  members(itself: () => object): Readonly<Record<string, unknown>>
  /** What stands in for a mocked module, made when it is first asked for; undefined for the name of another. */
  made(standIn: string): unknown
}

/** `load` gives the exports of a file or of a kit's module by its name. */
export function moduleMocks(host: Host, load: (name: string) => unknown): ModuleMocks {
  const makers = new Map<string, () => unknown>()
  const mocks = new Map<string, { readonly exports: unknown }>()
  const actual = (specifier: unknown) => load(host.resolve(ACTUAL, String(specifier)))
  const importActual = async (specifier: unknown) => actual(specifier)

  function mock(specifier: unknown, factory?: unknown): void {
    const standIn = host.resolve(SUITE, String(specifier))
    if (!standIn.startsWith(MOCK)) {
      throw new Error(`${String(specifier)} can be mocked only at the top of the test file`)
    }
    const make = factory as Factory
    makers.set(standIn, () =>
      typeof factory === 'function' ? make(() => importActual(specifier)) : automocked(actual(specifier)),
    )
  }

  return {
    members: (itself) => {
      const mocking = (specifier: unknown, factory?: unknown) => {
        mock(specifier, factory)
        return itself()
      }
      return {
        mock: mocking,
        doMock: mocking,
        unstable_mockModule: mocking,
        requireActual: actual,
        importActual,
      }
    },
    made(standIn) {
      if (!standIn.startsWith(MOCK)) return undefined
      const known = mocks.get(standIn)
      if (known !== undefined) return known.exports
      const make = makers.get(standIn)
      // Something was loaded before the mock was called for.
      if (make === undefined) return load(standIn.slice(MOCK.length))
      const exports = make()
      mocks.set(standIn, { exports })
      return exports
    },
  }
}

/** What modules that stand in for mocked ones import. */
export function standInModule({ made }: ModuleMocks): Readonly<Record<string, unknown>> {
  return {
    made,
    member,
    defaultOf: (exported: unknown) => {
      const named = member(exported, 'default')
      return named === undefined && !member(exported, '__esModule') ? exported : named
    },
  }
}

/** A module's exports without what they do: functions are mocks that return nothing, lists are empty. */
function automocked(value: unknown, known: Map<unknown, unknown> = new Map()): unknown {
  if (known.has(value)) return known.get(value)
  if (Array.isArray(value)) return []
  const isFunction = typeof value === 'function'
  if (!isFunction && Object.prototype.toString.call(value) !== '[object Object]') {
    if (Object.prototype.toString.call(value) !== '[object Module]') return value
  }
  const mocked: object = isFunction ? fn() : {}
  known.set(value, mocked)
  copyMocked(value as object, mocked, known)
  const methods: unknown = isFunction ? Reflect.get(value as object, 'prototype') : undefined
  if (typeof methods === 'object' && methods !== null) {
    copyMocked(methods, Reflect.get(mocked, 'prototype') as object, known)
  }
  return mocked
}

const OF_FUNCTIONS = new Set<PropertyKey>([
  'length',
  'name',
  'prototype',
  'constructor',
  'arguments',
  'caller',
])

function copyMocked(from: object, to: object, known: Map<unknown, unknown>): void {
  for (const key of Reflect.ownKeys(from)) {
    const property = Reflect.getOwnPropertyDescriptor(from, key)
    if (OF_FUNCTIONS.has(key) || typeof key === 'symbol' || property === undefined || !('value' in property))
      continue
    Object.defineProperty(to, key, {
      value: automocked(property.value, known),
      writable: true,
      enumerable: property.enumerable ?? false,
      configurable: true,
    })
  }
}
