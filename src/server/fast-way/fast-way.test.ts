import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse, buildSchema as parseSchema } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Services } from '../../schema/index.ts'
import { type FastWayOptions, type Found, makeFastWay } from './fast-way.ts'
import { makeFindOperation } from './operations.ts'

const schema = parseSchema('type Query { number(of: Int): Int! odd: Int! } type Mutation { number: Int! }')
const { number, odd } = schema.getQueryType()?.getFields() ?? {}
Object.assign(number ?? {}, { resolve: (_root: unknown, { of }: { of?: number }) => of ?? 1 })
Object.assign(odd ?? {}, {
  resolve: () => {
    throw new Error('odd')
  },
})

const observed: unknown[] = []
const options: FastWayOptions = {
  services: { read: { jobs: {} } } as unknown as Services,
  recall: (authorization) =>
    authorization === 'Bearer good' ? { subject: 'ada', role: 'LEARNER' } : undefined,
  findOperation: makeFindOperation(schema, parse),
  admit: () => null,
  isOriginAllowed: () => false,
  observe: ({ operation, outcome }) => void observed.push([operation, outcome]),
}

let handedOn: Found[] = []
const fastWay = makeFastWay(options)
const server = createServer((request, response) => {
  fastWay(request, response, { requestId: 'one', address: null }, (found) => {
    handedOn.push(found)
    response.end('handed on')
  })
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
})
afterAll(() => void server.close())
beforeEach(() => {
  handedOn = []
  observed.length = 0
})

const HEADERS = { 'content-type': 'application/json', authorization: 'Bearer good' }

/** Sends a request for the second time: a document is compiled when it comes again. */
async function send(
  body: unknown,
  { path = '', ...init }: RequestInit & { path?: string } = {},
): Promise<string> {
  const text = JSON.stringify(body)
  const request = { method: 'POST', ...init, headers: { ...HEADERS, ...init.headers }, body: text }
  await (await fetch(url + path, request)).text()
  handedOn = []
  observed.length = 0
  return (await fetch(url + path, request)).text()
}

describe('the fast way', () => {
  it('answers a usual request, and tells how it went', async () => {
    expect(await send({ query: 'query ($n: Int) { number(of: $n) }', variables: { n: 3 } })).toBe(
      '{"data":{"number":3}}',
    )
    expect([handedOn, observed]).toEqual([[], [['query', 'ok']]])
  })

  it.each([
    ['accept: the kind of GraphQL', { headers: { accept: 'application/graphql-response+json' } }],
    [
      'accept: what urql sends',
      {
        headers: {
          accept:
            'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
        },
      },
    ],
    ['a stated encoding', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['a page of the same origin', { headers: { origin: 'https://app.example' } }],
  ])('answers with %s', async (_what, init) => {
    expect(await send({ query: '{ number }' }, init)).toBe('{"data":{"number":1}}')
  })

  it.each<[string, unknown, RequestInit & { path?: string }]>([
    ['no credential that is known', { query: '{ number }' }, { headers: { authorization: 'Bearer bad' } }],
    ['a query string', { query: '{ number }' }, { path: '?' }],
    ['another kind of body', { query: '{ number }' }, { headers: { 'content-type': 'text/plain' } }],
    ['a wish for a stream', { query: '{ number }' }, { headers: { accept: 'text/event-stream' } }],
    ['another method', { query: '{ number }' }, { method: 'PUT' }],
  ])('hands on, unread, a request with %s', async (_what, body, init) => {
    expect(await send(body, init)).toBe('handed on')
    expect(handedOn).toEqual([{}])
  })

  it.each([
    ['a list', []],
    ['a faulty document', { query: '{' }],
    ['an operation that is not there', { query: '{ number }', operationName: 'X' }],
    ['variables that do not fit', { query: 'query ($n: Int) { number(of: $n) }', variables: { n: 'x' } }],
  ])('hands on, with its body and unexecuted, a request with %s', async (_what, body) => {
    expect(await send(body)).toBe('handed on')
    expect(handedOn).toEqual([{ body: Buffer.from(JSON.stringify(body)) }])
    expect(observed).toEqual([])
  })

  it('hands on the result of a request that went wrong, which must not be executed again', async () => {
    expect(await send({ query: '{ odd }' })).toBe('handed on')
    expect(handedOn).toMatchObject([{ result: { data: null, errors: [{ message: 'odd', path: ['odd'] }] } }])
    expect(observed).toEqual([['query', 'error']])
  })
})
