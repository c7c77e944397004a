import { member } from './call.ts'
import type { Host } from './host.ts'
import { fn } from './mock-functions.ts'

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
  /** What stands in for a module that is mocked somewhere; undefined for the name of another. */
  made(standIn: string): unknown
}

/** Where modules come from. */
interface Modules {
  /** The exports of a file, or of one of the kit's modules, by its name. */
  load(name: string): unknown
  /** Has what `require` gave be loaded anew when it is next asked for. */
  forget(): void
}

/** Keeps the mocks of a suite's modules. */
export function moduleMocks(host: Host, modules: Modules): ModuleMocks {
  const makers = new Map<string, () => unknown>()
  const mocks = new Map<string, { readonly exports: unknown }>()
  const actual = (specifier: unknown) => modules.load(host.resolve(ACTUAL, String(specifier)))
  const importActual = async (specifier: unknown) => actual(specifier)
  const automock = (specifier: unknown) => automocked(actual(specifier))

  function mock(specifier: unknown, factory?: unknown): void {
    const standIn = standInFor(specifier)
    const make = factory as Factory
    mocks.delete(standIn)
    makers.set(standIn, () =>
      typeof factory === 'function' ? make(() => importActual(specifier)) : automock(specifier),
    )
  }

  function unmock(specifier: unknown): void {
    const standIn = standInFor(specifier)
    mocks.delete(standIn)
    makers.delete(standIn)
  }

  function standInFor(specifier: unknown): string {
    const standIn = host.resolve(SUITE, String(specifier))
    // Which modules are mocked is read from the test file before it runs.
    if (standIn.startsWith(MOCK)) return standIn
    throw new Error(`${String(specifier)} can be mocked only where the test file spells its name`)
  }

  function resetModules(): void {
    mocks.clear()
    modules.forget()
  }

  return {
    members: (itself) => {
      const chained =
        (work: (specifier: unknown, factory?: unknown) => void) =>
        (specifier?: unknown, factory?: unknown) => {
          work(specifier, factory)
          return itself()
        }
      const named = (names: readonly string[], member: unknown) => names.map((name) => [name, member])
      return {
        ...Object.fromEntries([
          ...named(MOCKING, chained(mock)),
          ...named(UNMOCKING, chained(unmock)),
          ...named(['createMockFromModule', 'genMockFromModule'], automock),
          ...named(['requireActual'], actual),
        ]),
        importActual,
        resetModules: chained(resetModules),
        isolateModules: chained((work) => {
          resetModules()
          Reflect.apply(work as () => void, undefined, [])
          resetModules()
        }),
      }
    },
    made(standIn) {
      if (!standIn.startsWith(MOCK)) return undefined
      const known = mocks.get(standIn)
      if (known !== undefined) return known.exports
      const make = makers.get(standIn)
      if (make === undefined) return modules.load(standIn.slice(MOCK.length))
      const exports = make()
      mocks.set(standIn, { exports })
      return exports
    },
  }
}

const MOCKING = ['mock', 'doMock', 'unstable_mockModule']
const UNMOCKING = ['unmock', 'doUnmock', 'dontMock']

/** What modules that stand in for mocked ones import, and test files that spy on modules. */
export function standInModule({ made }: ModuleMocks): Readonly<Record<string, unknown>> {
  const facades = new Map<string, object>()
  return {
    made,
    member,
    defaultOf: (exported: unknown) => {
      const named = member(exported, 'default')
      return named === undefined && !member(exported, '__esModule') ? exported : named
    },
    spy(standIn: string, exported: object, update: Update) {
      facades.set(standIn, facadeOf(exported, update))
    },
    /** What a test file has for all that a module exports, once that is loaded. */
    facade: (standIn: string) => facades.get(standIn),
  }
}

type Update = (name: string, value: unknown) => void

/** An object of a module's exports that may be replaced; `update` hears of it. */
function facadeOf(exported: object, update: Update): object {
  const replaced = new Set<PropertyKey>()
  const told = (target: object, key: PropertyKey, done: boolean) => {
    replaced.add(key)
    if (typeof key === 'string') update(key, Reflect.get(target, key))
    return done
  }
  return new Proxy(
    { ...exported },
    {
      get: (target, key) => Reflect.get(replaced.has(key) ? target : exported, key),
      defineProperty: (target, key, property) =>
        told(target, key, Reflect.defineProperty(target, key, property)),
      deleteProperty: (target, key) => told(target, key, Reflect.deleteProperty(target, key)),
    },
  )
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
