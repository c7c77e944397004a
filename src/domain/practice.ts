import type { Json } from './json.ts'
import type { SimulationDefinition } from './simulation.ts'
import { readAnswers } from './submission-data.ts'
import type { Task } from './task.ts'

/** What is scored: the tasks, and the work that answers them. */
export interface Work {
  readonly definition: SimulationDefinition
  readonly data: Json
}

/**
 * The part of a piece of work that a practice run tries: the programs, against their visible tests. Hidden tests are
 * not even run, and tasks without a visible test are left out: a learner could read off the right options, key points
 * and result sets by trying often enough.
 * @throws Unscorable when the data has the wrong shape for the whole of the simulation
 */
export function toPractice({ definition, data }: Work): Work {
  const answers = readAnswers(definition, data)
  const tasks = definition.tasks.flatMap(visiblePart)
  const practised = tasks.flatMap(({ id }) => {
    const answer = answers.get(id)
    return answer?.kind === 'code' ? [[id, { files: answer.files }] as const] : []
  })
  return { definition: { ...definition, tasks }, data: { answers: Object.fromEntries(practised) } }
}

function visiblePart(task: Task): readonly Task[] {
  if (task.kind !== 'code') return []
  const tests = task.tests.filter(({ hidden }) => !hidden)
  return tests.length === 0 ? [] : [{ ...task, tests }]
}
