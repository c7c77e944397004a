import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'

const UPDATE = `update submissions set data = $2, revision = revision + 1, updated_at = now()
  where id = $1 and status = 'IN_PROGRESS' returning revision`

/**
 * The least that a server can do which saves durably: node:http and a pool of pg as their docs wire them, one UPDATE
 * for each request, no GraphQL, no checks. It takes the same bodies. @returns its URL
 */
export async function openPlainUpdate(databaseUrl: string): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl })
  const server = createServer(async (request, response) => {
    const { submissionId, data } = JSON.parse(await bodyOf(request)).variables.input
    const { rows } = await pool.query(UPDATE, [submissionId, JSON.stringify(data)])
    const body = JSON.stringify({ revision: rows[0].revision })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}
