import type { ScoreProgress } from '../domain/score-job.ts'
import type { ChoiceTask, CodeTask, PerformanceProbe, Task } from '../domain/simulation.ts'
import type { Answer } from '../domain/submission-data.ts'
import { referenceProbes } from './reference.ts'
import type { Analysis, CodeRun, ProbeOutcome, Sandbox, SourceFiles } from './sandbox.ts'
import { pairWithTests, type TestCase, unansweredCases } from './test-cases.ts'

/** A performance probe with what the learner's program and the reference did on it. */
export interface ProbeMeasurement {
  readonly probe: PerformanceProbe
  readonly outcome: ProbeOutcome
  /** Null where the task has no reference, or one that fails on this probe. */
  readonly reference: ProbeOutcome | null
}

export interface ExaminedCode {
  readonly kind: 'code'
  readonly task: CodeTask
  readonly answered: boolean
  readonly files: SourceFiles
  readonly cases: readonly TestCase[]
  readonly analysis: Analysis
  readonly probes: readonly ProbeMeasurement[]
}

export interface ExaminedChoice {
  readonly kind: 'choice'
  readonly task: ChoiceTask
  readonly answered: boolean
  readonly choice: readonly string[]
}

/** A task with everything that was found out about its answer; what the criteria are measured on. */
export type ExaminedTask = ExaminedCode | ExaminedChoice

export interface ExamineOptions {
  readonly sandbox: Sandbox
  readonly signal?: AbortSignal
  /** Called as tests are done; a choice counts as one test. */
  readonly onProgress?: (progress: ScoreProgress) => void
}

/** Runs and reads the answers, one task after the other, so that one job does not hold every process. */
export async function examineTasks(
  tasks: readonly Task[],
  answers: ReadonlyMap<string, Answer>,
  options: ExamineOptions,
): Promise<readonly ExaminedTask[]> {
  const onTests = countingTests(tasks, options)
  const examined: ExaminedTask[] = []
  for (const task of tasks) {
    options.signal?.throwIfAborted()
    examined.push(await examineTask(task, answers.get(task.id), options, onTests))
  }
  return examined
}

const testsOf = (task: Task) => (task.kind === 'code' ? task.tests.length : 1)

function countingTests(tasks: readonly Task[], { onProgress }: ExamineOptions): (count: number) => void {
  const total = tasks.reduce((sum, task) => sum + testsOf(task), 0)
  let done = 0
  return (count) => {
    done += count
    onProgress?.({ done, total })
  }
}

async function examineTask(
  task: Task,
  answer: Answer | undefined,
  options: ExamineOptions,
  onTests: (count: number) => void,
): Promise<ExaminedTask> {
  switch (task.kind) {
    case 'code': {
      const files = answer?.kind === 'code' ? answer.files : {}
      if (holdsText(files, task.entry)) return runCode(task, files, options, () => onTests(1))
      onTests(testsOf(task))
      return unansweredCode(task)
    }
    case 'choice': {
      onTests(1)
      const choice = answer?.kind === 'choice' ? answer.choice : []
      return { kind: 'choice', task, answered: choice.length > 0, choice }
    }
  }
}

const holdsText = (files: SourceFiles, path: string) =>
  Object.hasOwn(files, path) && files[path]?.trim() !== ''

async function runCode(
  task: CodeTask,
  files: SourceFiles,
  { sandbox, signal }: ExamineOptions,
  onTest: () => void,
): Promise<ExaminedCode> {
  const run: CodeRun = {
    language: task.language,
    files,
    entry: task.entry,
    tests: task.tests,
    probes: task.performance ?? [],
    limits: task.limits,
  }
  const abort = signal === undefined ? {} : { signal }
  const [result, analysis, references] = await Promise.all([
    sandbox.run(run, { ...abort, onTest }),
    sandbox.analyse(task.language, files, abort),
    referenceProbes(task, sandbox, abort),
  ])
  const probes = run.probes.map((probe, i) => {
    const outcome = result.probes[i]
    if (outcome === undefined) throw new Error(`the sandbox left out the probe ${probe.function}`)
    return { probe, outcome, reference: references[i] ?? null }
  })
  return {
    kind: 'code',
    task,
    answered: true,
    files,
    cases: pairWithTests(task.tests, result.tests),
    analysis,
    probes,
  }
}

function unansweredCode(task: CodeTask): ExaminedCode {
  const probes = (task.performance ?? []).map((probe) => ({
    probe,
    outcome: { function: probe.function, points: [], fault: null },
    reference: null,
  }))
  return {
    kind: 'code',
    task,
    answered: false,
    files: {},
    cases: unansweredCases(task.tests),
    analysis: { issues: [], definitions: [], files: [], idleComments: [], unparsable: [] },
    probes,
  }
}
