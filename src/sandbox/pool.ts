import { Child, type ChildOptions, SandboxFault } from './child.ts'

export { packageFolder, SandboxCrash, SandboxFault } from './child.ts'

export interface PoolSize extends Pick<ChildOptions, 'nice'> {
  /** How many requests are served at once. */
  readonly processes: number
}

export interface PoolOptions extends ChildOptions, PoolSize {}

export interface CallOptions<Note> {
  /**
   * The longest wall-clock time without a note or the answer. Past it the child is killed and the call rejects
   * with a SandboxFault.
   */
  readonly guardMs: number
  /** Kills the child; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Hears what the child says on the way to its answer. */
  readonly onNote?: ((note: Note) => void) | undefined
}

/** Child processes that answer requests, one at a time each, in the order in which they came. */
export interface Pool<Request, Answer, Note> {
  call(request: Request, options: CallOptions<Note>): Promise<Answer>
  /** Ends every child; calls under way and waiting reject with a SandboxFault. */
  stop(): Promise<void>
}

/** One place in the pool: a child, or null where the last one could not be started. */
interface Slot {
  child: Promise<Child> | null
}

interface Turn {
  readonly take: (slot: Slot) => void
  readonly refuse: (reason: unknown) => void
}

/**
 * Starts the children and waits until all of them are ready.
 * @throws SandboxFault when one of them does not start
 */
export async function openPool<Request, Answer, Note = never>(
  options: PoolOptions,
): Promise<Pool<Request, Answer, Note>> {
  const pool = new ChildPool<Request, Answer, Note>(options)
  try {
    await pool.ready()
  } catch (fault) {
    await pool.stop()
    throw fault
  }
  return pool
}

class ChildPool<Request, Answer, Note> implements Pool<Request, Answer, Note> {
  readonly #options: PoolOptions
  readonly #slots: readonly Slot[]
  readonly #idle: Slot[]
  readonly #waiting: Turn[] = []
  readonly #stopping = new AbortController()

  constructor(options: PoolOptions) {
    this.#options = options
    this.#slots = Array.from({ length: options.processes }, () => ({
      child: Child.start(options, this.#stopping.signal),
    }))
    this.#idle = [...this.#slots]
  }

  async ready(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.child))
  }

  async call(request: Request, options: CallOptions<Note>): Promise<Answer> {
    const slot = await this.#turn(options.signal)
    try {
      const child = await this.#childOf(slot)
      // The children are started from our own code: what they answer is what their program says it answers.
      return (await child.call(request, {
        ...options,
        onNote: (note) => options.onNote?.(note as Note),
      })) as Answer
    } finally {
      await this.#release(slot)
    }
  }

  async stop(): Promise<void> {
    // What is still starting is not waited for: it may take seconds.
    this.#stopping.abort(stopped())
    for (const turn of this.#waiting.splice(0)) turn.refuse(stopped())
    await Promise.all(
      this.#slots.map(async (slot) => {
        const child = await slot.child?.catch(() => null)
        await child?.kill()
      }),
    )
  }

  #turn(signal: AbortSignal | undefined): Promise<Slot> {
    signal?.throwIfAborted()
    this.#stopping.signal.throwIfAborted()
    const slot = this.#idle.shift()
    if (slot !== undefined) return Promise.resolve(slot)
    const { promise, resolve, reject } = Promise.withResolvers<Slot>()
    const giveUp = () => {
      this.#waiting.splice(this.#waiting.indexOf(turn), 1)
      reject(signal?.reason)
    }
    const turn: Turn = {
      take: (free) => {
        signal?.removeEventListener('abort', giveUp)
        resolve(free)
      },
      refuse: reject,
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    this.#waiting.push(turn)
    return promise
  }

  /** The slot's child; a new one where an idle one died or the last start failed. */
  async #childOf(slot: Slot): Promise<Child> {
    const child = await (slot.child ?? this.#start(slot))
    return child.alive ? child : this.#start(slot)
  }

  #start(slot: Slot): Promise<Child> {
    if (this.#stopping.signal.aborted) return Promise.reject(stopped())
    const starting = Child.start(this.#options, this.#stopping.signal)
    slot.child = starting
    // Who waits for it hears of the fault; the slot forgets it, so that the next call tries again.
    starting.catch(() => {
      if (slot.child === starting) slot.child = null
    })
    return starting
  }

  /** Gives the slot to whoever waits longest. A dead child is replaced at once, not when it is missed. */
  async #release(slot: Slot): Promise<void> {
    const child = await slot.child?.catch(() => null)
    if (child?.alive === false && !this.#stopping.signal.aborted) this.#start(slot).catch(() => undefined)
    const turn = this.#waiting.shift()
    if (turn === undefined) this.#idle.push(slot)
    else turn.take(slot)
  }
}

function stopped(): SandboxFault {
  return new SandboxFault('the sandbox has stopped')
}
