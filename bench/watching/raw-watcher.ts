import { connect, type Socket } from 'node:net'

const UPGRADED = '\r\n\r\n'

export interface RawWatcherOptions {
  readonly port: number
  /** The protocol's messages, as text. */
  readonly init: string
  readonly subscribe: string
  /** Called when the question is sent. */
  readonly onOpen: () => void
  readonly onNext: (message: Buffer) => void
}

/**
 * A watcher over graphql-transport-ws that costs next to nothing: it sends the protocol's two messages, and of what
 * comes it looks at the frames' lengths and types alone.
 */
export class RawWatcher {
  readonly socket: Socket
  readonly #options: RawWatcherOptions
  #rest: Buffer = Buffer.alloc(0)
  #isUpgraded = false

  constructor(options: RawWatcherOptions) {
    const { port, init } = options
    this.#options = options
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('end', () => this.socket.destroy(new Error('a watcher was closed by the server')))
    this.socket.on('data', (data: Buffer) => this.#take(data))
    this.socket.write(
      [
        'GET /graphql HTTP/1.1',
        'host: 127.0.0.1',
        'upgrade: websocket',
        'connection: upgrade',
        'sec-websocket-version: 13',
        'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
        'sec-websocket-protocol: graphql-transport-ws',
        '',
        '',
      ].join('\r\n'),
    )
    this.socket.write(frameOf(init))
  }

  #take(data: Buffer): void {
    let at = 0
    const all = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    if (!this.#isUpgraded) {
      at = all.indexOf(UPGRADED) + UPGRADED.length
      this.#isUpgraded = true
    }
    for (let frame = frameAt(all, at); frame !== null; frame = frameAt(all, at)) {
      if (frame.opcode === PING) this.socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
      if (frame.opcode === TEXT) this.#hear(all.subarray(frame.start, frame.end))
      at = frame.end
    }
    // Copied: what is cut off would keep all of it in memory.
    this.#rest = Buffer.from(all.subarray(at))
  }

  #hear(message: Buffer): void {
    const { subscribe, onOpen, onNext } = this.#options
    if (message.includes('"type":"next"')) onNext(message)
    else if (message.includes('"type":"connection_ack"')) this.socket.write(frameOf(subscribe), onOpen)
    else throw new Error(`a watcher is told ${message}`)
  }
}

const TEXT = 1
const PING = 9

function frameAt(data: Buffer, at: number): { opcode: number; start: number; end: number } | null {
  if (data.length < at + 2) return null
  const short = data.readUInt8(at + 1)
  const header = short < 126 ? 2 : short === 126 ? 4 : 10
  if (data.length < at + header) return null
  const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6)
  const end = at + header + length
  return end > data.length ? null : { opcode: data.readUInt8(at) & 0x0f, start: at + header, end }
}

/** A client's frame, with a mask of zeros: the message is sent as it is. */
function frameOf(message: string): Buffer {
  const length = Buffer.byteLength(message)
  const header =
    length < 126 ? Buffer.from([0x81, 0x80 | length]) : Buffer.from([0x81, 0xfe, length >> 8, length & 0xff])
  return Buffer.concat([header, Buffer.alloc(4), Buffer.from(message)])
}
