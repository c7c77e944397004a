import type { ScoreProgress } from '../domain/score-job.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import type { Answer } from '../domain/submission-data.ts'
import type { Task, TextTask } from '../domain/task.ts'
import { examineCode } from './examine-code.ts'
import { examineSql } from './examine-sql.ts'
import type { ExaminedTask } from './examined.ts'
import type { Sandbox } from './sandbox.ts'
import { judgeText } from './text/judge-text.ts'

export interface ExamineOptions {
  readonly sandbox: Sandbox
  readonly signal?: AbortSignal
  /** Called as tests are done; an answer that is no program counts as one test. */
  readonly onProgress?: (progress: ScoreProgress) => void
}

/** Runs and reads the answers, one task after the other, so that one job does not hold every process. */
export async function examineTasks(
  { tasks, instructions }: SimulationDefinition,
  answers: ReadonlyMap<string, Answer>,
  options: ExamineOptions,
): Promise<readonly ExaminedTask[]> {
  const onTest = countingTests(tasks, options)
  const examined: ExaminedTask[] = []
  for (const task of tasks) {
    options.signal?.throwIfAborted()
    const answer = answers.get(task.id)
    examined.push(
      task.kind === 'text'
        ? examineText(task, answer, instructions, onTest)
        : await examineTask(task, answer, options, onTest),
    )
  }
  return examined
}

function examineText(
  task: TextTask,
  answer: Answer | undefined,
  instructions: string,
  onTest: () => void,
): ExaminedTask {
  onTest()
  const text = answer?.kind === 'text' ? answer.text : ''
  const answered = text.trim() !== ''
  return { kind: 'text', task, answered, judgement: judgeText(task, text, instructions) }
}

const testsOf = (task: Task) => (task.kind === 'code' ? task.tests.length : 1)

function countingTests(tasks: readonly Task[], { onProgress }: ExamineOptions): () => void {
  const total = tasks.reduce((sum, task) => sum + testsOf(task), 0)
  let done = 0
  return () => {
    done += 1
    onProgress?.({ done, total })
  }
}

async function examineTask(
  task: Exclude<Task, TextTask>,
  answer: Answer | undefined,
  { sandbox, signal }: ExamineOptions,
  onTest: () => void,
): Promise<ExaminedTask> {
  const options = { ...(signal === undefined ? {} : { signal }), onTest }
  switch (task.kind) {
    case 'code':
      return examineCode(task, answer?.kind === 'code' ? answer.files : {}, sandbox, options)
    case 'sql':
      return examineSql(task, answer?.kind === 'sql' ? answer.sql : '', sandbox, options)
    case 'choice': {
      onTest()
      const choice = answer?.kind === 'choice' ? answer.choice : []
      return { kind: 'choice', task, answered: choice.length > 0, choice }
    }
  }
}
