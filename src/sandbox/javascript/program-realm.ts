import type { TaskLimits } from '../../domain/task.ts'
import { Halted } from '../judging/halted.ts'
import type { Snapshot } from '../metering/metered-memory.ts'
import type { Value } from './engine/quickjs.ts'
import type { ProgramFiles } from './linking/program-files.ts'
import type { Machine } from './machine.ts'
import type { Ended } from './outcome.ts'
import type { ProgramEnd } from './realm/program/main.ts'

/** Thrown through the engine to end a program at once: by `process.exit`, or by a rejection that nobody handles. */
class Left extends Error {
  override readonly name = 'Left'
  readonly end: ProgramEnd | { readonly ended: Ended }

  constructor(end: Left['end']) {
    super('the program was left')
    this.end = end
  }
}

/** A machine's realms with all in them that programs read and print by. */
export class ProgramRealm {
  readonly #machine: Machine
  readonly #fresh: Snapshot
  /** What `realm/program/main.ts` hands over. */
  readonly #driver: Value

  private constructor(machine: Machine, fresh: Snapshot, driver: Value) {
    this.#machine = machine
    this.#fresh = fresh
    this.#driver = driver
  }

  static async open(machine: Machine): Promise<ProgramRealm> {
    const { quickJs, learner } = machine
    const { fresh, made } = await machine.furnished((load) => {
      const open = quickJs.get(learner, load('realm/program/main.ts'), 'open')
      return quickJs.call(learner, open, [programHost(machine)])
    })
    return new ProgramRealm(machine, fresh, made)
  }

  /** Runs a program from its entry until nothing of it is left to do. */
  async run(
    program: ProgramFiles,
    { entry, stdin, limits }: { readonly entry: string; readonly stdin: string; readonly limits: TaskLimits },
  ): Promise<ProgramEnd | { readonly ended: Ended }> {
    const machine = this.#machine
    await machine.reset(program, limits, this.#fresh)
    try {
      const run = machine.attempt(() => {
        this.#drive('begin', this.#text(JSON.stringify(stdin)), this.#text(entry))
        this.#drive('entered', machine.importModule(entry))
        // A script has come to its end now. A module's end is a promise job itself, and those are done first.
        if (program.isCommonJs(entry)) machine.ask('runTicks')
        machine.settle(() => false)
        this.#drive('drained')
        machine.settle(() => false)
        const end = this.#drive('finish')
        return JSON.parse(machine.quickJs.string(machine.learner, end)) as ProgramEnd
      })
      return 'done' in run ? run.done : run
    } catch (error) {
      if (error instanceof Left) return error.end
      throw error
    }
  }

  #drive(name: 'begin' | 'entered' | 'drained' | 'finish', ...args: readonly Value[]): Value {
    const { quickJs, learner } = this.#machine
    return quickJs.call(learner, quickJs.get(learner, this.#driver, name), args)
  }

  #text(text: string): Value {
    return this.#machine.quickJs.newString(this.#machine.learner, text)
  }
}

/** The functions of ProgramHost in `realm/program/main.ts`. */
function programHost(machine: Machine): Value {
  const { quickJs, learner } = machine
  const text = (value: Value | undefined) => (value === undefined ? '' : quickJs.string(learner, value))
  return quickJs.newHost(learner, {
    leave: (end) => {
      throw new Left(JSON.parse(text(end)) as ProgramEnd)
    },
    crash: (thrown) => {
      throw new Left({ ended: machine.described(thrown ?? quickJs.newObject(learner)) })
    },
    read: (path) => {
      const read = machine.look((program) => program.text(text(path)))
      return read === undefined ? undefined : quickJs.newString(learner, read)
    },
    halt: (fault) => {
      throw new Halted(text(fault) as Halted['fault'])
    },
  })
}
