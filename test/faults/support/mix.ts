import { eventually } from '../../support/eventually.ts'
import { insist } from './learner.ts'
import { FAULTS, type Scene } from './mix-faults.ts'
import { Random } from './random.ts'
import { ENDLESS, GOOD, PARTIAL, type Program, QUIZ } from './simulations.ts'
import type { Stage } from './stage.ts'

export interface MixOptions {
  /** Decides which faults come, when, and what is handed in. */
  readonly seed: number
  readonly submissions: number
  readonly workers: number
  /** Submissions from one fault to the next. */
  readonly every: number
  /** Told of each fault that has landed. */
  readonly tell: (fault: string) => void
}

const LEARNERS = 12
/** Mostly what is scored at once; an endless loop keeps a worker busy for a while. */
const PROGRAMS: readonly Program[] = [QUIZ, QUIZ, QUIZ, GOOD, GOOD, PARTIAL, ENDLESS]

/** A job that was handed in, and what it has to score. */
export type HandedIn = ReadonlyMap<string, Program>

/**
 * Has learners hand in work while one fault after the other befalls two APIs, some workers and their stores. The
 * faults are tied to the count of submissions, not to a clock, so that a seed tells the same story on any machine.
 */
export async function runMix(
  stage: Stage,
  { seed, submissions, workers, every, tell }: MixOptions,
): Promise<HandedIn> {
  const toRedis = await stage.openProxy('redisUrl')
  const toPostgres = await stage.openProxy('databaseUrl')
  const casting = { redisUrl: toRedis.url, databaseUrl: toPostgres.url }
  const [plain] = stage.apis
  await Promise.all([stage.startApi(casting), stage.startApi(casting)])
  await Promise.all(Array.from({ length: workers }, () => stage.startWorker(casting)))
  await plain?.end('SIGTERM')

  const handedIn = new Map<string, Program>()
  let begun = 0
  let faults = 0
  async function learn() {
    for (let n = begun++; n < submissions; n = begun++) {
      // No further ahead of the faults than one of them: each has to meet work under way.
      await eventually(async () => n < (faults + 2) * every, 300_000)
      const random = new Random(seed * 1_000_003 + n)
      const program = random.pick(PROGRAMS)
      const id = await handIn(stage, random, program, `mix-${seed}-${n}`)
      handedIn.set(id, program)
      if (random.below(5) === 0) stage.watch(id)
    }
  }
  async function trouble() {
    const random = new Random(seed)
    // Each comes once before any comes again.
    const left: string[] = []
    let before = 0
    const untilAcknowledged = async (n: number) => {
      const wanted = Math.min(before + n, submissions)
      await eventually(async () => handedIn.size >= wanted, 120_000)
    }
    const scene: Scene = { stage, random, casting, toRedis, toPostgres, untilAcknowledged }
    for (; faults < Math.floor(submissions / every); faults += 1) {
      await eventually(async () => handedIn.size >= faults * every, 300_000)
      if (left.length === 0) left.push(...Object.keys(FAULTS))
      const [name = ''] = left.splice(random.below(left.length), 1)
      before = handedIn.size
      tell(`${before}: ${name}`)
      await FAULTS[name]?.(scene)
    }
  }
  await Promise.all([trouble(), ...Array.from({ length: LEARNERS }, learn)])
  return handedIn
}

/** One learner's way, or a service's; each step is repeated until it is acknowledged. @returns the job's id */
async function handIn(stage: Stage, random: Random, program: Program, key: string): Promise<string> {
  const learner = stage.learner(stage.anyClient, key)
  if (random.below(10) === 0) return insist(() => learner.createJob(program, key), 300_000)
  const id = await insist(() => learner.create({ ...program, data: { draft: key } }, key), 300_000)
  for (let saves = random.below(3); saves > 0; saves -= 1) {
    await insist(() => learner.autosave(id, { draft: key, saves }), 300_000)
  }
  await insist(() => learner.autosave(id, program.data), 300_000)
  return insist(() => learner.submit(id), 300_000)
}
