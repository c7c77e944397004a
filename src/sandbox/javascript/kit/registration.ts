import { aGroup, type Case, type Group, type Hook, type Mode } from './cases.ts'
import { rowsOf } from './each.ts'
import { extendedBy, type Fixtures } from './fixtures.ts'
import { textOf } from './function-text.ts'

/** The functions by which a suite registers its tests. */
export interface Registration {
  readonly root: Group
  readonly globals: Readonly<Record<string, unknown>>
  /** From here on nothing more is registered. */
  close(): void
}

interface Traits {
  readonly mode: Mode
  readonly inverted?: boolean
  readonly fixtures?: Fixtures
}

/** `print` shows a value in a title; `self` is what groups are given as `this`. */
export function registration(print: (value: unknown) => string, self: object): Registration {
  const root = aGroup('', null, 'run')
  let current = root
  let open = true

  function describe(
    { mode }: Traits,
    name: string,
    args: readonly unknown[],
    given: readonly unknown[],
  ): void {
    const body = args.find((arg) => typeof arg === 'function')
    if (!open || body === undefined) return
    const outer = current
    const group = aGroup(name, outer, mode)
    outer.children.push(group)
    current = group
    try {
      Reflect.apply(body as Hook, self, given)
    } finally {
      current = outer
    }
  }

  function test(
    { mode, inverted = false, fixtures = {} }: Traits,
    name: string,
    args: readonly unknown[],
    given: readonly unknown[],
  ): void {
    if (!open) return
    const body = args.find((arg) => typeof arg === 'function')
    const options = args.find((arg) => typeof arg === 'object' && arg !== null) ?? {}
    const skipped = body === undefined || Reflect.get(options, 'skip') || Reflect.get(options, 'todo')
    const only = Reflect.get(options, 'only') === true
    const registered: Case = {
      name,
      group: current,
      mode: skipped ? 'skip' : only ? 'only' : mode,
      inverted: inverted || Reflect.get(options, 'fails') === true,
      fixtures,
      source: body,
      body: withArguments((body ?? (() => undefined)) as Hook, given),
    }
    current.children.push(registered)
  }

  return {
    root,
    globals: {
      ...named(variants(describe, print), variants(test, print)),
      ...hooks((kind, body) => {
        if (open) current[kind].push(body)
      }),
    },
    close: () => {
      open = false
    },
  }
}

/** The names that the test kits in use have for the same two functions. */
function named(describes: object, tests: object): Record<string, unknown> {
  return {
    describe: describes,
    suite: describes,
    context: describes,
    it: tests,
    test: tests,
    specify: tests,
    xdescribe: Reflect.get(describes, 'skip'),
    fdescribe: Reflect.get(describes, 'only'),
    xit: Reflect.get(tests, 'skip'),
    xtest: Reflect.get(tests, 'skip'),
    fit: Reflect.get(tests, 'only'),
  }
}

type HookKind = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach'

function hooks(register: (kind: HookKind, body: Hook) => void): Record<string, unknown> {
  const hook =
    (kind: HookKind) =>
    (...args: readonly unknown[]): void => {
      // Some kits allow a name before the function.
      const body = args.find((arg) => typeof arg === 'function')
      if (body !== undefined) register(kind, body as Hook)
    }
  return {
    beforeAll: hook('beforeAll'),
    before: hook('beforeAll'),
    afterAll: hook('afterAll'),
    after: hook('afterAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
  }
}

type Register = (traits: Traits, name: string, args: readonly unknown[], given: readonly unknown[]) => void

/** A registering function with `.only`, `.skip`, `.each` and the rest, which can be chained. */
function variants(
  register: Register,
  print: (value: unknown) => string,
  traits: Traits = { mode: 'run' },
): object {
  const plain = (name: unknown, ...args: readonly unknown[]) => register(traits, titleOf(name), args, [])
  const each =
    (spread: boolean) =>
    (table: unknown, ...values: readonly unknown[]) =>
    (name: unknown, ...args: readonly unknown[]) => {
      for (const { args: row, title } of rowsOf(table, values, print)) {
        register(traits, title(titleOf(name)), args, spread ? row : [row.length === 1 ? row[0] : row])
      }
    }
  const alike = (changed: Partial<Traits>) => () => variants(register, print, { ...traits, ...changed })
  lazily(plain, {
    only: alike({ mode: 'only' }),
    skip: alike({ mode: 'skip' }),
    todo: alike({ mode: 'skip' }),
    fails: alike({ inverted: true }),
    failing: alike({ inverted: true }),
    concurrent: alike({}),
    sequential: alike({}),
    shuffle: alike({}),
  })
  return Object.assign(plain, {
    each: each(true),
    for: each(false),
    extend: (...given: readonly unknown[]) =>
      variants(register, print, { ...traits, fixtures: extendedBy(given, traits.fixtures ?? {}) }),
    skipIf: (condition: unknown) =>
      variants(register, print, condition ? { ...traits, mode: 'skip' } : traits),
    runIf: (condition: unknown) =>
      variants(register, print, condition ? traits : { ...traits, mode: 'skip' }),
  })
}

/** Members that are made when they are first read: each variant has all the variants again. */
function lazily(target: object, members: Readonly<Record<string, () => object>>): void {
  for (const [name, make] of Object.entries(members)) Object.defineProperty(target, name, { get: make })
}

function titleOf(name: unknown): string {
  return typeof name === 'function' ? name.name : String(name)
}

const CONTEXT_BEHIND_ROW = /^[^=]*,\s*(\{[^}]*\}|t|ctx|context)\s*\)/

/** The rows of a table come before what the runner gives. */
function withArguments(body: Hook, given: readonly unknown[]): Hook {
  if (given.length === 0) return body
  return Object.defineProperty(
    function (this: unknown, ...args: readonly unknown[]) {
      return Reflect.apply(body, this, [...given, ...args])
    },
    'length',
    {
      // Beyond the row, a parameter asks for `done`, or else for the context, which comes unasked.
      value: CONTEXT_BEHIND_ROW.test(textOf(body)) ? 0 : Math.max(0, body.length - given.length),
    },
  )
}
