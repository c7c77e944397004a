import { GraphQLError } from 'graphql'
import type { Seat, Watcher } from './shared-streams.ts'
import { toClient } from './written.ts'

/** The connection that a subscription is on. */
export interface Connection {
  /** Whether it takes no more for now; what is held back then is fetched by `flush` later. */
  isFull(): boolean
  send(message: string): void
  /** Ends the connection: something failed that nobody expected. */
  fail(error: unknown): void
  /** The id may be used again. */
  forget(subscription: Subscription): void
}

/** One operation of a client, from `subscribe` to `complete`: a slow connection is sent its newest state alone. */
export class Subscription implements Watcher {
  /** The client's id for it, as JSON text. */
  readonly id: string
  readonly #connection: Connection
  #leave: Seat['leave'] | null = null
  #held: string | null = null
  #end: string | null = null
  #onReady: (() => void) | null = null

  constructor(id: string, connection: Connection) {
    this.id = id
    this.#connection = connection
  }

  /** Told how to leave what it watches. */
  watches(leave: Seat['leave']): void {
    this.#leave = leave
  }

  next(payload: string): void {
    // Behind what is held, or what is older would be sent after what is newer.
    if (this.#held !== null || this.#connection.isFull()) this.#held = payload
    else this.#sendNext(payload)
  }

  complete(): void {
    this.#endWith(`{"id":${this.id},"type":"complete"}`)
  }

  fail(error: unknown): void {
    if (error instanceof GraphQLError) this.refuse([error])
    else this.#connection.fail(error)
  }

  /** Ends it with errors. */
  refuse(errors: readonly GraphQLError[]): void {
    this.#endWith(`{"id":${this.id},"type":"error","payload":${JSON.stringify(errors.map(toClient))}}`)
  }

  ready(): Promise<void> {
    if (this.#held === null) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onReady = resolve
    })
  }

  /** Sends what was held back. */
  flush(): void {
    if (this.#held !== null) this.#sendNext(this.#held)
    this.#held = null
    if (this.#end !== null) this.#sendEnd(this.#end)
    this.#resume()
  }

  /** The client wants no more, or is gone. */
  stop(): void {
    this.#leave?.()
    this.#resume()
  }

  #sendNext(payload: string): void {
    this.#connection.send(`{"id":${this.id},"type":"next","payload":${payload}}`)
  }

  #endWith(message: string): void {
    if (this.#held === null) this.#sendEnd(message)
    else this.#end = message
  }

  #sendEnd(message: string): void {
    this.#connection.send(message)
    this.#connection.forget(this)
  }

  #resume(): void {
    this.#onReady?.()
    this.#onReady = null
  }
}
