import type { FieldError } from '../domain/failures.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import type { CodeTask, SqlTask } from '../domain/task.ts'
import type { TestResult, Verdict } from '../domain/verdict.ts'
import { judgeText, score } from '../scoring/index.ts'
import type { CaseOutcome, CodeRunResult, Sandbox } from '../scoring/sandbox.ts'
import { modelAnswer, modelAnswers, starters } from './answers.ts'
import { unreadableTests } from './unreadable-tests.ts'

// trial: one part of a definition (its references, or its starters) run and scored as a learner's work is.

/** What a trial came to. Tests have their own names here, hidden ones too: the report is for the author. */
export interface Trial {
  readonly verdict: Verdict
  readonly passed: readonly string[]
  readonly failed: readonly string[]
}

/** What trying a definition out has shown. Paths of faults begin inside the definition. */
export interface CheckReport {
  /** Why it must not be published: a reference that fails its own tests or probes, tests that nobody can pass. */
  readonly faults: readonly FieldError[]
  /** What its author should look at: tests that the starter passes, a score that is not what it should be. */
  readonly warnings: readonly string[]
  /** What the model answers come to; null where no task has one, or a model query is faulty and cannot be scored. */
  readonly reference: Trial | null
  /** What the untouched starters come to; null where no task has one. */
  readonly starter: Trial | null
}

/** A model answer that scores less, or a starter that scores more, has a fault or is judged by the wrong rubric. */
const REFERENCE_SCORES = 90
const STARTER_SCORES = 20

/** Tries what of a definition can be tried without scoring it. @returns why it must not be published */
export async function checkReferences(
  definition: SimulationDefinition,
  sandbox: Runs,
): Promise<readonly FieldError[]> {
  const runs = await runEach(definition, 'reference', sandbox)
  return [
    ...runs.flatMap(faultsOf),
    ...(await unreadableTests(definition, sandbox)),
    ...(await faultyQueries(definition, sandbox)),
    ...silentTexts(definition),
  ]
}

/** Runs a definition's references and starters through its own tests, as a learner's work is run. */
export async function checkSimulation(
  definition: SimulationDefinition,
  rubric: Rubric,
  sandbox: Sandbox,
): Promise<CheckReport> {
  // Scoring takes setup and model query to be sound, and would give up on those that are not.
  const queryFaults = await faultyQueries(definition, sandbox)
  const references = await runEach(definition, 'reference', sandbox)
  const starterRuns = await runEach(definition, 'starter', sandbox)
  const verdictOf = async (answers: JsonObject) =>
    Object.keys(answers).length === 0
      ? null
      : await score({ definition, rubric, data: { answers } }, { sandbox })
  const model = modelAnswers(definition)
  const modelVerdict = queryFaults.length > 0 ? null : await verdictOf(model)
  const starterVerdict = await verdictOf(starters(definition))
  const isAnswered = ({ taskId }: TestResult) => Object.hasOwn(model, taskId)
  const reference =
    modelVerdict && trial(modelVerdict, modelVerdict.testResults.filter(isAnswered), references)
  const starter = starterVerdict && trial(starterVerdict, starterVerdict.testResults, starterRuns)
  // A task without a model answer scores nothing in the trial, which says nothing of those that have one.
  const isWhole = definition.tasks.every((task) => modelAnswer(task) !== null)
  return {
    faults: [
      ...references.flatMap(faultsOf),
      ...(await unreadableTests(definition, sandbox)),
      ...queryFaults,
      ...silentTexts(definition),
    ],
    warnings: [
      ...(isWhole ? lowReference(reference) : []),
      ...highStarter(starter),
      ...starterRuns.flatMap(passedByStarter),
    ],
    reference,
    starter,
  }
}

/** What of the sandbox runs an author's own answers. */
type Runs = Pick<Sandbox, 'run' | 'query' | 'analyse'>
type Part = 'reference' | 'starter'

/** A code task with what one part of it did. */
interface TaskRun {
  readonly index: number
  readonly task: CodeTask
  readonly result: CodeRunResult
}

const codeTasks = ({ tasks }: SimulationDefinition) =>
  tasks.flatMap((task, index) => (task.kind === 'code' ? [{ task, index }] : []))

async function runEach(definition: SimulationDefinition, part: Part, sandbox: Runs): Promise<TaskRun[]> {
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

/** Programs' tests by the names that their author gave them; result sets and key points as the verdict has them. */
function trial(verdict: Verdict, results: readonly TestResult[], runs: readonly TaskRun[]): Trial {
  const outcomes = runs.flatMap(casesOf)
  const names = (passed: boolean) =>
    outcomes.filter(({ outcome }) => outcome.passed === passed).map(({ name }) => name)
  const others = results.filter(({ taskId }) => runs.every(({ task }) => task.id !== taskId))
  const otherNames = (passed: boolean) =>
    others.filter((result) => result.passed === passed).map(({ taskId, name }) => `${taskId}: ${name}`)
  return {
    verdict,
    passed: [...names(true), ...otherNames(true)],
    failed: [...names(false), ...otherNames(false)],
  }
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

/** The SQL tasks whose setup or model query does not run, gives other results when it runs again, or asks for nothing. */
async function faultyQueries(definition: SimulationDefinition, sandbox: Runs): Promise<FieldError[]> {
  const faults: FieldError[] = []
  for (const [index, task] of definition.tasks.entries()) {
    if (task.kind !== 'sql') continue
    const at = (part: string, message: string) => ({ path: ['tasks', String(index), part], message })
    const result = await answered(task, task.query, sandbox)
    if (!result.judged) faults.push(at(result.part, result.message))
    else if (await earnsByNothing(task, sandbox)) faults.push(at('query', ASKS_FOR_NOTHING))
    else {
      for (const outcome of result.cases) {
        if (outcome.passed) continue
        faults.push(at('query', `a second run of it gives another result: ${outcome.message}`))
      }
    }
  }
  return faults
}

const ASKS_FOR_NOTHING = 'returns no result set and leaves the tables as they were: any answer would be right'

const answered = ({ setup, query, ordered, limits }: SqlTask, answer: string, sandbox: Runs) =>
  sandbox.query({ setup, query, ordered, answer, limits })

async function earnsByNothing(task: SqlTask, sandbox: Runs): Promise<boolean> {
  const result = await answered(task, '', sandbox)
  return result.judged && result.cases.some(({ passed }) => passed)
}

/** The key points that a task's own model text does not say. */
function silentTexts({ tasks, instructions }: SimulationDefinition): FieldError[] {
  return tasks.flatMap((task, index) => {
    if (task.kind !== 'text' || task.reference === undefined) return []
    return judgeText(task, task.reference, instructions).points.flatMap(({ keyPoint, sentence }, point) =>
      sentence !== null
        ? []
        : [
            {
              path: ['tasks', String(index), 'keyPoints', String(point)],
              message: `no sentence of the reference is found to say "${keyPoint.point}": give more examples of it`,
            },
          ],
    )
  })
}
