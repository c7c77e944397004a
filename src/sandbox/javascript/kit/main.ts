import type { Bridge } from '../realm/main.ts'
import { isDeepStrictEqual, makeAssert } from './assert.ts'
import { type Call, call } from './call.ts'
import type { Hook } from './cases.ts'
import { Clock } from './clock.ts'
import { commonJs } from './commonjs.ts'
import { describe, print } from './described.ts'
import { makeExpect } from './expect.ts'
import { FakeTimers } from './fake-timers.ts'
import { hideTests } from './function-text.ts'
import type { Host } from './host.ts'
import { counterparts, type Intrinsics, leadConstructorsAway, recogniseKin } from './kinship.ts'
import { lock } from './lock.ts'
import { mochaContext, showTest } from './mocha.ts'
import { makeMocks, type Stubs } from './mocks.ts'
import { moduleMocks, standInModule } from './module-mocks.ts'
import { makeNodeMocks } from './node-mocks.ts'
import { registration } from './registration.ts'
import { type CaseReport, runSuite } from './run-suite.ts'
import { scriptGlobals } from './script.ts'
import { settleWith } from './settle.ts'
import { makeStandIns } from './stand-ins.ts'
import type { Running } from './test-bodies.ts'
import { makeTestCompat } from './test-compat.ts'
import { typeAssertions } from './type-assertions.ts'
import { makeWaiting } from './waiting.ts'

// This module is evaluated in the kit's realm, which no learner's code ever runs in.

/** The learner's realm, as its module `realm/main.ts` hands it over. */
export interface LearnerRealm {
  furnish(bridge: Bridge): void
  lockRealm(): ReadonlySet<object>
  readonly noTests: object
  readonly pristine: {
    readonly intrinsics: Intrinsics
    readonly functions: readonly unknown[]
    readonly promiseThen: Promise<unknown>['then']
    readonly parseJson: (text: string) => unknown
    readonly makeObject: () => object
    readonly replace: Stubs['replace']
    readonly node: {
      readonly modules: Readonly<Record<string, object>>
      readonly process: { readonly env: object }
    }
    readonly standards: { readonly console: object; readonly Math: object }
  }
}

const own = globalThis as unknown as Intrinsics

/** How much a program may print, in characters. */
const MAX_OUTPUT = 64 * 1024

function bridge(clock: Clock, timers: FakeTimers, host: Host): Bridge {
  let printed = 0
  return {
    startTimer: (fire, delay, repeat) => clock.start(fire, delay, repeat),
    startImmediate: (fire) => clock.startImmediate(fire),
    startTick: (fire) => clock.startTick(fire),
    stopTimer: (id) => clock.stop(id),
    elapsed: () => timers.elapsed(),
    format: (key, method, args) => host.format(key, method, args),
    compare: (key, a, b) => host.compare(key, a, b),
    parseUrl: (asked) => host.parseUrl(asked),
    read: (path) => host.read(path) ?? null,
    print(text) {
      printed += text.length
      if (printed > MAX_OUTPUT) host.halt('output')
    },
  }
}

/** What the host drives: everything that a suite or a call needs, before anything has run. */
function assemble(realm: LearnerRealm, host: Host) {
  const { pristine } = realm
  const settle = settleWith(pristine.promiseThen)
  const clock = new Clock(host)
  const timers = new FakeTimers(clock)
  realm.furnish(bridge(clock, timers, host))
  const expect = makeExpect(counterparts(own, pristine.intrinsics))
  const standIns = makeStandIns(pristine.standards, pristine, expect.check)
  const mocked = moduleMocks(host, {
    load: (name) => required.exportsOf(name),
    forget: () => required.forget(),
  })
  const waiting = makeWaiting(timers, expect, settle)
  Object.assign(expect.expect, { poll: waiting.poll })
  const vi = makeMocks(timers, mocked, standIns.stubs, {
    learnerGlobal: pristine.intrinsics,
    env: pristine.node.process.env,
    waiting,
  })
  const self = mochaContext()
  let running: Running | null = null
  const suite = registration(print, self)
  const assert = makeAssert(expect, settle)
  const globals: Readonly<Record<string, unknown>> = {
    Test: makeTestCompat(assert, suite.globals),
    ...suite.globals,
    ...standIns.globals,
    ...scriptGlobals((report) => host.report(JSON.stringify(report))),
    expect: expect.expect,
    assert: expect.chai.assert,
    chai: expect.chai,
    $chai: expect.expect,
    ...typeAssertions(),
    onTestFinished: (hook: Hook) => void running?.finished.push(hook),
    onTestFailed: () => undefined,
    vi,
    jest: vi,
  }
  const mock = makeNodeMocks(timers, standIns.stubs)
  const required = commonJs({
    host,
    makeObject: pristine.makeObject,
    kitModule: (name) => modules[name] ?? mocked.made(name),
    globals,
  })
  const { load, pick, defaultOf, requireFrom } = required
  const modules: Readonly<Record<string, object>> = {
    'kit:commonjs': { load, pick, defaultOf, requireFrom },
    'kit:module-mocks': standInModule(mocked),
    'kit:no-tests': realm.noTests,
    'kit:assert': assert,
    'kit:assert/strict': assert.strict,
    'kit:vitest': globals,
    'kit:test-compat': Object.assign(Object.create(null), globals.Test, { Test: globals.Test }),
    'kit:chai': expect.chai,
    'kit:expect': Object.assign(expect.expect, { expect: expect.expect }),
    ...pristine.node.modules,
    'kit:util': Object.assign(Object.create(null), pristine.node.modules['kit:util'], { isDeepStrictEqual }),
    'kit:node-test': Object.assign(globals.test as object, globals, { mock }),
  }
  return {
    settle,
    clock,
    timers,
    expect,
    suite,
    self,
    show: (next: Running) => {
      running = next
      showTest(self, next)
    },
    globals,
    modules,
    given: {
      makeMock: () => makeNodeMocks(timers, standIns.stubs),
      makeSignal: () =>
        Reflect.construct(pristine.intrinsics.AbortController as typeof AbortController, []).signal,
      assert,
      waitFor: waiting.waitFor,
    },
  }
}

/** Furnishes the learner's realm, fixes both realms, and returns what the host drives the kit by. */
export function open(realm: LearnerRealm, host: Host) {
  const { pristine } = realm
  const { settle, clock, timers, expect, suite, self, show, globals, modules, given } = assemble(realm, host)
  recogniseKin(own, pristine.intrinsics)
  hideTests()
  leadConstructorsAway(pristine.intrinsics, pristine.functions)
  const learners = realm.lockRealm()
  // Suites and learners' files share what both may import.
  const shared = ['kit:assert', 'kit:assert/strict', 'kit:util'].map((name) => modules[name])
  lock([globalThis, ...shared], { closed: true, but: learners })

  const born = new Set(Reflect.ownKeys(pristine.intrinsics))
  const planted = (name: string) => (born.has(name) ? undefined : pristine.intrinsics[name])
  let outcome = ''
  const conclude = (work: Promise<unknown>) => {
    outcome = ''
    void work.then((result) => {
      outcome = JSON.stringify(result)
    })
  }
  const startCall = (asked: Omit<Call, 'planted'>) => conclude(call({ ...asked, planted }, settle, host.gas))
  const suiteRun = (done: string, catches: boolean) => ({
    root: suite.root,
    done: Number(done),
    catches,
    settle,
    expect,
    self,
    show,
    given,
    begin: (name: string) => {
      clock.beginAnew()
      host.begin(name)
    },
    report: (report: CaseReport) => host.report(JSON.stringify(report)),
    rest: () => timers.rest(),
  })
  return {
    /** Calls `name` of the entry with the JSON list `args`; `outcome` tells the end of it. */
    call(imported: unknown, name: string, args: string): void {
      const makeArguments = () => pristine.parseJson(args) as readonly unknown[]
      startCall({ imported, name, makeArguments, inFull: false })
    },
    /** Calls `name` with what the author's `makeInput` makes for a size; that is paid from a budget of its own. */
    probe(imported: unknown, name: string, makeInput: unknown, size: string): void {
      const makeArguments = () => {
        const input: unknown = Reflect.apply(makeInput as () => unknown, undefined, [Number(size)])
        if (!Array.isArray(input)) throw new TypeError('the input of a probe must be a list of arguments')
        host.begin(name)
        return input
      }
      startCall({ imported, name, makeArguments, inFull: true })
    },
    /** Runs what the suite has registered, but for the first `done` cases; `catches` unless it is empty. */
    runSuite(imported: unknown, done: string, catches: string): void {
      const loaded = Promise.resolve(settle(imported)).then(() => suite.close())
      conclude(
        loaded.then(
          () => runSuite(suiteRun(done, catches !== '')),
          (thrown: unknown) => ({ thrown: describe(thrown) }),
        ),
      )
    },
    /** The JSON of a CallOutcome or of a Conclusion, or nothing yet. */
    outcome: () => outcome,
    /** Lets time pass to the next timer; says whether there was one. */
    tick: () => (timers.tick() ? 'fired' : ''),
    /** Does what `process.nextTick` was given, as at the end of a script; says whether there was anything. */
    runTicks: () => (clock.runTicks() ? 'done' : ''),
    describe: (thrown: unknown) => JSON.stringify(describe(thrown)),
    /** What the learner's realm can import of the kit, by module and exported name. */
    modules,
    moduleNames: () =>
      JSON.stringify(Object.entries(modules).map(([module, exported]) => [module, Object.keys(exported)])),
    globalNames: () => JSON.stringify(Object.keys(globals)),
    /** What the learner's realm was born with. */
    builtInNames: () => JSON.stringify([...born].filter((name) => typeof name === 'string')),
  }
}
