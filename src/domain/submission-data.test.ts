import { describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../../test/support/builders.ts'
import type { Json } from './json.ts'
import { simulationDefinitionSchema } from './simulation.ts'
import { readAnswers, Unscorable } from './submission-data.ts'

const single = simulationDefinitionSchema.parse(aDefinition())
const quiz = { id: 'quiz', kind: 'choice', options: ['a', 'b', 'c'], answer: ['b'], multiple: true }
const report = { id: 'report', kind: 'sql', setup: 'create table t (n int)', query: 'select n from t' }
const memo = { id: 'memo', kind: 'text', keyPoints: [{ point: 'names the risk' }] }
const mixed = simulationDefinitionSchema.parse(aDefinition({ tasks: [aCodeTask(), quiz, report, memo] }))

describe('readAnswers', () => {
  it('takes code for the entry file of a single code task', () => {
    expect([...readAnswers(single, { code: 'x' })]).toEqual([
      ['sum', { kind: 'code', files: { 'solution.js': 'x' } }],
    ])
  })

  it('takes files, and answers by task id', () => {
    const files = { 'solution.js': 'x', 'lib/util.js': 'y' }

    expect(readAnswers(single, { files }).get('sum')).toEqual({ kind: 'code', files })
    const answers = { quiz: { choice: ['b', 'b'] }, report: { sql: 'select 1' }, memo: { text: 'A risk.' } }
    expect([...readAnswers(mixed, { answers })]).toEqual([
      ['quiz', { kind: 'choice', choice: ['b'] }],
      ['report', { kind: 'sql', sql: 'select 1' }],
      ['memo', { kind: 'text', text: 'A risk.' }],
    ])
  })

  it('finds no answers in an empty object', () => {
    expect(readAnswers(mixed, {}).size).toBe(0)
  })

  it.each<[Json, string]>([
    [[], 'data: must be an object'],
    [{ code: 5 }, 'code: must be text, not 5'],
    [{ code: 'x', files: {} }, 'data: must hold code or files'],
    [{ nonsense: 1 }, 'data: must hold code or files'],
    [{ files: 'x' }, 'files: must be a mapping, not text'],
    [{ files: { 'solution.js': null } }, 'files.solution.js: must be text, not empty'],
    [{ files: { '../escape.js': '' } }, 'files.../escape.js: a path may not climb'],
    [{ files: { '/etc/passwd': '' } }, 'files./etc/passwd: must be a relative path'],
    [{ answers: { nobody: {} } }, 'answers.nobody: no task'],
    [{ answers: { sum: { text: 'hello' } } }, 'answers.sum: must hold code or files'],
    [{ answers: { sum: { code: 'x' } }, code: 'x' }, 'code: does not go with answers'],
    [{ answers: [] }, 'answers: must be an object'],
  ])('refuses %j by naming the field', (data, message) => {
    expect(() => readAnswers(single, data)).toThrow(Unscorable)
    expect(() => readAnswers(single, data)).toThrow(message)
  })

  it('refuses a bare answer where there are several tasks, and an option that is none', () => {
    expect(() => readAnswers(mixed, { code: 'x' })).toThrow(
      'code: this simulation takes its answers by task id',
    )
    expect(() => readAnswers(mixed, { answers: { quiz: { choice: ['d'] } } })).toThrow(
      'answers.quiz.choice.0: d',
    )
    expect(() => readAnswers(mixed, { answers: { quiz: { choice: 'b' } } })).toThrow(
      'answers.quiz.choice: must be a list, not text',
    )
    expect(() => readAnswers(mixed, { answers: { memo: { code: 'x' } } })).toThrow(
      'answers.memo: must hold text',
    )
    expect(() => readAnswers(mixed, { answers: { report: { sql: 5 } } })).toThrow('answers.report.sql: ')
    expect(() => readAnswers(simulationDefinitionSchema.parse(aQuiz()), { choice: ['b'] })).toThrow(
      'choice: ',
    )
  })
})
