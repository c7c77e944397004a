import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** up: from client to server. down: back. */
type Direction = 'up' | 'down'

/** A way to a server that does to connections what networks do, and leaves the server alone. */
export interface ServerProxy {
  /** The server's URL, by way of the proxy. */
  readonly url: string
  /** Each chunk arrives so much later. */
  delay(ms: number): void
  /** Resets what is open; what comes then is taken. */
  reset(): void
  /** Resets what is open, and what comes at once. */
  cut(): void
  /** Passes nothing on, old connections and new, and closes nothing: what a frozen server looks like. */
  freeze(): void
  /** What is open now stays open and passes nothing ever again: the other end is gone without a word. */
  abandon(): void
  /**
   * On each connection, from the first chunk that holds `text`, keeps back what goes in a direction; with `after`, on
   * connections alone over which that text has passed.
   */
  hold(direction: Direction, text: string, after?: string): void
  /** Whether anything is being kept back. */
  isHolding(): boolean
  /** Passes on as at first, what was kept back before the rest. */
  restore(): void
  stop(): Promise<void>
}

/** Opens a proxy to the server at a URL. */
export async function startProxy(server: string): Promise<ServerProxy> {
  const proxy = new TcpProxy(new URL(server))
  await proxy.listen()
  return proxy
}

/** One connection through the proxy. */
interface Line {
  /** Where what goes in a direction is written to. */
  readonly ends: Readonly<Record<Direction, Socket>>
  /** What is kept back of a direction; null while it passes. */
  readonly held: Record<Direction, Buffer[] | null>
  abandoned: boolean
  /** Whether the text has passed after which it may be held. */
  armed: boolean
}

class TcpProxy implements ServerProxy {
  readonly #target: URL
  readonly #listener = createServer((client) => this.#take(client))
  readonly #lines = new Set<Line>()
  #state: 'open' | 'cut' | 'frozen' = 'open'
  #delayMs = 0
  #hold: { readonly direction: Direction; readonly text: string; readonly after: string } | null = null

  constructor(target: URL) {
    this.#target = target
  }

  async listen(): Promise<void> {
    await once(this.#listener.listen(0, '127.0.0.1'), 'listening')
  }

  get url(): string {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${(this.#listener.address() as AddressInfo).port}`
    return url.href
  }

  #take(client: Socket) {
    if (this.#state === 'cut') return void client.resetAndDestroy()
    const server = connect(Number(this.#target.port), this.#target.hostname)
    const line: Line = {
      ends: { up: server, down: client },
      held: { up: null, down: null },
      abandoned: false,
      armed: false,
    }
    this.#lines.add(line)
    this.#carry(line, client, 'up')
    this.#carry(line, server, 'down')
  }

  #carry(line: Line, source: Socket, direction: Direction) {
    source.setNoDelay(true)
    source.on('error', () => {}) // Its close tells the other end.
    source.on('data', (chunk: Buffer) => {
      if (this.#delayMs === 0) this.#pass(line, direction, chunk)
      else setTimeout(() => this.#pass(line, direction, chunk), this.#delayMs)
    })
    source.on('close', () => {
      if (line.abandoned) return
      this.#lines.delete(line)
      line.ends[direction].destroy()
    })
  }

  #pass(line: Line, direction: Direction, chunk: Buffer) {
    if (line.abandoned) return
    if (this.#isToBeHeld(line, direction, chunk)) line.held[direction] ??= []
    const held = line.held[direction]
    if (held === null) line.ends[direction].write(chunk)
    else held.push(chunk)
  }

  #isToBeHeld(line: Line, direction: Direction, chunk: Buffer): boolean {
    if (this.#state === 'frozen') return true
    if (this.#hold === null) return false
    const { direction: heldBack, text, after } = this.#hold
    if (chunk.includes(after)) line.armed = true
    return line.armed && direction === heldBack && chunk.includes(text)
  }

  delay(ms: number): void {
    this.#delayMs = ms
  }

  reset(): void {
    for (const { ends } of this.#lines) for (const socket of Object.values(ends)) socket.resetAndDestroy()
  }

  cut(): void {
    this.#state = 'cut'
    this.reset()
  }

  freeze(): void {
    this.#state = 'frozen'
  }

  abandon(): void {
    for (const line of this.#lines) line.abandoned = true
  }

  hold(direction: Direction, text: string, after = ''): void {
    for (const line of this.#lines) line.armed = false
    this.#hold = { direction, text, after }
  }

  isHolding(): boolean {
    return [...this.#lines].some(({ held }) => held.up !== null || held.down !== null)
  }

  restore(): void {
    this.#delayMs = 0
    this.#state = 'open'
    this.#hold = null
    for (const { ends, held } of this.#lines) {
      for (const direction of ['up', 'down'] as const) {
        for (const chunk of held[direction] ?? []) ends[direction].write(chunk)
        held[direction] = null
      }
    }
  }

  async stop(): Promise<void> {
    const closed = once(this.#listener, 'close')
    this.#listener.close()
    this.reset()
    await closed
  }
}
