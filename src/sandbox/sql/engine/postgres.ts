import type { TaskLimits } from '../../../domain/task.ts'
import { bootPostgres } from './boot.ts'
import { atFixedTime, atFixedTimeAsync } from './clock.ts'
import { Engine } from './engine.ts'
import { Entropy } from './entropy.ts'
import type { Reply } from './reply.ts'

/**
 * A Postgres in metered WebAssembly, with one session of an ordinary role. `fresh` makes it a database in which
 * nothing has ever happened: memory and files are put back as they were, whatever was done to them.
 */
export class Postgres {
  readonly #entropy = new Entropy()
  readonly #dataFolder: Blob
  #engine: Engine | null = null

  private constructor(dataFolder: Blob) {
    this.#dataFolder = dataFolder
  }

  /** Starts it on a folder that `makeDataFolder` has made. */
  static async open(dataFolder: Blob): Promise<Postgres> {
    const postgres = new Postgres(dataFolder)
    await postgres.fresh()
    return postgres
  }

  /** Goes on with an empty database. */
  async fresh(): Promise<void> {
    this.#entropy.reset()
    if (this.#engine?.reusable) {
      this.#engine.restore()
      return
    }
    this.#engine = null
    this.#engine = await this.#boot()
    this.#entropy.reset()
  }

  /** Bounds what is taken from now on: so much memory over what is in use, and as much again in files. */
  limit({ memoryMb }: Pick<TaskLimits, 'memoryMb'>): void {
    this.#running.limit(memoryMb)
  }

  /** Runs a text of any number of statements. After one that was halted only `fresh` may follow. */
  run(text: string, { timeMs }: Pick<TaskLimits, 'timeMs'>): Reply {
    const engine = this.#running
    const nul = text.indexOf('\0')
    // The protocol ends a text at the first one.
    if (nul >= 0) return refusal('the text holds a NUL character', nul)
    return atFixedTime(() => engine.run(text, timeMs))
  }

  #boot(): Promise<Engine> {
    let engine: Engine | null = null
    const options = {
      dataFolder: this.#dataFolder,
      entropy: this.#entropy,
      onClock: () => engine?.chargeClock(),
    }
    return atFixedTimeAsync(async () => {
      engine = new Engine(await bootPostgres(options))
      return engine
    })
  }

  get #running(): Engine {
    if (this.#engine === null) throw new Error('Postgres has not been started')
    return this.#engine
  }
}

function refusal(message: string, at: number): Reply {
  return { sets: [], fault: { code: '22021', message, hint: null, position: at + 1 }, halted: null }
}
