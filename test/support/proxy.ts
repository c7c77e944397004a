import { once } from 'node:events'
import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'

/** A way to a server that a test can break without touching the server, which others use too. */
export interface ServerProxy {
  /** The server's URL, by way of the proxy. */
  readonly url: string
  /** Cuts what is open, and cuts what comes at once. */
  cut(): void
  /** Passes nothing on any more, and closes nothing: what a frozen server or a half-open connection looks like. */
  freeze(): void
  /** Passes on again, what was held back first. */
  restore(): void
  stop(): Promise<void>
}

/** Opens a proxy to the server at a URL. */
export async function startProxy(target: string): Promise<ServerProxy> {
  const { hostname, port } = new URL(target)
  let state: 'open' | 'cut' | 'frozen' = 'open'
  const sockets = new Set<Socket>()

  function keep(socket: Socket) {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    if (state === 'frozen') socket.pause()
  }
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = openSocket(Number(port), hostname)
    near.on('close', () => far.destroy()).pipe(far)
    far.on('close', () => near.destroy()).pipe(near)
    keep(near)
    keep(far)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(target)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut() {
      state = 'cut'
      cutAll()
    },
    freeze() {
      state = 'frozen'
      for (const socket of sockets) socket.pause()
    },
    restore() {
      state = 'open'
      for (const socket of sockets) socket.resume()
    },
    async stop() {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}
