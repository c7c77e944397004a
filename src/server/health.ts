import type { IncomingMessage, ServerResponse } from 'node:http'
import { settlesWithin } from '../domain/settles-within.ts'

/** What a process needs to do its work. */
export interface Dependencies {
  /** Rejects while Postgres does not answer. */
  readonly pingPostgres: () => Promise<void>
  /** Rejects while Redis does not answer. */
  readonly pingRedis: () => Promise<unknown>
  /** Whether the process has begun to stop. */
  readonly isStopping: () => boolean
  /** The Prometheus text, with its content type. */
  readonly metrics: () => Promise<{ contentType: string; text: string }>
}

/** Longer than this is as good as down. */
const PING_MS = 2000

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The handlers of /healthz, /readyz and /metrics, which need no credential. */
export function makeHealthHandlers(parts: Dependencies): ReadonlyMap<string, Handler> {
  return new Map<string, Handler>([
    ['/healthz', async (_request, response) => sendJson(response, 200, { status: 'ok' })],
    ['/readyz', async (_request, response) => sendReadiness(response, parts)],
    [
      '/metrics',
      async (_request, response) => {
        const { contentType, text } = await parts.metrics()
        response.writeHead(200, { 'content-type': contentType }).end(text)
      },
    ],
  ])
}

async function sendReadiness(response: ServerResponse, parts: Dependencies): Promise<void> {
  if (parts.isStopping()) return sendJson(response, 503, { status: 'stopping' })
  const [postgres, redis] = await Promise.all([answers(parts.pingPostgres), answers(parts.pingRedis)])
  if (!postgres) return sendJson(response, 503, { status: 'down', postgres: 'down' })
  sendJson(response, 200, redis ? { status: 'ok' } : { status: 'degraded', redis: 'down' })
}

async function answers(ping: () => Promise<unknown>): Promise<boolean> {
  const pong = ping().then(
    () => true,
    () => false,
  )
  return (await settlesWithin(pong, PING_MS)) && pong
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
