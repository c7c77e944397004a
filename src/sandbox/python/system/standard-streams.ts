import { Halted } from '../../judging/halted.ts'

/** The numbers by which programs know their standard streams: input, output, error. */
const PATHS = ['/dev/stdin', '/dev/stdout', '/dev/stderr']
const OUTPUT = 1
export const FIRST_FREE = PATHS.length
/** For output and error together. */
const MAX_WRITTEN_BYTES = 64 * 1024

export const isStandard = (number: number): boolean => PATHS[number] !== undefined

/** The number of the stream that a path leads to, or null. */
export function standardNumber(path: string): number | null {
  const number = PATHS.indexOf(path)
  return number === -1 ? null : number
}

/** What a program is given to read, and what it writes. It may close none of its streams: they are always there. */
export class StandardStreams {
  readonly #input: Uint8Array
  #read = 0
  #written = 0
  readonly #output: Uint8Array[] = []

  constructor(input: string) {
    this.#input = new TextEncoder().encode(input)
  }

  /** How many bytes it has not read yet. */
  get unread(): number {
    return this.#input.length - this.#read
  }

  /** Takes the next bytes of the input. @returns how many there were */
  read(into: Uint8Array): number {
    const next = this.#input.subarray(this.#read, this.#read + into.length)
    into.set(next)
    this.#read += next.length
    return next.length
  }

  /** @throws Halted when it is too much */
  write(number: number, bytes: Uint8Array): void {
    this.#written += bytes.length
    if (this.#written > MAX_WRITTEN_BYTES) throw new Halted('output')
    if (number === OUTPUT) this.#output.push(bytes.slice())
  }

  /** All that was written to the standard output. */
  get output(): string {
    return Buffer.concat(this.#output).toString('utf8')
  }
}
