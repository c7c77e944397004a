import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { isCompilable } from './compilable.ts'

it.each([
  'query ($id: ID!) { scoreJob(id: $id) { id breakdown { score } } }',
  'query ($n: Int = 3, $on: Boolean = true) { a: submissions(first: $n) { ...F } } fragment F on X { edges { id } }',
  'mutation ($input: I!) { submit(input: $input) { __typename ... on Error { code } } }',
])('lets in what can be nothing but itself: %s', (query) => {
  expect(isCompilable(parse(query))).toBe(true)
})

it.each([
  '{ scoreJob(id: "x") { id } }',
  '{ scoreJob(id: """x""") { id } }',
  'query ($id: ID = "x") { scoreJob(id: $id) { id } }',
  'query ($id: ID) { cancel(input: { id: $id }) { id } }',
  '{ list(of: [1]) }',
  '{ a @skip(if: true) }',
  '{ ...F @include(if: true) } fragment F on X { a }',
  '{ __schema { description } }',
  '{ __proto__: a }',
  '{ constructor: a }',
  '{ ...toString } fragment toString on X { a }',
  'query ($valueOf: Int) { a(b: $valueOf) }',
  '{ a(b: __MAGIC) }',
])('keeps out what might turn into something else: %s', (query) => {
  expect(isCompilable(parse(query))).toBe(false)
})

it('keeps out a short document that says one thing a million times', () => {
  const fragments = Array.from(
    { length: 20 },
    (_, i) => `fragment F${i} on X { a { ...F${i + 1} } b { ...F${i + 1} } }`,
  )
  const document = parse(`{ ...F0 } ${fragments.join(' ')} fragment F20 on X { c }`)

  expect(isCompilable(document)).toBe(false)
})
