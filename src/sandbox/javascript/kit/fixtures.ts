import type { Hook } from './cases.ts'
import { textOf } from './function-text.ts'
import type { Settle } from './settle.ts'

/** What `test.extend` adds to the contexts of its tests, by name: values, and functions that make them. */
export type Fixtures = Readonly<Record<string, Fixture>>

interface Fixture {
  readonly given: unknown
  /** Made for every test, whether it takes it or not. */
  readonly auto: boolean
}

interface Making {
  readonly settle: Settle
  /** Takes what is to be run when the test is over. */
  readonly finished: Hook[]
}

/** The fixtures of a test that extends one which has `outer`: by an object of them, or one by its name. */
export function extendedBy(args: readonly unknown[], outer: Fixtures): Fixtures {
  const [first] = args
  const given =
    typeof first === 'object' && first !== null ? first : { [String(first)]: args.slice(1).reverse() }
  const own = Object.entries(given).map(([name, fixture]) => [name, fixtureOf(fixture)])
  return { ...outer, ...Object.fromEntries(own) }
}

/** A fixture with options is a list of both. */
function fixtureOf(given: unknown): Fixture {
  if (!Array.isArray(given)) return { given, auto: false }
  const [value, options] = given as readonly unknown[]
  return { given: value, auto: Object(options).auto === true }
}

/** Those of the fixtures that `taker` takes, and those that they take themselves, each made once. */
export async function madeFor(taker: unknown, fixtures: Fixtures, making: Making): Promise<object> {
  const made: Record<string, unknown> = {}
  const make = async (name: string, { given }: Fixture) => {
    if (name in made) return
    made[name] = undefined
    await makeTaken(given)
    made[name] = typeof given === 'function' ? await madeBy(given as Hook, made, making) : given
  }
  const makeTaken = async (by: unknown) => {
    for (const [name, fixture] of Object.entries(fixtures)) {
      if (takes(by, name) || (by === taker && fixture.auto)) await make(name, fixture)
    }
  }
  await makeTaken(taker)
  return made
}

/** Whether a function's parameters name something: `({ page }) => …`. */
function takes(taker: unknown, name: string): boolean {
  if (typeof taker !== 'function') return false
  const [parameters = ''] = textOf(taker).split(/=>|\)\s*\{/)
  return new RegExp(`[{,]\\s*${RegExp.escape(name)}\\b`).test(parameters)
}

/** What a fixture's function hands to its `use`, or returns. Behind `use` it goes on when the test is over. */
async function madeBy(make: Hook, context: object, { settle, finished }: Making): Promise<unknown> {
  const handed = Promise.withResolvers<{ readonly value: unknown }>()
  const over = Promise.withResolvers<void>()
  const use = (value: unknown) => {
    handed.resolve({ value })
    return over.promise
  }
  const running = Promise.resolve(settle(Reflect.apply(make, undefined, [context, use])))
  running.then((value) => handed.resolve({ value }), handed.reject)
  const { value } = await handed.promise
  finished.push(() => {
    over.resolve()
    return running
  })
  return value
}
