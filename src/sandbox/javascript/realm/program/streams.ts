import { Buffer, textOf } from './buffer.ts'
import { added, EventEmitter } from './events.ts'

const later = (work: () => void) => setImmediate(work)

/** `process.stdin`: the whole input is one chunk, as it is for a program whose input comes from a file. */
export class InputStream extends EventEmitter {
  readonly fd = 0
  #text = ''
  #encoded = false
  #flowing = false
  #scheduled = false
  #ended = false

  /** What it holds when the program begins. */
  fill(text: string): void {
    this.#text = text
  }

  /** All that was not read yet, which is then read. */
  takeText(): string {
    const text = this.#text
    this.#text = ''
    return text
  }

  setEncoding(): this {
    this.#encoded = true
    return this
  }

  read(): unknown {
    const text = this.takeText()
    if (text === '') return null
    return this.#encoded ? text : Buffer.from(text)
  }

  resume(): this {
    this.#flowing = true
    this.#schedule()
    return this
  }

  pause(): this {
    this.#flowing = false
    return this
  }

  pipe<Target extends { write(chunk: unknown): unknown }>(target: Target): Target {
    this.on('data', (chunk) => target.write(chunk))
    return target
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  destroy(): this {
    return this.pause()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void> {
    const chunk = this.read()
    if (chunk !== null) yield chunk
    this.#ended = true
  }

  override [added](event: PropertyKey): void {
    if (event === 'data') this.resume()
    if (event === 'readable') this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled || this.#ended) return
    this.#scheduled = true
    later(() => {
      this.#scheduled = false
      this.#flow()
    })
  }

  #flow(): void {
    if (this.listenerCount('readable') > 0) this.emit('readable')
    else {
      const chunk = this.#flowing ? this.read() : null
      if (chunk !== null) this.emit('data', chunk)
    }
    if (this.#text === '' && (this.#flowing || this.listenerCount('readable') > 0)) later(() => this.#end())
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    if (this.listenerCount('readable') > 0) this.emit('readable')
    this.emit('end')
    this.emit('close')
  }
}

/** `process.stdout` and `process.stderr`. */
export class OutputStream extends EventEmitter {
  readonly fd: number
  readonly #print: (text: string) => void

  constructor(fd: number, print: (text: string) => void) {
    super()
    this.fd = fd
    this.#print = print
  }

  readonly write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk))
      throw new TypeError('The "chunk" argument must be of type string or an instance of Buffer')
    this.#print(textOf(chunk))
    const done = rest.find((argument) => typeof argument === 'function')
    if (typeof done === 'function') later(() => done())
    return true
  }

  end(chunk?: unknown, ...rest: readonly unknown[]): this {
    if (chunk !== undefined && typeof chunk !== 'function') this.write(chunk)
    const done = [chunk, ...rest].find((argument) => typeof argument === 'function')
    later(() => {
      this.emit('finish')
      if (typeof done === 'function') done()
      this.emit('close')
    })
    return this
  }
}
