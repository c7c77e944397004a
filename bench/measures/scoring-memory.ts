import { availableParallelism } from 'node:os'
import { openSandbox } from '../../src/sandbox/index.ts'
import { type Measure, perSecond } from '../measure.ts'
import { childrenOf, treeMb } from '../process-memory.ts'
import { readExercise, scoreExercise } from '../ten-tests.ts'

const PROCESSES = availableParallelism()
const JOBS_A_ROUND = 2000
/** So many jobs go by until the engines have compiled what they run often, and their heaps have found their size. */
const SETTLING_JOBS = 4000

/** Whether the processes that run learners' programs grow: once they have settled, the rounds score 10,000 jobs. */
const poolMemory = (language: 'javascript' | 'python'): Measure => ({
  name: `scoring-memory-${language}`,
  what: `growth of the ${language} pool's processes, all together, over ${JOBS_A_ROUND} scored jobs`,
  unit: 'MB',
  better: 'lower',
  bound: 2,
  async open(_stores, effort) {
    const exercise = readExercise(language)
    const sandbox = openSandbox({ processes: PROCESSES })
    await sandbox.start([language, 'analysis'])
    let job = 0
    const scoreJobs = (count: number) =>
      perSecond(count * effort, PROCESSES * 3, () => scoreExercise(exercise, job++, sandbox))
    await scoreJobs(SETTLING_JOBS)
    return {
      async ours() {
        const before = poolMb()
        await scoreJobs(JOBS_A_ROUND)
        return poolMb() - before
      },
      notes: async () => [`the pool holds ${poolMb().toFixed(0)} MB after ${job} jobs`],
      stop: () => sandbox.stop(),
    }
  },
})

export const poolMemoryJavaScript = poolMemory('javascript')
export const poolMemoryPython = poolMemory('python')

/** The stores are children of this process too; Node's permissions mark the pool's. */
const poolMb = () =>
  childrenOf(process.pid)
    .filter(({ command }) => command.includes('--permission'))
    .reduce((sum, child) => sum + treeMb(child), 0)
