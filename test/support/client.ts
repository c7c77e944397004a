import { createClient, type Client as WebSocketClient } from 'graphql-ws'
import WebSocket from 'ws'

/** What comes back over HTTP. */
export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for, and fails where that is not there
  readonly data: any
  readonly errors:
    | { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
    | undefined
}

/** One event of a subscription. */
export type Event = Pick<Answer, 'data' | 'errors'>

/** Talks to an API as a frontend does. */
export interface Client {
  ask(query: string, variables?: object): Promise<Answer>
  /** A body as it is. */
  post(body: string): Promise<Answer>
  /** Every event until the stream ends, over WebSocket. */
  watch(query: string, variables?: object): AsyncIterableIterator<Event>
  /** The same over server-sent events. */
  watchSse(query: string, variables?: object): AsyncGenerator<Event>
}

/** No request may take longer, whatever has happened to the other side. */
const REQUEST_MS = 30_000

/** A client of the API at `url` that shows `key`. */
export function makeClient(url: string, key: string): Client {
  const endpoint = `${url}/graphql`
  const authorization = `Bearer ${key}`
  const headers = { 'content-type': 'application/json', authorization }
  async function post(body: string): Promise<Answer> {
    const signal = AbortSignal.timeout(REQUEST_MS)
    const response = await fetch(endpoint, { method: 'POST', headers, body, signal })
    return { status: response.status, data: null, errors: undefined, ...((await response.json()) as object) }
  }
  return {
    ask: (query, variables) => post(JSON.stringify({ query, variables })),
    post,
    watch: (query, variables) =>
      openSocket(endpoint, authorization).iterate({
        query,
        ...asVariables(variables),
      }) as AsyncIterableIterator<Event>,
    async *watchSse(query, variables) {
      const accept = 'text/event-stream'
      const body = JSON.stringify({ query, variables })
      const response = await fetch(endpoint, { method: 'POST', headers: { ...headers, accept }, body })
      yield* readEvents(response)
    },
  }
}

function asVariables(variables: object | undefined): { variables?: Record<string, unknown> } {
  return variables === undefined ? {} : { variables: { ...variables } }
}

/** A WebSocket of its own, which closes when its last subscription ends. */
export function openSocket(endpoint: string, authorization: string): WebSocketClient {
  return createClient({
    url: endpoint.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  })
}

async function* readEvents(response: Response): AsyncGenerator<Event> {
  let buffered = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    buffered += chunk
    const messages = buffered.split('\n\n')
    buffered = messages.pop() ?? ''
    for (const message of messages) {
      const data = /^data: (.+)$/m.exec(message)?.[1]
      if (message.includes('event: complete')) return
      if (message.includes('event: next') && data !== undefined) yield JSON.parse(data) as Event
    }
  }
  throw new Error('the stream broke off')
}
