import type { SqlTask } from '../domain/task.ts'
import type { ExaminedSql } from './examined.ts'
import type { RunOptions, Sandbox } from './sandbox.ts'
import { type ResultSetTest, type SqlCase, unansweredCases } from './test-cases.ts'

/** Runs an answer to a SQL task beside the model answer; an empty one counts as not answered. */
export async function examineSql(
  task: SqlTask,
  answer: string,
  sandbox: Sandbox,
  { onTest, ...abort }: RunOptions,
): Promise<ExaminedSql> {
  const answered = answer.trim() !== ''
  const cases = answered
    ? await judgedCases(task, answer, sandbox, abort)
    : unansweredCases([resultSet('result set')])
  onTest?.()
  return { kind: 'sql', task, answered, cases }
}

async function judgedCases(
  { id, setup, query, ordered, limits }: SqlTask,
  answer: string,
  sandbox: Sandbox,
  options: RunOptions,
): Promise<readonly SqlCase[]> {
  const result = await sandbox.query({ setup, query, ordered, answer, limits }, options)
  // Publishing has tried both: an author's text that fails now is a fault of the system.
  if (!result.judged) throw new Error(`the ${result.part} of ${id} fails: ${result.message}`)
  return result.cases.map((outcome) => ({ test: resultSet(outcome.name), weight: 1, outcome }))
}

const resultSet = (name: string): ResultSetTest => ({ kind: 'result set', name, weight: 1, hidden: false })
