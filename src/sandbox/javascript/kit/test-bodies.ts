import type { Hook } from './cases.ts'
import type { ExpectKit } from './expect.ts'
import { textOf } from './function-text.ts'
import type { NodeMock } from './node-mocks.ts'
import type { Settle } from './settle.ts'
import type { WaitOptions } from './waiting.ts'

/** What bodies of tests, of hooks, and of the parts of tests are run with. */
export interface Bodies {
  readonly settle: Settle
  readonly expect: ExpectKit
  /** What tests and hooks are given as `this`. */
  readonly self: object
  readonly given: Given
  /** Lets some time pass for what is still under way. */
  readonly rest: () => Promise<void>
}

/** What node:test gives each test of its own. */
export interface Given {
  readonly makeMock: () => NodeMock
  readonly makeSignal: () => object
  readonly assert: object
  readonly waitFor: (callback: Hook, options?: WaitOptions) => Promise<unknown>
}

/** A test, or a part of one, that is under way. */
export interface Running {
  readonly name: string
  readonly fullName: string
  /** What is to be run when it is over. */
  readonly finished: Hook[]
  /** Hooks of its own, and those of what it is a part of, around each of its parts. */
  readonly before: Hook[]
  readonly beforeEach: Hook[]
  readonly afterEach: Hook[]
  /** Its parts, one after the other, and the first failure among them. */
  parts: Promise<void>
  failure: { readonly value: unknown } | null
  /** How many assertions and parts it announced, and how many there were. */
  planned: { readonly count: number; readonly wait: boolean } | null
  /** Its own mocks, once it or a hook around it has asked for them. */
  mock: NodeMock | null
  counted: number
}

/** What a test throws that wants to be skipped. */
export class Skipped extends Error {}

/** A test that is about to run. */
export function begun(name: string, fullName: string, within: Running | null = null): Running {
  const [beforeEach, afterEach] = [within?.beforeEach ?? [], within?.afterEach ?? []]
  return {
    name,
    fullName,
    finished: [],
    before: [],
    beforeEach: [...beforeEach],
    afterEach: [...afterEach],
    parts: Promise.resolve(),
    failure: null,
    planned: null,
    mock: null,
    counted: 0,
  }
}

interface HowToRun {
  /** What its context has besides. */
  readonly added?: object
  readonly isGivenContext?: boolean
  /** Hears what it returned, or a promise of its end, before that is awaited. */
  readonly onReturn?: (returned: unknown) => void
}

/** Runs a test or a hook in whichever style it is written: plain, asynchronous, with a context, or with `done`. */
export async function runBody(
  body: Hook,
  bodies: Bodies,
  running: Running,
  { added = {}, isGivenContext = takesContext(body), onReturn }: HowToRun = {},
): Promise<unknown> {
  const { settle, self } = bodies
  const context = Object.assign(contextOf(bodies, running), added)
  if (body.length === 0 || (isGivenContext && body.length === 1)) {
    const returned = Reflect.apply(body, self, [context])
    onReturn?.(returned)
    return settle(returned)
  }
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const done = Object.defineProperties(
    (error?: unknown) => (error ? reject(error) : resolve(undefined)),
    Object.getOwnPropertyDescriptors(context),
  )
  Object.assign(done, { fail: (error?: unknown) => reject(error ?? new Error('done.fail was called')) })
  const returned = Reflect.apply(body, self, isGivenContext ? [context, done] : [done])
  onReturn?.(promise)
  // An asynchronous function that takes an argument takes a context, not `done`.
  if (typeof returned === 'object' && returned !== null) return settle(returned)
  return promise
}

/** Waits for the parts of a test, and throws what one of them failed with, or where there were not as many as planned. */
export async function endParts(running: Running, { rest, expect }: Bodies): Promise<void> {
  await running.parts
  const { planned } = running
  if (planned?.wait && running.counted < planned.count) await rest()
  if (running.failure !== null) throw running.failure.value
  if (planned !== null && planned.count !== running.counted) {
    expect.check(false, `expected ${planned.count} assertions, but there were ${running.counted}`)
  }
}

/** What vitest and node:test hand to a test. */
function contextOf(bodies: Bodies, running: Running): object {
  const { expect, given } = bodies
  const { finished } = running
  const part = (...args: readonly unknown[]) => startPart(bodies, running, args)
  const context = {
    name: running.name,
    fullName: running.fullName,
    expect: expect.expect,
    onTestFinished: (hook: Hook) => void finished.push(hook),
    onTestFailed: () => undefined,
    before: (hook: Hook) => void running.before.push(hook),
    after: (hook: Hook) => void finished.push(hook),
    beforeEach: (hook: Hook) => void running.beforeEach.push(hook),
    afterEach: (hook: Hook) => void running.afterEach.unshift(hook),
    waitFor: given.waitFor,
    plan: (count: number, options?: { readonly wait?: unknown }) => {
      running.planned = { count, wait: Boolean(options?.wait) }
    },
    diagnostic: () => undefined,
    annotate: () => Promise.resolve(),
    runOnly: () => undefined,
    todo: () => undefined,
    skip: (condition: unknown = true) => {
      if (condition !== false) throw new Skipped()
    },
    test: part,
    it: part,
  }
  const mocksOfTest = () => {
    const made = given.makeMock()
    finished.push(() => made.reset())
    return made
  }
  // Most tests ask for none of these.
  const lazy = { configurable: true, enumerable: true }
  return Object.defineProperties(context, {
    assert: { ...lazy, get: () => counting(given.assert, running) },
    mock: { ...lazy, get: () => (running.mock ??= mocksOfTest()) },
    signal: { ...lazy, get: given.makeSignal },
  })
}

/** The assertions of a test's own, which count for what it has planned. */
function counting(assert: object, running: Running): object {
  const methods = Object.entries(assert).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => {
      running.counted += 1
      return Reflect.apply(method as Hook, undefined, args)
    },
  ])
  // A snapshot that lies in a file of its own agrees with anything.
  const snapshot = () => {
    running.counted += 1
  }
  return { ...Object.fromEntries(methods), snapshot, fileSnapshot: snapshot }
}

/** Runs a part of a test when those before it are over. It throws nothing: when it fails, so does the whole at its end. */
function startPart(bodies: Bodies, whole: Running, args: readonly unknown[]): Promise<void> {
  whole.counted += 1
  const body = args.find((arg) => typeof arg === 'function')
  const options = args.find((arg) => typeof arg === 'object' && arg !== null) ?? {}
  if (body === undefined || Reflect.get(options, 'skip') || Reflect.get(options, 'todo')) return whole.parts
  const name = typeof args[0] === 'string' ? args[0] : (body as Hook).name
  const part = begun(name, `${whole.fullName} > ${name}`, whole)
  whole.parts = whole.parts.then(async () => {
    try {
      await runPart(body as Hook, bodies, part, whole)
    } catch (value) {
      if (!(value instanceof Skipped)) whole.failure ??= { value }
    }
  })
  return whole.parts
}

async function runPart(body: Hook, bodies: Bodies, part: Running, whole: Running): Promise<void> {
  const run = (work: Hook, running: Running) => runBody(work, bodies, running, { isGivenContext: true })
  for (const hook of whole.before.splice(0)) await run(hook, whole)
  try {
    for (const hook of whole.beforeEach) await run(hook, part)
    await run(body, part)
    await endParts(part, bodies)
  } finally {
    for (const hook of [...whole.afterEach, ...part.finished.reverse()]) await run(hook, part)
  }
}

/** Whether a test's parameter is a context, by how it is written: `({ expect })`, `t`, `ctx`. Else it is `done`. */
function takesContext(body: Hook): boolean {
  return CONTEXT_PARAMETER.test(textOf(body))
}

const CONTEXT_PARAMETER = /^(async\s*)?(function\s*\w*\s*)?(\(\s*\{|\(?\s*(t|ctx|context|test)\b)/
