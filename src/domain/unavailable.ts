/**
 * A store that the request needs is out of reach, or too slow to wait for. Nothing was acknowledged; the same request
 * may succeed a moment later. The cause is for the log, the message for the client.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'

  constructor(what: string, cause?: unknown) {
    super(`${what} cannot be reached at the moment. Nothing was acknowledged: try again.`, { cause })
  }
}

/** Makes a call, unless so many before it failed that its server is held to be away: then rejects at once. */
export type Guard = <T>(call: () => Promise<T>) => Promise<T>
