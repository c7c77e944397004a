import { type ChildProcess, fork } from 'node:child_process'
import { findPackageJSON } from 'node:module'
import { setPriority } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A fault of the system, not of the learner's program: the job is retried. */
export class SandboxFault extends Error {
  override readonly name: string = 'SandboxFault'
}

/** The child died in the middle of a request, by itself. */
export class SandboxCrash extends SandboxFault {
  override readonly name = 'SandboxCrash'
}

export interface ChildOptions {
  /** The child's main module, which calls `serve`. */
  readonly program: URL
  /** The only folders and files that the child may read. */
  readonly readable: readonly string[]
  /** V8's heap limit. */
  readonly heapMb: number
  /** How far the process steps back behind others of the machine: 0 (not at all, as it is without) to 19. */
  readonly nice?: number
  /** Node flags over and above those that close the process. */
  readonly flags?: readonly string[]
}

export interface ChildCall {
  /** The longest silence. */
  readonly guardMs: number
  readonly signal?: AbortSignal | undefined
  readonly onNote: (note: unknown) => void
}

/** What a child says: that it is ready, notes on the way, its answer and the last notes, or that it could not answer. */
export type Said =
  | { readonly said: 'ready' }
  | { readonly said: 'notes'; readonly notes: readonly unknown[] }
  | { readonly said: 'answer'; readonly notes: readonly unknown[]; readonly answer: unknown }
  | { readonly said: 'fault'; readonly message: string }

const START_GUARD_MS = 60_000
/** How much of what a child writes to its error stream is kept for the message of its crash. */
const KEPT_STDERR_CHARS = 2000

/** The folder of an installed package, for `readable`. */
export function packageFolder(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url)
  if (manifest === undefined) throw new SandboxFault(`the package ${name} is not installed`)
  return dirname(manifest)
}

/** One child process under `--permission`: no files but its own code, no network, no processes, no environment. */
export class Child {
  readonly #process: ChildProcess
  readonly #exited: Promise<void>
  #stderr = ''
  #killed = false
  #timer: NodeJS.Timeout | undefined
  #hear: (said: Said) => void = () => undefined
  #onExit: () => void = () => undefined

  private constructor(options: ChildOptions) {
    this.#process = fork(fileURLToPath(options.program), {
      execArgv: [
        '--permission',
        ...options.readable.map((path) => `--allow-fs-read=${path}`),
        `--max-old-space-size=${options.heapMb}`,
        ...(options.flags ?? []),
      ],
      // An empty environment but for the time zone, which Date would otherwise take from the machine.
      env: { TZ: 'UTC' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const { pid } = this.#process
    if (pid !== undefined && options.nice !== undefined) setPriority(pid, options.nice)
    this.#process.on('message', (said: Said) => this.#hear(said))
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR_CHARS)
    })
    this.#exited = new Promise((resolve) => {
      const gone = () => {
        resolve()
        this.#onExit()
      }
      this.#process.once('exit', gone)
      this.#process.once('error', (error) => {
        this.#stderr += error.message
        // A process that was never started does not exit.
        if (this.#process.pid === undefined) gone()
      })
    })
  }

  /**
   * Starts a child and waits until its program serves.
   * @throws SandboxFault when it dies, takes too long, or is given up; it is gone then
   */
  static async start(options: ChildOptions, signal?: AbortSignal): Promise<Child> {
    const child = new Child(options)
    const ready = child.#listen((said, settle) => {
      if (said.said === 'ready') settle.resolve(undefined)
    })
    try {
      await child.#guard(ready, { guardMs: START_GUARD_MS, signal })
    } catch (error) {
      await child.kill()
      throw new SandboxFault(`a sandbox process did not start: ${messageOf(error)}`)
    }
    return child
  }

  get alive(): boolean {
    return !this.#killed && this.#process.exitCode === null && this.#process.signalCode === null
  }

  /** Sends one request and waits for its answer; after any rejection the child is dead. */
  async call(request: unknown, { onNote, ...bounds }: ChildCall): Promise<unknown> {
    bounds.signal?.throwIfAborted()
    const answer = this.#listen((said, settle) => {
      if (said.said === 'notes' || said.said === 'answer') said.notes.forEach(onNote)
      if (said.said === 'notes') this.#timer?.refresh()
      if (said.said === 'answer') settle.resolve(said.answer)
      if (said.said === 'fault') settle.reject(new SandboxFault(said.message))
    })
    // A failed send shows as the child's exit.
    this.#process.send({ request }, () => undefined)
    try {
      return await this.#guard(answer, bounds)
    } catch (error) {
      await this.kill()
      throw error
    }
  }

  /** Ends the process, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#killed = true
    this.#process.kill('SIGKILL')
    await this.#exited
  }

  #listen(hear: (said: Said, settle: PromiseWithResolvers<unknown>) => void): Promise<unknown> {
    const settle = Promise.withResolvers<unknown>()
    this.#hear = (said) => hear(said, settle)
    return settle.promise
  }

  async #guard(
    answer: Promise<unknown>,
    { guardMs, signal }: { readonly guardMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<unknown> {
    const broken = Promise.withResolvers<never>()
    const overrun = () => broken.reject(new SandboxFault(`a sandbox process was silent for ${guardMs} ms`))
    this.#timer = setTimeout(overrun, guardMs)
    const abort = () => broken.reject(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    this.#onExit = () => broken.reject(new SandboxCrash(this.#obituary()))
    if (!this.alive) this.#onExit()
    try {
      return await Promise.race([answer, broken.promise])
    } finally {
      clearTimeout(this.#timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  #obituary(): string {
    const { exitCode, signalCode } = this.#process
    const end = signalCode ?? `exit code ${exitCode}`
    return `a sandbox process died (${end})${this.#stderr === '' ? '' : `: ${this.#stderr.trim()}`}`
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
