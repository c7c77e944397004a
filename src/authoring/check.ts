import type { FieldError } from '../domain/failures.ts'
import type { Json, JsonObject } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { CodeTask, SimulationDefinition } from '../domain/simulation.ts'
import type { Verdict } from '../domain/verdict.ts'
import { score } from '../scoring/index.ts'
import type { CaseOutcome, Sandbox } from '../scoring/sandbox.ts'

/** What trying a definition out has shown. Paths of faults begin inside the definition. */
export interface CheckReport {
  /** Why it must not be published: a reference that fails its own tests or probes. */
  readonly faults: readonly FieldError[]
  /** What its author should look at: tests that the starter passes. */
  readonly warnings: readonly string[]
  /** What the model answers, and the untouched starters, would score; null where no task has one. */
  readonly reference: Verdict | null
  readonly starter: Verdict | null
}

/** Runs a definition's references and starters through its own tests, as a learner's work is run. */
export async function checkSimulation(
  definition: SimulationDefinition,
  rubric: Rubric,
  sandbox: Sandbox,
): Promise<CheckReport> {
  const faults: FieldError[] = []
  const warnings: string[] = []
  for (const [index, task] of definition.tasks.entries()) {
    if (task.kind !== 'code') continue
    faults.push(...(await referenceFaults(task, ['tasks', String(index)], sandbox)))
    warnings.push(...(await starterWarnings(task, sandbox)))
  }
  const verdictOf = async (answers: JsonObject) =>
    Object.keys(answers).length === 0 ? null : score({ definition, rubric, data: { answers } }, { sandbox })
  return {
    faults,
    warnings,
    reference: await verdictOf(answersFrom(definition, 'reference')),
    starter: await verdictOf(answersFrom(definition, 'starter')),
  }
}

async function referenceFaults(task: CodeTask, path: string[], sandbox: Sandbox): Promise<FieldError[]> {
  if (task.reference === undefined) return []
  const { tests, probes } = await sandbox.run(runOf(task, task.reference))
  const failed = tests.flatMap((cases, i) =>
    cases.filter(failing).map((outcome) => ({
      path: [...path, 'tests', String(i)],
      message: `the reference fails ${named(task.tests[i]?.name, outcome.name)}: ${outcome.message}`,
    })),
  )
  const broken = probes.flatMap(({ function: name, fault }, i) =>
    fault === null
      ? []
      : [
          {
            path: [...path, 'performance', String(i)],
            message: `the reference fails the probe of ${name} at size ${fault.size}: ${fault.message}`,
          },
        ],
  )
  return [...failed, ...broken]
}

async function starterWarnings(task: CodeTask, sandbox: Sandbox): Promise<string[]> {
  if (task.starter === undefined) return []
  const { tests } = await sandbox.run({ ...runOf(task, task.starter), probes: [] })
  return tests.flatMap((cases, i) =>
    cases
      .filter(({ passed }) => passed)
      .map(({ name }) => `tasks.${task.id}: the starter passes ${named(task.tests[i]?.name, name)}`),
  )
}

function runOf({ language, entry, tests, performance, limits }: CodeTask, source: string) {
  return { language, entry, tests, probes: performance ?? [], limits, files: { [entry]: source } }
}

function named(test: string | undefined, name: string): string {
  return test === undefined || test === name ? `"${name}"` : `"${test}" (${name})`
}

function failing(outcome: CaseOutcome): outcome is Extract<CaseOutcome, { passed: false }> {
  return !outcome.passed
}

/** Each task's model answer, or its starter, as a learner would hand it in. */
function answersFrom({ tasks }: SimulationDefinition, part: 'reference' | 'starter'): JsonObject {
  const answers: Record<string, Json> = {}
  for (const task of tasks) {
    if (task.kind === 'choice') {
      if (part === 'reference') answers[task.id] = { choice: task.answer }
    } else {
      const code = task[part]
      if (code !== undefined) answers[task.id] = { code }
    }
  }
  return answers
}
