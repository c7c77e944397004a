import type { CodeTask } from '../domain/task.ts'
import type { ExaminedCode } from './examined.ts'
import { remarksOnGivenNames } from './given-names.ts'
import { referenceLines, referenceProbes } from './reference.ts'
import type { Analysis, CodeRun, RunOptions, Sandbox, SourceFiles } from './sandbox.ts'
import { pairWithTests, unansweredCases } from './test-cases.ts'

/** Runs and reads an answer to a code task. Without a word in any file it counts as not answered. */
export async function examineCode(
  task: CodeTask,
  files: SourceFiles,
  sandbox: Sandbox,
  { onTest, ...abort }: RunOptions,
): Promise<ExaminedCode> {
  if (!Object.values(files).some(holdsText)) {
    for (const _ of task.tests) onTest?.()
    return unansweredCode(task)
  }
  const run: CodeRun = {
    language: task.language,
    files,
    entry: task.entry,
    tests: task.tests,
    probes: task.performance ?? [],
    limits: task.limits,
  }
  const [result, analysis, references, modelLines] = await Promise.all([
    sandbox.run(run, { ...abort, ...(onTest === undefined ? {} : { onTest }) }),
    sandbox.analyse(task.language, files, abort),
    referenceProbes(task, sandbox, abort),
    referenceLines(task, sandbox, abort),
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
    analysis: withoutAskedFor(analysis, task, files),
    probes,
    modelLines,
  }
}

/** Leaves out remarks on what the task itself asks for: names that it gives, and prints where output is tested. */
function withoutAskedFor(analysis: Analysis, task: CodeTask, files: SourceFiles): Analysis {
  const isToPrint = task.tests.some(({ kind }) => kind === 'io') || speaksOfPrints(task)
  const isGiven = remarksOnGivenNames(task, files)
  const issues = analysis.issues.filter(
    (issue) => !isGiven(issue) && !(isToPrint && issue.rule === 'no-console'),
  )
  return { ...analysis, issues }
}

/** Whether a suite looks at what is printed, or the task's own code prints. */
function speaksOfPrints({ tests, starter = '', reference = '' }: CodeTask): boolean {
  const suites = tests.flatMap((test) => (test.kind === 'suite' ? [test.code] : []))
  return [starter, reference, ...suites].some((code) => PRINTS.test(code))
}

const PRINTS = /\bconsole\b|\bstdout\b|\bchild_process\b/

const holdsText = (source: string) => source.trim() !== ''

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
    modelLines: null,
  }
}
