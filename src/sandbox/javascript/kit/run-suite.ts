import { allCases, type Case, fullName, type Group, type Hook, pathOf, selected } from './cases.ts'
import { type Described, describe } from './described.ts'
import type { Task } from './expect.ts'
import { madeFor } from './fixtures.ts'
import { textOf } from './function-text.ts'
import { type Bodies, begun, endParts, type Running, runBody, Skipped } from './test-bodies.ts'

/** How one case ended. */
export interface CaseReport {
  readonly name: string
  readonly thrown: Described | null
  /** Whether it wanted to be skipped, once it ran. */
  readonly skipped: boolean
}

export interface SuiteRun extends Bodies {
  readonly root: Group
  /** Cases that an earlier run of this suite has finished: they are left out. */
  readonly done: number
  /** Called before each case, with its name: from here on it has a budget of its own. */
  readonly begin: (name: string) => void
  readonly report: (report: CaseReport) => void
  /** Hears of each test that is about to run, hooks included. */
  readonly show: (running: Running) => void
  /** Whether the suite catches exceptions somewhere: of failed assertions, it may catch those on purpose. */
  readonly catches: boolean
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
    run.report({ name, ...(await outcomeOf(test, run, entered)) })
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
): Promise<Omit<CaseReport, 'name'>> {
  const failed = (await enter(test.group, run, entered)) ?? (await failureOf(test, run))
  if (failed?.failure instanceof Skipped) return { thrown: null, skipped: true }
  const thrown = failed === null ? null : describe(failed.failure)
  if (!test.inverted) return { thrown, skipped: false }
  const unexpected: Described = { kind: 'assertion', message: 'expected this test to fail', names: [] }
  return { thrown: thrown === null ? unexpected : null, skipped: false }
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
  const running = begun(test.name, task.name)
  run.show(running)
  const failed = await caught(async () => {
    for (const above of path) await runHooks(above.beforeEach, run, running)
    const made = await madeFor(test.source, test.fixtures, { settle: run.settle, finished: running.finished })
    await runBody(test.body, run, running, {
      added: { ...made, task: { name: test.name } },
      onReturn: run.expect.bodyReturned,
    })
    for (const promise of task.promises ?? []) await run.settle(promise)
    await endParts(running, run)
    await run.expect.checkAssertions(test.source, run.rest)
  })
  const after = await caught(async () => {
    for (const above of path.reverse()) await runHooks(above.afterEach, run, running)
    await runHooks(running.finished.reverse(), run, running)
  })
  return failed ?? after
}

/** What a `before` hook returns is run when its test or group is over. */
async function runHooks(
  hooks: readonly Hook[],
  run: SuiteRun,
  running: Running = begun('', ''),
): Promise<void> {
  for (const hook of [...hooks]) {
    const returned = await runBody(hook, run, running)
    if (typeof returned === 'function') running.finished.push(returned as Hook)
  }
}

const EXPECTS_EXCEPTIONS = /throw|reject|expectError/i
async function caught(work: () => Promise<unknown>): Promise<{ readonly failure: unknown } | null> {
  try {
    await work()
    return null
  } catch (failure) {
    return { failure }
  }
}
