import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readDefaultRubric } from '../src/config.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../src/domain/simulation.ts'
import type { CodeTask } from '../src/domain/task.ts'
import { score } from '../src/scoring/index.ts'
import type { Sandbox } from '../src/scoring/sandbox.ts'

const RUBRIC = readDefaultRubric({})

/** A short exercise: one task with ten tests and a probe at four sizes, for all four criteria. */
export interface Exercise {
  readonly definition: SimulationDefinition
  readonly task: CodeTask
  readonly reference: string
}

/** Reads the exercise in `bench/simulations` for a language. */
export function readExercise(language: 'javascript' | 'python'): Exercise {
  const text = readFileSync(`bench/simulations/ten-tests-${language}.yaml`, 'utf8')
  const definition = simulationDefinitionSchema.parse(parse(text))
  const [task] = definition.tasks
  if (task?.kind !== 'code' || task.reference === undefined) throw new Error('expected a code task')
  return { definition, task, reference: task.reference }
}

/**
 * Scores its model answer. Each job's text is another, so that nothing could be remembered.
 * @throws when it does not score well: what is fast must be right too
 */
export async function scoreExercise(
  { definition, task, reference }: Exercise,
  job: number,
  sandbox: Sandbox,
): Promise<void> {
  const comment = task.language === 'python' ? '#' : '//'
  const code = `${reference}\n${comment} The job's number is ${job}.\n`
  const verdict = await score({ definition, rubric: RUBRIC, data: { code } }, { sandbox })
  if (verdict.score < 90) throw new Error(`the model answer scored ${verdict.score}\n${verdict.feedback}`)
}
