import { isDeepStrictEqual } from 'node:util'
import { eventually } from '../../support/eventually.ts'
import { readiness } from '../../support/processes.ts'
import { type Change, readHistory } from './history.ts'
import { insist } from './learner.ts'
import { QUIZ } from './simulations.ts'
import { RETRIES, type Stage } from './stage.ts'

/** A retry may come this much early: the clocks of Postgres, Redis and Node differ by so much at the most. */
const CLOCKS_MS = 50
const FINAL = ['DONE', 'ERROR', 'CANCELED']
const isFinal = (status: string | null) => status !== null && FINAL.includes(status)

/**
 * Holds everything that has happened on a stage against the seven invariants, once there has been time to recover.
 * @returns each violation, beginning with the invariant's name; none when all is well
 */
export async function violations(stage: Stage, { withinMs = 60_000 } = {}): Promise<string[]> {
  const found = [
    ...(await unrecovered(stage, withinMs)),
    ...(await unfinished(stage, withinMs)),
    ...(await faultyStreams(stage, withinMs)),
  ]
  const history = await readHistory(stage.sql)
  for (const changes of history.values())
    found.push(...faultyEnds(changes), ...faultyRetries(changes), ...brokenFinals(changes))
  return [...(await lostAcknowledgements(stage)), ...found]
}

/** I1: every acknowledged id is in Postgres with the acknowledged content. */
async function lostAcknowledgements({ ledger, sql }: Stage): Promise<string[]> {
  const ids = [...ledger.submissions.keys()]
  const submissions = new Map(
    (await sql.query('select id, data from submissions where id = any($1)', [ids])).rows.map(
      ({ id, data }) => [id, JSON.parse(data)],
    ),
  )
  const query = 'select id, data, submission_id from score_jobs where id = any($1)'
  const jobs = new Map((await sql.query(query, [[...ledger.jobs.keys()]])).rows.map((row) => [row.id, row]))
  const lost = [...ledger.submissions].filter(
    ([id, possible]) => !possible.some((data) => isDeepStrictEqual(data, submissions.get(id))),
  )
  const lostJobs = [...ledger.jobs].filter(([id, job]) => {
    const row = jobs.get(id)
    if (row === undefined) return true
    return 'data' in job
      ? !isDeepStrictEqual(job.data, JSON.parse(row.data))
      : row.submission_id !== job.submissionId
  })
  return [...lost, ...lostJobs].map(([id]) => `I1: ${id} was acknowledged, and is not so in the record`)
}

/** I2: every job reaches a final state in bounded time, with no hand on it. */
async function unfinished({ sql }: Stage, withinMs: number): Promise<string[]> {
  const query = `select id, status from score_jobs where status in ('QUEUED', 'RUNNING')`
  const read = async () => (await sql.query(query)).rows
  await eventually(async () => (await read()).length === 0, withinMs).catch(() => undefined)
  return (await read()).map(({ id, status }) => `I2: job ${id} is ${status} for good`)
}

/** I3: exactly one verdict and one final transition per job. */
function faultyEnds(changes: readonly Change[]): string[] {
  const ends = changes.filter(({ status }) => isFinal(status))
  if (ends.length <= 1) return [] // None at all: I2 tells.
  return [`I3: job ${ends[0]?.jobId} ended ${ends.length} times: ${ends.map(({ status }) => status)}`]
}

/** I4: at most MAX_RETRIES retries, spaced at least as configured. */
function faultyRetries(changes: readonly Change[]): string[] {
  return changes.flatMap((change, i) => {
    const before = changes[i - 1]
    if (before === undefined || change.retryCount === before.retryCount) return []
    const { jobId, retryCount } = change
    if (retryCount > RETRIES.max) return [`I4: job ${jobId} was retried ${retryCount} times`]
    const next = changes[i + 1]
    const wanted = RETRIES.delayMs * RETRIES.multiplier ** (retryCount - 1)
    const waited = next?.status === 'RUNNING' ? next.at - change.at : wanted
    return waited < wanted - CLOCKS_MS ? [`I4: job ${jobId} was retried after ${waited} ms`] : []
  })
}

/** I5: no final state is ever left; versions only rise. */
function brokenFinals(changes: readonly Change[]): string[] {
  return changes.flatMap((change, i) => {
    const before = changes[i - 1]
    const left = isFinal(change.from) ? [`I5: job ${change.jobId} left ${change.from}`] : []
    const fell = before !== undefined && change.version <= before.version
    return fell ? [...left, `I5: the version of job ${change.jobId} did not rise`] : left
  })
}

/** I6: every process recovers without a restart by hand: says so, and each worker takes jobs again. */
async function unrecovered(stage: Stage, withinMs: number): Promise<string[]> {
  const roles = [...stage.apis, ...stage.workers]
  const unready = await Promise.all(
    roles.map(async (role) => {
      const isWell = async () => (await readiness(role))?.status === 'ok'
      return (await becomesSo(isWell, withinMs)) ? [] : [`I6: ${role.url} does not recover`]
    }),
  )
  const since = (await stage.row('select clock_timestamp() as now')).now
  const idle = async () => {
    const { rows } = await stage.sql.query('select worker from score_job_runs where started_at >= $1', [
      since,
    ])
    return stage.workers.filter(({ pid }) => !rows.some(({ worker }) => worker.includes(`-${pid}-`)))
  }
  const allTakeJobs = async () => {
    await Promise.all(
      stage.apis.map(({ client }) => insist(() => stage.learner(() => client).createJob(QUIZ))),
    )
    return (await idle()).length === 0
  }
  await becomesSo(allTakeJobs, withinMs)
  return [...unready.flat(), ...(await idle()).map(({ pid }) => `I6: worker ${pid} takes no jobs`)]
}

/** I7: every watcher's stream ends with the state that Postgres has; versions only rise. */
async function faultyStreams({ ledger, sql }: Stage, withinMs: number): Promise<string[]> {
  const allOver = async () => ledger.watches.every((watch) => watch.isOver())
  await becomesSo(allOver, withinMs)
  const query = 'select id, status, version from score_jobs where id = any($1)'
  const { rows } = await sql.query(query, [ledger.watches.map(({ jobId }) => jobId)])
  const record = new Map(rows.map(({ id, ...state }) => [id, state]))
  return ledger.watches.flatMap(({ jobId, seen, ends, isOver }) => {
    const last = seen.at(-1)
    const state = record.get(jobId)
    const early = ends.slice(0, -1).includes('complete') ? [`I7: a stream of ${jobId} completed early`] : []
    const fell = seen.some(({ version }, i) => version < (seen[i - 1]?.version ?? 0))
    const falls = fell ? [`I7: a version of ${jobId} fell in a stream`] : []
    const isEnd = isOver() && last?.status === state?.status && last?.version === state?.version
    return [...early, ...falls, ...(isEnd ? [] : [`I7: a stream of ${jobId} ended with ${last?.status}`])]
  })
}

async function becomesSo(check: () => Promise<boolean>, ms: number): Promise<boolean> {
  return eventually(check, ms).catch(() => false)
}
