import { createServer } from 'node:net'

/** Whether nothing listens on a port of an address. Port 0 stands for any. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await tryPort(port, host)) !== null
}

/** A port on which nothing listens at this moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const port = await tryPort(0, host)
  if (port === null) throw new Error(`no port can be had on ${host}`)
  return port
}

/** The port that could be listened on, or null when it is taken. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null))
    })
  })
}
