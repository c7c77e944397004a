import type { Bridge } from '../realm/main.ts'
import { type CallOutcome, call } from './call.ts'
import { Clock, START } from './clock.ts'
import { type CommonJs, commonJs } from './commonjs.ts'
import { describe } from './described.ts'
import type { Host } from './host.ts'
import { type Intrinsics, leadConstructorsAway, recogniseKin } from './kinship.ts'
import { lock } from './lock.ts'
import { settleWith } from './settle.ts'

// This module is evaluated in the kit's realm, which no learner's code ever runs in.

/** The learner's realm, as its module `realm/main.ts` hands it over. */
export interface LearnerRealm {
  furnish(bridge: Bridge): void
  lockRealm(): void
  readonly noTests: object
  readonly pristine: {
    readonly intrinsics: Intrinsics
    readonly functions: readonly unknown[]
    readonly promiseThen: Promise<unknown>['then']
    readonly parseJson: (text: string) => unknown
    readonly makeObject: () => object
  }
}

/** How much a program may print, in characters. */
const MAX_OUTPUT = 64 * 1024

/** Furnishes the learner's realm, and returns what the host drives the kit by. */
export function open(realm: LearnerRealm, host: Host) {
  const { pristine } = realm
  const clock = new Clock(host)
  const settle = settleWith(pristine.promiseThen)
  let printed = 0
  let outcome = ''
  realm.furnish({
    startTimer: (fire, delay, repeat) => clock.start(fire, delay, repeat),
    startImmediate: (fire) => clock.startImmediate(fire),
    stopTimer: (id) => clock.stop(id),
    elapsed: () => clock.now - START,
    print: (text) => {
      printed += text.length
      if (printed > MAX_OUTPUT) host.halt('output')
    },
  })
  const modules: CommonJs = commonJs(host, pristine.makeObject, new Map(), () => [])
  const kitModules: Readonly<Record<string, object>> = {
    'kit:commonjs': modules,
    'kit:no-tests': realm.noTests,
  }
  recogniseKin(globalThis as unknown as Intrinsics, pristine.intrinsics)
  leadConstructorsAway(pristine.intrinsics, pristine.functions)
  realm.lockRealm()
  lock([globalThis], { closed: true })

  function begin(imported: unknown, name: string, makeArguments: () => readonly unknown[]): void {
    outcome = ''
    void call({ imported, name, makeArguments }, settle, host.gas).then((ended: CallOutcome) => {
      outcome = JSON.stringify(ended)
    })
  }

  return {
    /** Calls `name` of the entry with the JSON list `args`; `outcome` tells the end of it. */
    call(imported: unknown, name: string, args: string): void {
      begin(imported, name, () => pristine.parseJson(args) as readonly unknown[])
    },
    /** The JSON of a CallOutcome, or nothing yet. */
    outcome: () => outcome,
    /** Lets time pass to the next timer; says whether there was one. */
    tick: () => (clock.fireNext() ? 'fired' : ''),
    describe: (thrown: unknown) => JSON.stringify(describe(thrown)),
    /** What the learner's realm can import of the kit, by module and exported name. */
    modules: kitModules,
    moduleNames: () =>
      JSON.stringify(Object.entries(kitModules).map(([module, exported]) => [module, Object.keys(exported)])),
  }
}
