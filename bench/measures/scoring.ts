import { availableParallelism } from 'node:os'
import { openSandbox } from '../../src/sandbox/index.ts'
import { type Measure, perSecond } from '../measure.ts'
import { processPerJob } from '../peers/process-per-job.ts'
import { readExercise, scoreExercise } from '../ten-tests.ts'

const PROCESSES = availableParallelism()
/** Jobs in hand at once, as in a worker: enough to keep every process busy. */
const AT_ONCE = PROCESSES * 3
const PEER_JOBS = 60

/** A worker's scoring alone, without the stores: ten tests, a probe at four sizes, analysis, all four criteria. */
const scoring = (language: 'javascript' | 'python', jobs: number, bound: number): Measure => ({
  name: `scoring-${language}`,
  what: `scored jobs of ten tests and four criteria in ${language}, beside a process for each job that runs the tests alone`,
  unit: 'jobs/s',
  target: 3,
  bound,
  async open(_stores, effort) {
    const exercise = readExercise(language)
    const sandbox = openSandbox({ processes: PROCESSES })
    await sandbox.start([language, 'analysis'])
    const peer = processPerJob(
      language,
      exercise.reference,
      exercise.task.tests.flatMap((test) =>
        test.kind === 'call' ? [{ ...test, expected: test.expected ?? null }] : [],
      ),
    )
    return {
      ours: () => perSecond(jobs * effort, AT_ONCE, (job) => scoreExercise(exercise, job, sandbox)),
      peer: () => peer(PEER_JOBS * effort, PROCESSES),
      stop: () => sandbox.stop(),
    }
  },
})

export const scoringJavaScript = scoring('javascript', 2000, 400)
export const scoringPython = scoring('python', 500, 100)
