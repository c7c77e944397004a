import { describe, expect, it } from 'vitest'
import { makeChooseOperation, parseManifest } from './persisted-operations.ts'

const TEXT = 'query Who { viewer { role } }'
const APOLLO = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: 'sha', name: 'Who', type: 'query', body: TEXT }],
}

describe('a manifest', () => {
  it.each([
    ['Apollo’s', APOLLO],
    ['Relay’s', { sha: TEXT }],
  ])('may be %s', (_whose, manifest) => {
    expect([...parseManifest(JSON.stringify(manifest))]).toEqual([['sha', TEXT]])
  })

  it.each(['[]', '{"format":"other","operations":[]}', '{"a":1}', 'x'])('is not %s', (text) => {
    expect(() => parseManifest(text)).toThrow()
  })
})

describe('an operation', () => {
  const choose = makeChooseOperation(parseManifest(JSON.stringify(APOLLO)))

  it.each<object>([
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'sha' } } },
    { query: '', extensions: { persistedQuery: 'sha' } },
    { doc_id: 'sha' },
    { documentId: 'sha' },
    { id: 'sha' },
    { query: TEXT },
  ])('is found by %j', (params) => expect(choose(params)).toBe(TEXT))

  it.each<object>([
    {},
    { query: '{ viewer { role } }' },
    { query: TEXT, id: 'other' },
    { extensions: { persistedQuery: { sha256Hash: '__proto__' } } },
    { id: 'constructor' },
  ])('is not found by %j', (params) => expect(() => choose(params)).toThrow('Only operations'))
})
