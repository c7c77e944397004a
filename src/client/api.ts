import { setTimeout } from 'node:timers/promises'
import { createClient, type Client as SocketClient } from 'graphql-ws'
import { z } from 'zod'
import { ClientFault } from './client-fault.ts'

/** How long an API may be gone while a job is watched: long enough for a restart. */
const RECONNECT_SECONDS = 30

/** The API as this client sees it: questions over HTTP, one socket to watch over. */
export interface Api {
  /** @throws ClientFault when nothing answers, or the answer is an error */
  ask<T>(query: string, variables: object): Promise<T>
  readonly socket: SocketClient
}

export interface ApiOptions {
  /** Where the API is, without `/graphql`. */
  readonly url: string
  /** An API key or a token, asked for with each request and each connection: a token may have been replaced. */
  readonly readKey: () => string
  /** Told when a watched connection broke and is being made again. */
  readonly onReconnect: () => void
}

/** Opens nothing yet: the socket connects when somebody watches. */
export function openApi({ url, readKey, onReconnect }: ApiOptions): Api {
  const endpoint = new URL('/graphql', url)
  const credential = () => ({ authorization: `Bearer ${readKey()}` })
  return {
    async ask<T>(query: string, variables: object): Promise<T> {
      const headers = { 'content-type': 'application/json', ...credential() }
      const body = JSON.stringify({ query, variables })
      const response = await fetch(endpoint, { method: 'POST', headers, body }).catch(() => {
        throw new ClientFault(
          `No API answers at ${url}. Start one with script/start, or name one with --url.`,
        )
      })
      if (response.status === 401) throw new ClientFault(`The API at ${url} refuses the key.`)
      return readData<T>(await response.text(), url)
    },
    socket: createClient({
      url: endpoint.href.replace('http', 'ws'),
      connectionParams: credential,
      retryAttempts: RECONNECT_SECONDS,
      retryWait: () => setTimeout(1000),
      shouldRetry: () => true,
      on: { connecting: (isRetry) => isRetry && onReconnect() },
    }),
  }
}

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

function readData<T>(text: string, url: string): T {
  const answer = answerSchema.safeParse(parseJson(text)).data
  if (answer === undefined) throw new ClientFault(`What answers at ${url} is not the assessment engine.`)
  if (answer.data == null || answer.errors !== undefined) {
    throw new ClientFault(answer.errors?.map(({ message }) => message).join('\n') ?? 'The API sent no data.')
  }
  return answer.data as T
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
