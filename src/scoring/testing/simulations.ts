import type { Json } from '../../domain/json.ts'
import { type Rubric, rubricSchema } from '../../domain/rubric.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../../domain/simulation.ts'
import type { CodeTask } from '../../domain/task.ts'

/** The rubric that a deployment has when it sets none. */
export const DEFAULT_RUBRIC: Rubric = rubricSchema.parse([
  { criterion: 'codeQuality', weight: 0.3 },
  { criterion: 'correctness', weight: 0.4 },
  { criterion: 'documentation', weight: 0.2 },
  { criterion: 'performance', weight: 0.1 },
])

/** A simulation of these tasks, each written as an author would. */
export function aSimulation(...tasks: Json[]): SimulationDefinition {
  return simulationDefinitionSchema.parse({ slug: 'sums', title: 'Sums', instructions: '', tasks })
}

/** A code task as an author writes it, with one visible call test unless it brings its own. */
export function aCodeTask(parts: { readonly [key: string]: Json } = {}): { readonly [key: string]: Json } {
  return { id: 'sum', kind: 'code', language: 'javascript', tests: [aCall()], ...parts }
}

export function aCall(parts: { readonly [key: string]: Json } = {}): { readonly [key: string]: Json } {
  return {
    kind: 'call',
    name: 'adds evens',
    function: 'sumOfEvens',
    args: [[1, 2, 4]],
    expected: 6,
    ...parts,
  }
}

/** The first task of a simulation, which must be a code task. */
export function codeTaskOf(simulation: SimulationDefinition): CodeTask {
  const [task] = simulation.tasks
  if (task?.kind !== 'code') throw new Error('the first task is no code task')
  return task
}
