import { added, EventEmitter } from './events.ts'
import type { InputStream, OutputStream } from './streams.ts'

const later = (work: () => void) => setImmediate(work)

interface Options {
  readonly input: InputStream
  readonly output?: OutputStream | undefined
  readonly prompt?: string
}

type Answer = (line: string) => void

/**
 * `readline`'s interface over the whole input. Lines wait until somebody wants them: a listener, a question or a loop.
 */
export class Interface extends EventEmitter {
  readonly #input: InputStream
  readonly #output: OutputStream | undefined
  #prompt: string
  #lines: string[] | null = null
  #question: Answer | null = null
  /** Somebody asks questions or loops: lines that nobody wants now are wanted later. */
  #kept = false
  #paused = false
  closed = false

  constructor({ input, output, prompt = '> ' }: Options) {
    super()
    this.#input = input
    this.#output = output
    this.#prompt = prompt
    later(() => this.#pump())
  }

  question(query: string, ...rest: readonly unknown[]): void {
    if (this.closed) throw new Error('readline was closed')
    this.#kept = true
    this.#output?.write(query)
    this.#question = rest.findLast((argument) => typeof argument === 'function') as Answer
    if (this.#lines !== null) later(() => this.#pump())
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt
  }

  getPrompt(): string {
    return this.#prompt
  }

  prompt(): void {
    this.#output?.write(this.#prompt)
  }

  pause(): this {
    this.#paused = true
    return this
  }

  resume(): this {
    this.#paused = false
    later(() => this.#pump())
    return this
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.emit('close')
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    this.#kept = true
    for (let line = this.#read().shift(); line !== undefined; line = this.#read().shift()) yield line
    this.close()
  }

  override [added](event: PropertyKey): void {
    if (event === 'line' && this.#lines !== null) later(() => this.#pump())
  }

  #read(): string[] {
    if (this.#lines !== null) return this.#lines
    this.#lines = this.#input.takeText().split(/\r\n|\n|\r/)
    // Behind the last line end there is no further line.
    if (this.#lines.at(-1) === '') this.#lines.pop()
    return this.#lines
  }

  /** Hands out lines as long as somebody wants them. */
  #pump(): void {
    const lines = this.#read()
    while (lines.length > 0 && !this.#paused) {
      const question = this.#question
      if (question === null && this.listenerCount('line') === 0 && this.#kept) return
      const line = lines.shift() ?? ''
      this.#question = null
      if (question !== null) question(line)
      else this.emit('line', line)
    }
    if (lines.length === 0) this.close()
  }
}

/** The interface of `readline/promises`. */
export class PromiseInterface extends Interface {
  override question(query: string): Promise<string> {
    return new Promise((resolve) => super.question(query, resolve))
  }
}

function optionsOf(input: Options | InputStream, output?: OutputStream): Options {
  return 'input' in input ? input : { input, output }
}

const onTerminals = { clearLine: () => true, cursorTo: () => true, moveCursor: () => true }

export const promises = {
  Interface: PromiseInterface,
  createInterface: (input: Options | InputStream, output?: OutputStream) =>
    new PromiseInterface(optionsOf(input, output)),
}

/** The module `readline`. */
export const readline = {
  Interface,
  createInterface: (input: Options | InputStream, output?: OutputStream) =>
    new Interface(optionsOf(input, output)),
  promises,
  ...onTerminals,
}
