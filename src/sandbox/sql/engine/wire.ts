import { protocol } from '@electric-sql/pglite'
import type { Booted } from './boot.ts'
import { Halted, statusOf } from './halted.ts'

/** What Postgres may write to its client: every result set of a text together. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024
/** What emscripten's exit carries when Postgres goes back to its main loop after an error. */
const BACK_TO_MAIN = 100

/** What Postgres wrote, and the exception with which it was left before its end. */
export interface Sent {
  readonly output: readonly Uint8Array[]
  readonly thrown?: unknown
}

/** The client's end of the wire protocol: https://www.postgresql.org/docs/18/protocol-flow.html */
export class Wire {
  readonly #booted: Booted
  #input: Uint8Array = new Uint8Array()
  #output: Uint8Array[] = []
  #room = 0

  constructor(booted: Booted) {
    this.#booted = booted
    const { module } = booted
    const read = module.addFunction((at: number, length: number) => this.#read(at, length), 'ipi')
    const write = module.addFunction((at: number, length: number) => this.#write(at, length), 'ipi')
    module._pgl_set_rw_cbs(read, write)
  }

  /** Sends a text, as one Query message. */
  send(text: string): Sent {
    this.#input = protocol.serialize.query(text)
    this.#output = []
    this.#room = MAX_OUTPUT_BYTES
    try {
      this.#serve()
    } catch (thrown) {
      return { output: this.#output, thrown }
    }
    return { output: this.#output }
  }

  #serve(): void {
    const { module } = this.#booted
    while (this.#input.length > 0 || module._pq_buffer_remaining_data() > 0) {
      const stack = module.stackSave()
      try {
        module._PostgresMainLoopOnce()
      } catch (error) {
        if (statusOf(error) !== BACK_TO_MAIN) throw error
        module.stackRestore(stack)
        module._PostgresMainLongJmp()
      }
    }
    module._PostgresSendReadyForQueryIfNecessary()
    module._pgl_pq_flush()
  }

  #read(at: number, length: number): number {
    // Nobody but COPY FROM STDIN asks for more than there is.
    if (this.#input.length === 0) this.#input = protocol.serialize.copyFail('there is no input to copy from')
    const bytes = this.#input.subarray(0, length)
    this.#input = this.#input.subarray(bytes.length)
    new Uint8Array(this.#booted.memory.buffer).set(bytes, at)
    return bytes.length
  }

  #write(at: number, length: number): number {
    this.#room -= length
    if (this.#room < 0) throw new Halted('output')
    this.#output.push(new Uint8Array(this.#booted.memory.buffer).slice(at, at + length))
    return length
  }
}
