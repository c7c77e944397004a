import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE } from '../support/operations.ts'
import { readiness } from '../support/processes.ts'
import { insist, Unacknowledged } from './support/learner.ts'
import { GOOD, LONG, QUIZ } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'
import { endOf } from './support/watch.ts'

const stage = useStage()

/** A client's request while Postgres is away. */
function tryToCreate(): Promise<Answer> {
  const input = { learnerId: 'ada', ...QUIZ, idempotencyKey: randomUUID() }
  return stage().anyClient().ask(CREATE, { input })
}

describe('Postgres', () => {
  it('15: restarts: clients are told to try again, nothing is acknowledged, and workers carry on', async () => {
    await stage().startWorker()
    const running = await stage().learner().handIn(LONG)
    await stage().untilStatus(running, 'RUNNING')
    const watch = stage().watch(running)
    await stage().stores.endPostgres('SIGINT')
    const [api] = stage().apis
    await eventually(async () => api !== undefined && (await readiness(api))?.postgres === 'down')
    const refused = await tryToCreate()
    await stage().stores.startPostgres()

    expect(refused.data?.createSubmission ?? null).toBeNull()
    expect(refused.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }])
    expect(await endOf(watch, 60_000)).toMatchObject({ status: 'DONE' })
  })

  it('15: loses every connection: clients that repeat come through, and workers carry on', async () => {
    await stage().startWorker()
    const running = await stage().learner().handIn(LONG)
    await stage().untilStatus(running, 'RUNNING')
    const watches = [stage().watch(running)]
    const { rows } = await stage().sql.query(`
      select pg_terminate_backend(pid) as ended from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    const learner = stage().learner()
    watches.push(stage().watch(await insist(() => learner.handIn(GOOD))))

    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ ended }) => ended)).toBe(true)
    for (const watch of watches) expect(await endOf(watch, 60_000)).toMatchObject({ status: 'DONE' })
  })

  it('15: dies, and forgets a claim: the job is claimed again, with no help of the reconciler', async () => {
    // Nobody waits for a claim to be on disk, and for so long nothing else puts it there.
    await stage().sql.query(`alter system set wal_writer_delay = '10s'`)
    await stage().sql.query('select pg_reload_conf()')
    const running = await stage().learner().handIn(LONG)
    const preload = [new URL('./sabotage/no-reconciler.ts', import.meta.url)]
    await stage().startWorker({ env: { LEASE_MS: '15000' }, preload })
    await stage().untilStatus(running, 'RUNNING')
    const watch = stage().watch(running)
    await stage().stores.endPostgres('SIGQUIT')
    await stage().stores.startPostgres()

    expect(await stage().outcomes(running)).toEqual([])
    expect(await endOf(watch, 60_000)).toMatchObject({ status: 'DONE' })
  })

  it('16: dies during a commit: nothing is acknowledged, and the key settles whether it was written', async () => {
    // A commit that waits for a standby which is not there: written to the log, not yet told to anybody.
    await setStandby(`'nobody'`)
    const key = randomUUID()
    const outcome = stage()
      .learner()
      .create(GOOD, key)
      .catch((error: unknown) => error)
    // This commit, and not one of the API's own beside it.
    const waiting = `
      select 1 from pg_stat_activity where wait_event = 'SyncRep' and query like '-- create submissions%'`
    await eventually(() => stage().row(waiting))
    await stage().stores.endPostgres('SIGQUIT')

    expect(await outcome).toBeInstanceOf(Unacknowledged)
    await stage().stores.startPostgres()
    await setStandby(`''`)
    const written = await stage().row('select id from submissions where idempotency_key = $1', [key])
    expect(await stage().learner().create(GOOD, key)).toBe(written?.id)
    const { n } = await stage().row('select count(*)::int as n from submissions where idempotency_key = $1', [
      key,
    ])
    expect(n).toBe(1)
  })

  it('16: dies before a commit: nothing is acknowledged, and the repeat is the first', async () => {
    const proxy = await stage().openProxy('databaseUrl')
    const databaseUrl = proxy.url
    const api = await stage().startApi({ databaseUrl })
    const key = randomUUID()
    proxy.hold('up', 'create submissions')
    const outcome = stage()
      .learner(() => api.client)
      .create(GOOD, key)
      .catch((error: unknown) => error)
    await eventually(async () => proxy.isHolding())
    await stage().stores.endPostgres('SIGQUIT')
    proxy.reset()

    expect(await outcome).toBeInstanceOf(Unacknowledged)
    proxy.restore()
    await stage().stores.startPostgres()
    expect(await stage().row('select id from submissions where idempotency_key = $1', [key])).toBeUndefined()
    await stage().learner().create(GOOD, key)
  })
})

async function setStandby(names: string): Promise<void> {
  await eventually(() =>
    stage()
      .sql.query(`alter system set synchronous_standby_names = ${names}`)
      .catch(() => null),
  )
  await stage().sql.query('select pg_reload_conf()')
  await eventually(async () => {
    const { setting } = await stage().row(`select current_setting('synchronous_standby_names') as setting`)
    return `'${setting}'` === names
  })
}
