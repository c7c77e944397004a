import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_KEY, type Engine, startEngine } from '../../support/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
})
afterAll(() => engine.stop())

const repeat = (n: number, make: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => make(i)).join(' ')

const ATTACKS: readonly (readonly [string, string])[] = [
  ['a thousand aliases', `{ ${repeat(1000, (i) => `a${i}: viewer { role }`)} }`],
  [
    'a thousand guesses in one request',
    `mutation { ${repeat(1000, (i) => `a${i}: revokeApiKey(input: { id: "${i}" }) { __typename }`)} }`,
  ],
  [
    'nesting without end',
    `{ submissions { edges { node { ${'scoreJob { submission { '.repeat(5000)} id ${'} }'.repeat(5000)} } } } }`,
  ],
  ['lists without end', `{ ${'[ '.repeat(20_000)}`],
  [
    'a deep literal',
    `mutation { publishSimulation(input: { definition: ${'['.repeat(4000)}${']'.repeat(4000)} }) { __typename } }`,
  ],
  ['a fragment of itself', '{ ...F } fragment F on Query { viewer { role } ...F }'],
  [
    'fragments in a circle',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
  ],
  [
    'fragments that double',
    `{ ...F0 } ${repeat(60, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Query { viewer { role } }`,
  ],
  ['a thousand directives', `{ viewer { role ${'@include(if: true) '.repeat(1000)} } }`],
  ['directives that nobody knows', `{ viewer { role ${'@x '.repeat(1000)} } }`],
  ['a hundred thousand fields', `{ viewer { ${'role '.repeat(100_000)} } }`],
  ['fields that overlap', `{ ${'viewer { role } '.repeat(1500)} }`],
  [
    'introspection in circles',
    `{ __schema { types { fields { type { ${'ofType { '.repeat(50)} name ${'} '.repeat(50)} } } } } }`,
  ],
  [
    'pages of pages',
    '{ submissions(first: 100) { edges { node { scoreJobs(first: 100) { edges { node { submission { scoreJobs(first: 100) { edges { node { id } } } } } } } } } } }',
  ],
  ['a page that is too large', '{ submissions(first: 2147483647) { edges { cursor } } }'],
  ['a page of less than nothing', '{ submissions(first: -1) { edges { cursor } } }'],
  ['a thousand operations', `${repeat(1000, (i) => `query Q${i} { viewer { role } }`)}`],
]

describe('a document', () => {
  it.each(ATTACKS)('of %s is refused in a moment, and the next is answered', async (_what, query) => {
    const signal = AbortSignal.timeout(10_000)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` }
    const body = JSON.stringify({ query })
    const response = await fetch(`${engine.url}/graphql`, { method: 'POST', headers, body, signal })
    const text = await response.text()

    expect(response.status).toBeLessThan(500)
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|\\n {4}at /)
    expect(text.length).toBeLessThan(100_000)
    expect((await engine.ask('{ viewer { role } }')).data.viewer.role).toBe('ADMIN')
  })

  it('is not taken in batches', async () => {
    const one = { query: '{ viewer { role } }' }
    expect((await engine.post(JSON.stringify(Array(1000).fill(one)))).status).toBe(400)
  })
})
