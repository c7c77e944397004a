import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parse } from 'yaml'
import { readDefaultRubric } from '../../src/config.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../../src/domain/simulation.ts'
import type { CodeLanguage, CodeTask } from '../../src/domain/task.ts'
import { type OpenSandbox, openSandbox } from '../../src/sandbox/index.ts'
import { score } from '../../src/scoring/index.ts'
import { type Measure, perSecond } from '../measure.ts'
import { processPerJob } from '../peers/process-per-job.ts'

const PROCESSES = availableParallelism()
/** Jobs in hand at once, as in a worker: enough to keep every process busy. */
const AT_ONCE = PROCESSES * 3
const PEER_JOBS = 60
const FLAT_JOBS = 10_000
const RUBRIC = readDefaultRubric({})

/** A worker's scoring alone, without the stores: ten tests, a probe at four sizes, analysis, all four criteria. */
const scoring = (language: 'javascript' | 'python', jobs: number, reach: number): Measure => ({
  name: `scoring-${language}`,
  what: `scored jobs of ten tests and four criteria in ${language} (at least ${reach}/s), beside a process for each job that runs the tests alone`,
  unit: 'jobs/s',
  target: 3,
  async open() {
    const definition = readSimulation(`bench/simulations/ten-tests-${language}.yaml`)
    const { task, reference } = onlyTask(definition)
    const sandbox = openSandbox({ processes: PROCESSES })
    await sandbox.start([language, 'analysis'])
    const peer = processPerJob(
      language,
      reference,
      task.tests.flatMap((test) =>
        test.kind === 'call' ? [{ ...test, expected: test.expected ?? null }] : [],
      ),
    )
    return {
      ours: () =>
        perSecond(jobs, AT_ONCE, (i) => scoreOne(definition, distinct(reference, language, i), sandbox)),
      peer: () => peer(PEER_JOBS, PROCESSES),
      notes: () =>
        memoryOver(FLAT_JOBS, (i) => scoreOne(definition, distinct(reference, language, i), sandbox)),
      stop: () => sandbox.stop(),
    }
  },
})

export const scoringJavaScript = scoring('javascript', 2000, 400)
export const scoringPython = scoring('python', 500, 100)

/** Each job's text is another, so that nothing could be remembered. */
const distinct = (source: string, language: CodeLanguage, i: number) =>
  `${source}\n${language === 'python' ? '#' : '//'} The job's number is ${i}.\n`

async function scoreOne(definition: SimulationDefinition, code: string, sandbox: OpenSandbox): Promise<void> {
  const verdict = await score({ definition, rubric: RUBRIC, data: { code } }, { sandbox })
  if (verdict.score < 90) throw new Error(`the model answer scored ${verdict.score}\n${verdict.feedback}`)
}

function readSimulation(file: string): SimulationDefinition {
  return simulationDefinitionSchema.parse(parse(readFileSync(file, 'utf8')))
}

function onlyTask({ tasks: [task] }: SimulationDefinition): { task: CodeTask; reference: string } {
  if (task?.kind !== 'code' || task.reference === undefined) throw new Error('expected a code task')
  return { task, reference: task.reference }
}

/** The memory of this process's children, before and after so many jobs. */
async function memoryOver(jobs: number, scoreJob: (i: number) => Promise<void>): Promise<readonly string[]> {
  const before = childrenMb()
  await perSecond(jobs, AT_ONCE, scoreJob)
  return [`memory of the pools: ${before} MB, after ${jobs} more jobs ${childrenMb()} MB`]
}

function childrenMb(): number {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,rss=,comm='], { encoding: 'utf8' }).trim().split('\n')
  const own = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([ppid, , comm]) => ppid === String(process.pid) && comm !== 'ps')
  return Math.round(own.reduce((sum, [, rss]) => sum + Number(rss), 0) / 1024)
}
