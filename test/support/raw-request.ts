import { type OutgoingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it is to go over the wire: nothing is added but what HTTP itself needs. */
export interface RawRequest {
  readonly method?: string
  readonly path?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Sends a request without fetch's help. */
export function sendRaw(url: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path ?? '/graphql'}`,
      { method: method ?? 'POST', headers: headers ?? {} },
      (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString() }),
          reject,
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
