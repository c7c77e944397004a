import { parse } from 'graphql'
import { expect, it } from 'vitest'
import type { Viewer } from '../../domain/identity.ts'
import type { CompiledOperation } from './compile.ts'
import { openKeptAnswers } from './kept-answers.ts'

const ada: Viewer = { subject: 'ada', role: 'LEARNER' }
const operation: CompiledOperation = {
  kind: 'query',
  document: parse('{ a }'),
  operationName: undefined,
  execute: () => undefined,
}
const asked = { viewer: ada, operation, variables: { id: 'x' } }
const later = () => performance.now() + 60_000

it('keeps an answer for the same viewer, operation and variables, and for no others', () => {
  const answers = openKeptAnswers()
  answers.keep(asked, 'A', later())

  expect(answers.find({ ...asked, variables: { id: 'x' } })).toBe('A')
  expect(answers.find({ ...asked, variables: { id: 'y' } })).toBeUndefined()
  expect(answers.find({ ...asked, viewer: { ...ada } })).toBeUndefined()
  expect(answers.find({ ...asked, operation: { ...operation } })).toBeUndefined()
})

it('keeps none that does not hold, or of which nobody knows how long', () => {
  const answers = openKeptAnswers()
  for (const until of [performance.now(), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]) {
    answers.keep(asked, 'A', until)
    expect(answers.find(asked)).toBeUndefined()
  }
})

it('keeps none of a mutation', () => {
  const answers = openKeptAnswers()
  const mutation = { ...asked, operation: { ...operation, kind: 'mutation' as const } }
  answers.keep(mutation, 'A', later())

  expect(answers.find(mutation)).toBeUndefined()
})
