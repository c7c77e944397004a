import type { Json, JsonObject } from '../domain/json.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import type { Task } from '../domain/task.ts'

/** What a learner would hand in who knew it all: the answers to a definition's tasks by their ids. */
export const modelAnswers = (definition: SimulationDefinition) => answersBy(definition, modelAnswer)

/** What a learner hands in who has not begun. */
export const starters = (definition: SimulationDefinition) => answersBy(definition, starterOf)

function answersBy({ tasks }: SimulationDefinition, answerTo: (task: Task) => Json | null): JsonObject {
  const answers: Record<string, Json> = {}
  for (const task of tasks) {
    const answer = answerTo(task)
    if (answer !== null) answers[task.id] = answer
  }
  return answers
}

/** Null where a task has none. */
export function modelAnswer(task: Task): Json | null {
  switch (task.kind) {
    case 'code':
      return task.reference === undefined ? null : { code: task.reference }
    case 'sql':
      return { sql: task.query }
    case 'text':
      return task.reference === undefined ? null : { text: task.reference }
    case 'choice':
      return { choice: task.answer }
  }
}

const starterOf = (task: Task): Json | null =>
  task.kind === 'code' && task.starter !== undefined ? { code: task.starter } : null
