import { describe, expect, it } from 'vitest'
import { toPractice } from './practice.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from './simulation.ts'

const call = (name: string, over: object = {}) => ({
  kind: 'call',
  name,
  function: 'f',
  args: [],
  expected: 1,
  ...over,
})
const code = { kind: 'code', language: 'javascript' }
const tasks = [
  { id: 'both', ...code, tests: [call('shown'), call('secret', { hidden: true })] },
  { id: 'secret', ...code, tests: [call('secret', { hidden: true })] },
  { id: 'memo', kind: 'text', keyPoints: [{ point: 'a secret', examples: [] }] },
  { id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['b'] },
]
function aSimulation(some: object[]): SimulationDefinition {
  return simulationDefinitionSchema.parse({ slug: 's', title: 'S', instructions: '', tasks: some })
}

describe('practice', () => {
  it('is of programs and their visible tests alone', () => {
    const answers = { both: { code: 'x' }, memo: { text: 'y' }, quiz: { choice: ['a'] } }
    const { definition, data } = toPractice({ definition: aSimulation(tasks), data: { answers } })

    expect(definition.tasks).toMatchObject([{ id: 'both', tests: [{ name: 'shown' }] }])
    expect(data).toEqual({ answers: { both: { files: { 'solution.js': 'x' } } } })
    expect(JSON.stringify(definition)).not.toContain('secret')
  })

  it('takes the data of a single task as it may be handed in', () => {
    const { data } = toPractice({ definition: aSimulation(tasks.slice(0, 1)), data: { code: 'x' } })

    expect(data).toEqual({ answers: { both: { files: { 'solution.js': 'x' } } } })
  })

  it('refuses what handing in would refuse, also in tasks that it leaves out', () => {
    const data = { answers: { quiz: { choice: ['c'] } } }

    expect(() => toPractice({ definition: aSimulation(tasks), data })).toThrow('answers.quiz.choice.0')
  })
})
