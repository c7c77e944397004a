import type { FieldError } from '../domain/failures.ts'
import type { Json, JsonObject } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { CodeTask, SimulationDefinition } from '../domain/simulation.ts'
import type { Verdict } from '../domain/verdict.ts'
import { score } from '../scoring/index.ts'
import type { CaseOutcome, CodeRunResult, Sandbox } from '../scoring/sandbox.ts'

// trial: one part of a definition (its references, or its starters) run and scored as a learner's work is.

/** What a trial came to. Tests have their own names here, hidden ones too: the report is for the author. */
export interface Trial {
  readonly verdict: Verdict
  readonly passed: readonly string[]
  readonly failed: readonly string[]
}

/** What trying a definition out has shown. Paths of faults begin inside the definition. */
export interface CheckReport {
  /** Why it must not be published: a reference that fails its own tests or probes. */
  readonly faults: readonly FieldError[]
  /** What its author should look at: tests that the starter passes, a score that is not what it should be. */
  readonly warnings: readonly string[]
  /** What the model answers, and the untouched starters, come to; null where no task has one. */
  readonly reference: Trial | null
  readonly starter: Trial | null
}

/** A model answer that scores less, or a starter that scores more, has a fault or is judged by the wrong rubric. */
const REFERENCE_SCORES = 90
const STARTER_SCORES = 20

/** Runs a definition's references alone. @returns why it must not be published */
export async function checkReferences(
  definition: SimulationDefinition,
  sandbox: Pick<Sandbox, 'run'>,
): Promise<readonly FieldError[]> {
  return (await runEach(definition, 'reference', sandbox)).flatMap(faultsOf)
}

/** Runs a definition's references and starters through its own tests, as a learner's work is run. */
export async function checkSimulation(
  definition: SimulationDefinition,
  rubric: Rubric,
  sandbox: Sandbox,
): Promise<CheckReport> {
  const references = await runEach(definition, 'reference', sandbox)
  const starters = await runEach(definition, 'starter', sandbox)
  const trialOf = async (part: Part, runs: readonly TaskRun[]) => {
    const answers = answersFrom(definition, part)
    if (Object.keys(answers).length === 0) return null
    return trial(await score({ definition, rubric, data: { answers } }, { sandbox }), runs)
  }
  const reference = await trialOf('reference', references)
  const starter = await trialOf('starter', starters)
  // A task without a model answer scores nothing in the trial, which says nothing of those that have one.
  const isWhole = references.length === codeTasks(definition).length
  return {
    faults: references.flatMap(faultsOf),
    warnings: [
      ...(isWhole ? lowReference(reference) : []),
      ...highStarter(starter),
      ...starters.flatMap(passedByStarter),
    ],
    reference,
    starter,
  }
}

type Part = 'reference' | 'starter'

/** A code task with what one part of it did. */
interface TaskRun {
  readonly index: number
  readonly task: CodeTask
  readonly result: CodeRunResult
}

const codeTasks = ({ tasks }: SimulationDefinition) =>
  tasks.flatMap((task, index) => (task.kind === 'code' ? [{ task, index }] : []))

async function runEach(
  definition: SimulationDefinition,
  part: Part,
  sandbox: Pick<Sandbox, 'run'>,
): Promise<TaskRun[]> {
  const runs: TaskRun[] = []
  for (const { task, index } of codeTasks(definition)) {
    const source = task[part]
    if (source === undefined) continue
    const { language, entry, tests, limits } = task
    const probes = part === 'reference' ? (task.performance ?? []) : []
    const files = { [entry]: source }
    runs.push({
      index,
      task,
      result: await sandbox.run({ language, entry, files, tests, probes, limits }),
    })
  }
  return runs
}

function trial(verdict: Verdict, runs: readonly TaskRun[]): Trial {
  const outcomes = runs.flatMap(casesOf)
  const names = (passed: boolean) =>
    outcomes.filter(({ outcome }) => outcome.passed === passed).map(({ name }) => name)
  return { verdict, passed: names(true), failed: names(false) }
}

interface NamedCase {
  readonly name: string
  /** Of the test in its task. */
  readonly index: number
  readonly outcome: CaseOutcome
}

/** The cases of all tests, each under its task and test. */
function casesOf({ task, result }: TaskRun): readonly NamedCase[] {
  return result.tests.flatMap((cases, index) =>
    cases.map((outcome) => {
      const test = task.tests[index]
      const suite = test?.kind === 'suite' && test.name !== outcome.name ? `${test.name} › ` : ''
      const hidden = test?.hidden === true ? ' (hidden)' : ''
      return { name: `${task.id}: ${suite}${outcome.name}${hidden}`, index, outcome }
    }),
  )
}

function faultsOf(run: TaskRun): FieldError[] {
  const path = ['tasks', String(run.index)]
  const failed = casesOf(run).flatMap(({ name, index, outcome }) =>
    outcome.passed
      ? []
      : [
          {
            path: [...path, 'tests', String(index)],
            message: `the reference fails "${name}": ${outcome.message}`,
          },
        ],
  )
  const broken = run.result.probes.flatMap(({ function: name, fault }, index) => {
    if (fault === null) return []
    const message = `the reference fails the probe of ${name} at size ${fault.size}: ${fault.message}`
    return [{ path: [...path, 'performance', String(index)], message }]
  })
  return [...failed, ...broken]
}

function passedByStarter(run: TaskRun): string[] {
  return casesOf(run)
    .filter(({ outcome }) => outcome.passed)
    .map(({ name }) => `the starter passes "${name}": a learner earns that for nothing`)
}

function lowReference(reference: Trial | null): string[] {
  if (reference === null || reference.verdict.score >= REFERENCE_SCORES) return []
  return [
    `the reference scores ${reference.verdict.score}: a model answer should score ${REFERENCE_SCORES} or more`,
  ]
}

function highStarter(starter: Trial | null): string[] {
  if (starter === null || starter.verdict.score <= STARTER_SCORES) return []
  return [`the starter scores ${starter.verdict.score}: untouched it should score ${STARTER_SCORES} at most`]
}

/** Each task's model answer, or its starter, as a learner would hand it in. */
function answersFrom({ tasks }: SimulationDefinition, part: Part): JsonObject {
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
