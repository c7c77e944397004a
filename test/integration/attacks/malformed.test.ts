import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSchema } from '../../../src/schema/index.ts'
import { anyOperation, nastyJson, nastyText } from '../../support/any-input.ts'
import { aQuiz } from '../../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../../support/engine.ts'
import { PUBLISH } from '../../support/operations.ts'

/** Ten thousand in all, in five kinds. */
const RUNS = 2000

const schema = buildSchema()
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(async () => {
  agent.destroy()
  await engine.stop()
})

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

async function send({ method = 'POST', path = '/graphql', headers = {}, body = '' }: Sent) {
  const sent = request(`${engine.url}${path}`, {
    agent,
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${ADMIN_KEY}`,
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
  })
  sent.end(body)
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (response) => {
      text(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
    })
  })
}

/** No request may be answered with a failure of ours, nor told of our insides. */
async function isAnsweredWell(sent: Sent): Promise<void> {
  const { status, text } = await send(sent)
  expect(status).toBeGreaterThanOrEqual(200)
  expect(status, text).toBeLessThan(500)
  expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|\\n {4}at |node_modules|\.ts:\d/)
}

const check = <T>(arbitrary: fc.Arbitrary<T>, of: (value: T) => Sent) =>
  fc.assert(
    fc.asyncProperty(arbitrary, (value) => isAnsweredWell(of(value))),
    { numRuns: RUNS, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
  )

const words = fc.constantFrom(
  ...[
    'query',
    'mutation',
    'subscription',
    'fragment F on Query',
    'on',
    'viewer',
    'role',
    'submission',
    '__schema',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ':',
    '$x',
    '!',
    '...',
    '@include(if: true)',
    '"',
    '"""',
    '#',
    '\\u{110000}',
    '0x',
    '1e999',
  ],
)

describe('of generated requests none is answered with a failure', { timeout: 240_000 }, () => {
  it('that are queries with faulty variables', () =>
    check(anyOperation(schema, 'Query'), (operation) => ({ body: JSON.stringify(operation) })))

  it('that are mutations with faulty variables', () =>
    check(anyOperation(schema, 'Mutation'), (operation) => ({ body: JSON.stringify(operation) })))

  it('that are no requests but JSON', () => {
    const parts = fc.record(
      { query: nastyJson, variables: nastyJson, operationName: nastyJson, extensions: nastyJson },
      { requiredKeys: [] },
    )
    return check(fc.oneof(nastyJson, parts), (body) => ({ body: JSON.stringify(body) ?? '' }))
  })

  it('that are nearly GraphQL', () =>
    check(fc.array(fc.oneof(words, nastyText), { maxLength: 30 }), (parts) => ({
      body: JSON.stringify({ query: parts.join(' ') }),
    })))

  it('that are hardly HTTP', () => {
    const arbitrary = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
      query: nastyText,
      type: fc.constantFrom(
        'application/json',
        'text/plain',
        'application/graphql',
        'x',
        'application/json; charset=x',
      ),
      accept: fc.constantFrom(
        '*/*',
        'application/json',
        'text/event-stream',
        'text/html',
        'multipart/mixed',
        'x/y;q=z',
      ),
      body: fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.constant(new TextEncoder().encode('{"query":"{viewer{role}}"}')),
      ),
    })
    return check(arbitrary, ({ method, query, type, accept, body }) => ({
      method,
      path: `/graphql?query=${encodeURIComponent(query.toWellFormed())}&variables=${encodeURIComponent(query.toWellFormed())}`,
      headers: { 'content-type': type, accept: accept === 'text/html' && method === 'GET' ? '*/*' : accept },
      body: method === 'GET' || method === 'HEAD' ? '' : body,
    }))
  })
})

it('the engine has reported no failure of its own, and answers', async () => {
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([])
  expect((await engine.ask('{ viewer { role } }')).data.viewer.role).toBe('ADMIN')
})
