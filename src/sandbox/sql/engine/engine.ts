import type { FaultKind } from '../../../scoring/sandbox.ts'
import type { Booted } from './boot.ts'
import { Files } from './files.ts'
import { Gas } from './gas.ts'
import { Halted, statusOf } from './halted.ts'
import { Heap } from './memory.ts'
import { meterOf, prepare } from './prepare.ts'
import { type Reply, readReply } from './reply.ts'
import { Wire } from './wire.ts'

const MB = 1024 * 1024
/** Logs and catalogs take some room of their own on top of what a program's data may take. */
const OWN_FILES_MB = 16
/** What a look at the clock costs, as if it were work. */
const CLOCK_MS = 0.001

/** One instance of Postgres, as long as it lasts. */
export class Engine {
  readonly #wire: Wire
  readonly #gas: Gas
  readonly #heap: Heap
  readonly #files: Files
  #broken = false

  constructor(booted: Booted) {
    const { exports } = booted.instance
    this.#wire = new Wire(booted)
    this.#gas = new Gas([meterOf(exports), ...prepare(booted, this.#wire)])
    this.#files = new Files(booted.files, booted.fileOperations)
    const breakAt = exports.emscripten_get_sbrk_ptr as () => number
    this.#heap = new Heap(booted.memory, breakAt(), mutableGlobals(exports))
  }

  /** Whether it can be made fresh by putting things back. */
  get reusable(): boolean {
    return !this.#broken && !this.#heap.grown
  }

  restore(): void {
    this.#heap.restore()
    this.#files.restore()
  }

  /** Bounds what is taken from now on: memory over what is in use, and as much again in files. */
  limit(memoryMb: number): void {
    this.#heap.limit(memoryMb * MB)
    this.#files.limit((memoryMb + OWN_FILES_MB) * MB)
  }

  /** Whoever waits looks at the clock again and again; it stands still, so that is an endless loop. */
  chargeClock(): void {
    this.#gas.take(CLOCK_MS)
  }

  run(text: string, timeMs: number): Reply {
    this.#gas.allow(timeMs)
    const sent = this.#wire.send(text)
    const reply = readReply(sent.output, 'thrown' in sent ? this.#ended(sent.thrown) : null)
    // What was refused shows as an error of the database.
    const refused = this.#heap.exhausted || this.#files.full
    return reply.fault !== null && refused ? { ...reply, halted: 'memory' } : reply
  }

  /** What an exception that left Postgres means. A trap leaves it in the middle of something, which `restore` mends. */
  #ended(error: unknown): FaultKind | null {
    if (error instanceof Halted) return error.fault
    if (this.#gas.spent) return 'time'
    if (error instanceof RangeError) return 'stack'
    this.#broken = true
    if (statusOf(error) !== null) return null
    if (error instanceof WebAssembly.RuntimeError) return 'memory'
    throw error
  }
}

function mutableGlobals(exports: WebAssembly.Exports): WebAssembly.Global[] {
  return Object.entries(exports).flatMap(([name, value]) =>
    value instanceof WebAssembly.Global && name.startsWith('global:') ? [value] : [],
  )
}
