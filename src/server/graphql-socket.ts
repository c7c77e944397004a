import { GraphQLError } from 'graphql'
import { CloseCode, type Message, MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws'
import type { RawData, WebSocket } from 'ws'
import type { Limits } from '../access/limits.ts'
import type { Viewer } from '../domain/identity.ts'
import { newId } from '../domain/ids.ts'
import { TooMany } from '../domain/too-many.ts'
import { type Admitted, admitSocket, type SocketDoor } from './admit-socket.ts'
import { rateLimited } from './limits.ts'
import { prepare, type Runner, shareKey } from './operations.ts'
import type { ChooseOperation } from './persisted-operations.ts'
import type { Streams } from './shared-streams.ts'
import type { SlowReader, SlowReaders } from './slow-readers.ts'
import { MAX_SUBSCRIPTIONS } from './socket-limits.ts'
import { type Connection, Subscription } from './subscription.ts'

/** What all sockets share. */
export interface SocketServices extends Runner, SocketDoor {
  readonly streams: Streams
  readonly slowReaders: SlowReaders
  readonly limits: Pick<Limits, 'admit'>
  /** Told of what nobody expected; its socket is closed with 4500. */
  readonly onError: (error: unknown) => void
  /** Finds the operation where only known ones are run; null where any is. */
  readonly chooseOperation: ChooseOperation | null
}

/** With so many bytes that wait for the network, what comes next is held back. */
const FULL_BYTES = 64 * 1024
/** Past it a client asks for more than it takes, whatever it does. */
const MOST_BYTES = 16 * 1024 * 1024

/** What it costs to be told what others are told already. */
const JOINING = { read: 1, autosave: 0, submit: 0 }

/** "Try again later": clients come back by themselves. */
const TRY_AGAIN_LATER = 1013

/** One client's socket, by the rules of graphql-transport-ws. */
export class GraphqlSocket implements Connection, SlowReader {
  /** Whether it has answered since it was last pinged. */
  isAlive = true
  readonly #socket: WebSocket
  readonly #services: SocketServices
  readonly #address: string | null
  readonly #subscriptions = new Map<string, Subscription>()
  #hasBegun = false
  #admitted: Admitted | null = null

  constructor(socket: WebSocket, address: string | null, services: SocketServices) {
    this.#socket = socket
    this.#address = address
    this.#services = services
  }

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Asks for a sign of life. A slow reader has what waits for it before the question: it is judged by its progress. */
  ping(): void {
    if (this.isFull()) return
    if (this.isAlive) this.#socket.ping()
    else this.#socket.terminate()
    this.isAlive = false
  }

  /** Takes a message. Of a socket that is being closed none counts: its client may put that off, with a right it has lost. */
  async receive(data: RawData): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    try {
      await this.#handle(readMessage(data))
    } catch (error) {
      if (error instanceof Violation) this.close(error.code, error.message)
      else this.fail(error)
    }
  }

  /** Called when the socket is closed. */
  closed(): void {
    for (const subscription of this.#subscriptions.values()) subscription.stop()
    this.#subscriptions.clear()
    this.#services.slowReaders.delete(this)
    this.#admitted?.release()
  }

  isFull(): boolean {
    if (this.#socket.bufferedAmount <= FULL_BYTES) return false
    this.#services.slowReaders.add(this)
    return true
  }

  send(message: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.send(message)
    if (this.#socket.bufferedAmount > MOST_BYTES) this.giveUp()
  }

  fail(error: unknown): void {
    this.#services.onError(error)
    this.close(CloseCode.InternalServerError, 'Internal server error')
  }

  forget(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.id)
  }

  catchUp(): boolean {
    for (const subscription of this.#subscriptions.values()) {
      if (this.#socket.bufferedAmount > FULL_BYTES) return false
      subscription.flush()
    }
    return this.#socket.bufferedAmount <= FULL_BYTES
  }

  giveUp(): void {
    this.close(TRY_AGAIN_LATER, 'Too slow')
  }

  async #handle(message: Message): Promise<void> {
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.#begin(message.payload?.authorization)
      case MessageType.Ping:
        return this.send(JSON.stringify({ type: MessageType.Pong, payload: message.payload }))
      case MessageType.Pong:
        return
      case MessageType.Subscribe:
        return this.#subscribe(message)
      case MessageType.Complete:
        return this.#complete(JSON.stringify(message.id))
      default:
        throw new Violation(CloseCode.BadRequest, 'Invalid message received')
    }
  }

  async #begin(authorization: unknown): Promise<void> {
    if (this.#hasBegun)
      throw new Violation(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests')
    this.#hasBegun = true
    this.#admitted = await admitSocket(this.#services, {
      socket: this.#socket,
      authorization: typeof authorization === 'string' ? authorization : null,
      from: { requestId: newId(), address: this.#address },
      isBusy: () => this.#subscriptions.size > 0,
    })
    if (this.#admitted === null) throw new Violation(CloseCode.Forbidden, 'Forbidden')
    this.send('{"type":"connection_ack"}')
  }

  #subscribe({ id, payload }: SubscribeMessage): void {
    if (this.#admitted === null) throw new Violation(CloseCode.Unauthorized, 'Unauthorized')
    const subscription = new Subscription(JSON.stringify(id), this)
    if (this.#subscriptions.has(subscription.id))
      throw new Violation(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    this.#subscriptions.set(subscription.id, subscription)
    try {
      if (this.#subscriptions.size > MAX_SUBSCRIPTIONS) throw tooManySubscriptions()
      const query = this.#services.chooseOperation?.(payload) ?? payload.query
      this.#watch(subscription, { ...payload, query }, this.#admitted.session)
    } catch (error) {
      subscription.fail(error instanceof TooMany ? rateLimited(error) : error)
    }
  }

  #watch(subscription: Subscription, operation: SubscribeMessage['payload'], viewer: Viewer): void {
    const { streams, observe } = this.#services
    const info = { viewer, requestId: newId(), address: this.#address }
    const key = shareKey(operation, viewer)
    if (streams.has(key)) this.#services.limits.admit(viewer, this.#address, JOINING)
    const joined = streams.join(key, subscription)
    if (joined === null) this.#run(subscription, prepare(this.#services, operation, info), key)
    else {
      subscription.watches(joined.leave)
      observe({ operation: 'subscription', outcome: 'ok', seconds: 0 })
    }
  }

  #run(subscription: Subscription, prepared: ReturnType<typeof prepare>, key: string): void {
    if (!('run' in prepared)) subscription.refuse(prepared)
    else {
      const { isShareable, run } = prepared
      subscription.watches(this.#services.streams.begin(isShareable ? key : null, subscription, run).leave)
    }
  }

  #complete(id: string): void {
    this.#subscriptions.get(id)?.stop()
    this.#subscriptions.delete(id)
  }
}

function tooManySubscriptions(): GraphQLError {
  const message = `A socket has ${MAX_SUBSCRIPTIONS} subscriptions at the most.`
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } })
}

/** What ends a socket by the rules of the protocol. */
class Violation extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

function readMessage(data: RawData): Message {
  try {
    return parseMessage(String(data))
  } catch {
    throw new Violation(CloseCode.BadRequest, 'Invalid message received')
  }
}
