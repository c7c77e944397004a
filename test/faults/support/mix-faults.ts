import { eventually } from '../../support/eventually.ts'
import { type RoleProcess, readiness } from '../../support/processes.ts'
import type { ServerProxy } from '../../support/proxy.ts'
import type { Random } from './random.ts'
import { childrenOf } from './sandbox-processes.ts'
import type { Casting, Stage } from './stage.ts'

/** What the faults of a mix are done to. */
export interface Scene {
  readonly stage: Stage
  readonly random: Random
  /** How every process is started: by way of the proxies. */
  readonly casting: Casting
  readonly toRedis: ServerProxy
  readonly toPostgres: ServerProxy
  /** Waits until `n` submissions have been acknowledged since the fault began: an outage that matters to nobody proves nothing. */
  untilAcknowledged(n: number): Promise<void>
}

/** A fault from its beginning to its end. Throws when it has not landed. */
type Fault = (scene: Scene) => Promise<unknown>

async function endWorker({ stage, random, casting }: Scene, signal: 'SIGKILL' | 'SIGTERM') {
  await random.pick(stage.workers).end(signal)
  await stage.startWorker(casting)
}

async function endApi({ stage, random, casting }: Scene, signal: 'SIGKILL' | 'SIGTERM') {
  // Another one first: with none at all nobody would hand anything in.
  const doomed = random.pick(stage.apis)
  await stage.startApi(casting)
  await doomed.end(signal)
}

async function freezeWorker({ stage, random }: Scene) {
  const frozen = random.pick(stage.workers)
  frozen.child.kill('SIGSTOP')
  const held = `select 1 from score_job_runs where outcome = 'RUNNING' and worker like $1`
  await eventually(async () => (await stage.row(held, [`%-${frozen.pid}-%`])) === undefined, 60_000)
  frozen.child.kill('SIGCONT')
}

async function killSandbox({ stage, random }: Scene) {
  for (const pid of childrenOf(random.pick(stage.workers).pid)) process.kill(pid, 'SIGKILL')
}

async function killRedis({ stage, untilAcknowledged }: Scene) {
  await stage.stores.signalRedis('SIGKILL')
  await untilAcknowledged(10)
  await stage.stores.startRedis()
}

async function freezeRedis({ stage, untilAcknowledged }: Scene) {
  await stage.stores.signalRedis('SIGSTOP')
  await eventually(async () => (await isDegraded(stage.apis)) !== undefined, 30_000)
  await untilAcknowledged(10)
  await stage.stores.signalRedis('SIGCONT')
}

async function isDegraded(roles: readonly RoleProcess[]) {
  const said = await Promise.all(roles.map(readiness))
  return said.find((ready) => ready?.status === 'degraded')
}

async function fillRedis({ stage, untilAcknowledged }: Scene) {
  await stage.redis.config('SET', 'maxmemory', '1')
  await untilAcknowledged(10)
  await stage.redis.config('SET', 'maxmemory', '0')
}

async function makeRedisReadOnly({ stage, untilAcknowledged }: Scene) {
  await stage.redis.call('REPLICAOF', '127.0.0.1', '1')
  await untilAcknowledged(10)
  await stage.redis.call('REPLICAOF', 'NO', 'ONE')
}

async function slowDown({ toRedis, toPostgres, untilAcknowledged }: Scene) {
  for (const proxy of [toRedis, toPostgres]) proxy.delay(100)
  await untilAcknowledged(10)
  for (const proxy of [toRedis, toPostgres]) proxy.restore()
}

async function terminateBackends({ stage }: Scene) {
  const { ended } = await stage.row(`
    select count(*) filter (where pg_terminate_backend(pid))::int as ended from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  if (ended === 0) throw new Error('Postgres had no connection to terminate')
}

async function crashPostgres({ stage }: Scene) {
  await stage.stores.endPostgres('SIGQUIT')
  await stage.stores.startPostgres()
}

/** Every fault that a mix is made of, by what is printed when it is done. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'a worker is killed': (scene) => endWorker(scene, 'SIGKILL'),
  'a worker is stopped': (scene) => endWorker(scene, 'SIGTERM'),
  'a worker is frozen past its leases': freezeWorker,
  'an API is killed': (scene) => endApi(scene, 'SIGKILL'),
  'an API is stopped': (scene) => endApi(scene, 'SIGTERM'),
  'sandbox processes are killed': killSandbox,
  'Redis is killed': killRedis,
  'Redis is frozen': freezeRedis,
  'Redis forgets everything': ({ stage }) => stage.redis.flushall(),
  'Redis is out of memory': fillRedis,
  'Redis is read-only': makeRedisReadOnly,
  'Redis kills its connections': ({ stage }) => stage.redis.call('CLIENT', 'KILL', 'SKIPME', 'yes'),
  'connections to Redis are reset': async ({ toRedis }) => toRedis.reset(),
  'connections to Redis go dead': async ({ toRedis }) => toRedis.abandon(),
  'connections to Postgres are reset': async ({ toPostgres }) => toPostgres.reset(),
  'the network is slow': slowDown,
  'Postgres ends its connections': terminateBackends,
  'Postgres crashes': crashPostgres,
}
