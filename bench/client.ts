import { Agent, request } from 'node:http'

/** The admin key of the API under measurement. */
export const ADMIN_KEY = 'bench-admin-key-0123456789-0123456789'

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

/** What the operations of the benchmarks ask of an object. */
type Answer = {
  readonly id?: string
  readonly scoreJob?: { readonly id: string }
  /** Of a refusal, where it was asked for. */
  readonly message?: string
}

/** Sends one operation to a GraphQL endpoint. @returns the data @throws on any error or refusal */
export async function ask(
  endpoint: string,
  query: string,
  variables: object,
): Promise<Record<string, Answer>> {
  const body = JSON.stringify({ query, variables })
  const text = await post(endpoint, body)
  const { data, errors } = JSON.parse(text)
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
  const refused = Object.values<Answer | null>(data).find((answer) => answer?.message !== undefined)
  if (refused != null) throw new Error(refused.message)
  return data
}

/** Posts JSON over a kept connection. */
export function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${ADMIN_KEY}`,
    }
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
