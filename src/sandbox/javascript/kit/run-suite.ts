import { allCases, type Case, fullName, type Group, type Hook, pathOf, selected } from './cases.ts'
import { type Described, describe } from './described.ts'
import type { ExpectKit, Task } from './expect.ts'
import { madeFor } from './fixtures.ts'
import { textOf } from './function-text.ts'
import type { Settle } from './settle.ts'

/** How one case ended. */
export interface CaseReport {
  readonly name: string
  readonly thrown: Described | null
}

export interface SuiteRun {
  readonly root: Group
  /** Cases that an earlier run of this suite has finished: they are left out. */
  readonly done: number
  readonly settle: Settle
  readonly expect: ExpectKit
  /** What tests and hooks are given as `this`. */
  readonly self: object
  /** What node:test gives each test of its other modules. */
  readonly given: Readonly<Record<'mock' | 'assert', object>>
  /** Called before each case, with its name: from here on it has a budget of its own. */
  readonly begin: (name: string) => void
  readonly report: (report: CaseReport) => void
  /** Whether the suite catches exceptions somewhere: of failed assertions, it may catch those on purpose. */
  readonly catches: boolean
  /** Lets some time pass for what is still under way. */
  readonly rest: () => Promise<void>
}

/** What came of a suite: how many cases were run, and what it has registered, skipped cases included. */
export interface SuiteSummary {
  readonly ran: number
  readonly registered: 'tests' | 'groups' | 'nothing'
}

/** How a suite ended: its cases were run, or it threw while it was loaded. */
export type Conclusion = SuiteSummary | { readonly thrown: Described }

/** Runs a suite's cases in order. */
export async function runSuite(run: SuiteRun): Promise<SuiteSummary> {
  const cases = selected(run.root)
  const entered = new Map<Group, { readonly failure: unknown } | null>()
  for (const [index, test] of cases.entries()) {
    if (index < run.done) continue
    const name = fullName(test)
    run.begin(name)
    run.report({ name, thrown: await outcomeOf(test, run, entered) })
    const next = cases[index + 1]
    await leave(test.group, next === undefined ? [] : pathOf(next.group), run)
  }
  const groups = run.root.children.length > 0 ? 'groups' : 'nothing'
  return { ran: cases.length, registered: allCases(run.root).length > 0 ? 'tests' : groups }
}

async function outcomeOf(
  test: Case,
  run: SuiteRun,
  entered: Map<Group, { readonly failure: unknown } | null>,
): Promise<Described | null> {
  const failure = (await enter(test.group, run, entered)) ?? (await failureOf(test, run))
  if (!test.inverted) return failure === null ? null : describe(failure.failure)
  return failure === null ? { kind: 'assertion', message: 'expected this test to fail', names: [] } : null
}

/** Runs the `beforeAll` hooks of groups not entered yet; what one of them threw fails every case below it. */
async function enter(
  group: Group,
  run: SuiteRun,
  entered: Map<Group, { readonly failure: unknown } | null>,
): Promise<{ readonly failure: unknown } | null> {
  for (const above of pathOf(group)) {
    if (!entered.has(above)) entered.set(above, await caught(() => runHooks(above.beforeAll, run)))
    const failed = entered.get(above) ?? null
    if (failed !== null) return failed
  }
  return null
}

/** Runs the `afterAll` hooks of the groups that the next case is not in. What they throw fails nothing. */
async function leave(group: Group, next: readonly Group[], run: SuiteRun): Promise<void> {
  for (const above of pathOf(group).reverse()) {
    if (!next.includes(above)) await caught(() => runHooks(above.afterAll, run))
  }
}

/** What a case threw: its body, its hooks, or an assertion that nobody awaited. */
async function failureOf(test: Case, run: SuiteRun): Promise<{ readonly failure: unknown } | null> {
  const task: Task = { type: 'test', name: fullName(test) }
  run.expect.beginTest(task, run.catches || EXPECTS_EXCEPTIONS.test(textOf(test.source)))
  const path = pathOf(test.group)
  const finished: Hook[] = []
  const failed = await caught(async () => {
    for (const above of path) await runHooks(above.beforeEach, run, finished)
    const made = await madeFor(test.source, test.fixtures, { settle: run.settle, finished })
    await runBody(test.body, run, finished, { ...made, task: { name: test.name } })
    for (const promise of task.promises ?? []) await run.settle(promise)
    await run.expect.checkAssertions(test.source, run.rest)
  })
  const after = await caught(async () => {
    for (const above of path.reverse()) await runHooks(above.afterEach, run)
    await runHooks(finished.reverse(), run)
  })
  return failed ?? after
}

/** What a `before` hook returns is run when its test or group is over. */
async function runHooks(hooks: readonly Hook[], run: SuiteRun, finished: Hook[] = []): Promise<void> {
  for (const hook of hooks) {
    const returned = await runBody(hook, run, finished)
    if (typeof returned === 'function') finished.push(returned as Hook)
  }
}

/** Runs a test or a hook in whichever style it is written: plain, asynchronous, with a context, or with `done`. */
async function runBody(body: Hook, run: SuiteRun, finished: Hook[], added: object = {}): Promise<unknown> {
  const context = { ...contextOf(run, finished), ...added }
  if (body.length === 0 || takesContext(body)) {
    const returned = Reflect.apply(body, run.self, [context])
    run.expect.bodyReturned(returned)
    return run.settle(returned)
  }
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const done = Object.assign((error?: unknown) => (error ? reject(error) : resolve(undefined)), {
    ...context,
    fail: (error?: unknown) => reject(error ?? new Error('done.fail was called')),
  })
  const returned = Reflect.apply(body, run.self, [done])
  run.expect.bodyReturned(promise)
  // An asynchronous function that takes an argument takes a context, not `done`.
  if (typeof returned === 'object' && returned !== null) return run.settle(returned)
  return promise
}

/** What vitest and node:test hand to a test. */
function contextOf(run: SuiteRun, finished: Hook[]): Record<string, unknown> {
  const context: Record<string, unknown> = {
    expect: run.expect.expect,
    onTestFinished: (hook: Hook) => finished.push(hook),
    after: (hook: Hook) => finished.push(hook),
    ...run.given,
    plan: (count: number) => run.expect.announce(count),
    diagnostic: () => {},
    skip: () => {},
    /** A part of a node:test test; when it fails, so does the whole. */
    test: (...args: readonly unknown[]) => {
      const part = args.find((arg) => typeof arg === 'function')
      return run.settle(part === undefined ? undefined : Reflect.apply(part as Hook, undefined, [context]))
    },
  }
  return context
}

/** Whether a test's parameter is a context, by how it is written: `({ expect })`, `t`, `ctx`. Else it is `done`. */
function takesContext(body: Hook): boolean {
  return CONTEXT_PARAMETER.test(textOf(body))
}

const EXPECTS_EXCEPTIONS = /throw|reject|expectError/i
const CONTEXT_PARAMETER = /^(async\s*)?(function\s*\w*\s*)?(\(\s*\{|\(?\s*(t|ctx|context|test)\b)/

async function caught(work: () => Promise<unknown>): Promise<{ readonly failure: unknown } | null> {
  try {
    await work()
    return null
  } catch (failure) {
    return { failure }
  }
}
