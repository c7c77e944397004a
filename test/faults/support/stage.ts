import { Redis } from 'ioredis'
import { Pool } from 'pg'
import type { Client } from '../../support/client.ts'
import { eventually } from '../../support/eventually.ts'
import { PUBLISH } from '../../support/operations.ts'
import { type OwnStores, startOwnStores } from '../../support/own-stores.ts'
import {
  type ApiProcess,
  type RoleOptions,
  type RoleProcess,
  type StoreUrls,
  startApiProcess,
  startRole,
  untilReady,
} from '../../support/processes.ts'
import { type ServerProxy, startProxy } from '../../support/proxy.ts'
import { keepHistory } from './history.ts'
import { Learner } from './learner.ts'
import { Ledger } from './ledger.ts'
import { definitions, type Program } from './simulations.ts'
import { startWatch, type Watch } from './watch.ts'

/** Short, so that a lost worker is found soon; everything else as in production. */
const LEASE_MS = 2000
/** How faults of the system are retried on this stage. */
export const RETRIES = { max: 3, delayMs: 300, multiplier: 2 }

const SETTINGS = {
  LEASE_MS: String(LEASE_MS),
  MAX_RETRIES: String(RETRIES.max),
  RETRY_DELAY: String(RETRIES.delayMs),
  BACKOFF_MULTIPLIER: String(RETRIES.multiplier),
}

/** How a process is started: with settings of its own, or on its own ways to the stores. */
export type Casting = RoleOptions & Partial<StoreUrls>

/** Stores, processes on them, and what their clients were told. */
export class Stage {
  readonly stores: OwnStores
  readonly sql: Pool
  readonly redis: Redis
  readonly ledger = new Ledger()
  readonly #apis: ApiProcess[] = []
  readonly #workers: RoleProcess[] = []
  readonly #proxies: ServerProxy[] = []
  /** APIs on ways of their own to the stores, which end with a test. */
  readonly #guests = new Set<ApiProcess>()
  readonly #over = new AbortController()

  private constructor(stores: OwnStores) {
    this.stores = stores
    this.sql = new Pool({ connectionString: stores.databaseUrl, max: 4 })
    this.sql.on('error', () => {}) // Its connections die with those of everybody else.
    this.redis = new Redis(stores.redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
    this.redis.on('error', () => {})
  }

  /** Opens stores of its own with one API on them, and publishes what there is to score. */
  static async open(): Promise<Stage> {
    const stage = new Stage(await startOwnStores())
    await keepHistory(stage.sql)
    const { client } = await stage.startApi()
    for (const definition of definitions()) await client.ask(PUBLISH, { input: { definition } })
    return stage
  }

  async startApi(casting: Casting = {}): Promise<ApiProcess> {
    const api = await startApiProcess({ ...this.stores, ...casting }, withSettings(casting))
    this.#apis.push(api)
    if (casting.databaseUrl !== undefined || casting.redisUrl !== undefined) this.#guests.add(api)
    return api
  }

  /** Starts a worker and waits until it takes jobs. */
  async startWorker(casting: Casting = {}): Promise<RoleProcess> {
    const worker = startRole('worker', { ...this.stores, ...casting }, withSettings(casting))
    this.#workers.push(worker)
    await untilReady(worker)
    return worker
  }

  /** A proxy to one of the stores, for the length of a test. */
  async openProxy(store: 'databaseUrl' | 'redisUrl'): Promise<ServerProxy> {
    const proxy = await startProxy(this.stores[store])
    this.#proxies.push(proxy)
    return proxy
  }

  get apis(): readonly ApiProcess[] {
    return this.#apis.filter((api) => api.alive())
  }

  get workers(): readonly RoleProcess[] {
    return this.#workers.filter((worker) => worker.alive())
  }

  /** An API that lives; another one each time. */
  readonly anyClient = (): Client => {
    const { apis } = this
    this.#turn += 1
    const api = apis[this.#turn % apis.length]
    if (api === undefined) throw new Error('no API lives')
    return api.client
  }
  #turn = 0

  /** A client whose acknowledgements are held against the record. */
  learner(client: () => Client = this.anyClient, id?: string): Learner {
    return new Learner(this.ledger, client, id)
  }

  /** Watches a job, over WebSocket and over SSE in turn. */
  watch(jobId: string, client: () => Client = this.anyClient): Watch {
    const transport = this.ledger.watches.length % 2 === 0 ? 'watch' : 'watchSse'
    const watch = startWatch(jobId, client, transport, this.#over.signal)
    this.ledger.watches.push(watch)
    return watch
  }

  /**
   * Hands a program in, and waits until its worker tells how far it has come: that a job is RUNNING stands in the record
   * before its worker has heard so.
   */
  async handInToBeAtWork(program: Program): Promise<string> {
    const id = await this.learner().handIn(program)
    const watch = this.watch(id)
    await eventually(async () => watch.seen.some(({ progress }) => progress !== null), 30_000)
    return id
  }

  /** One row, or undefined. */
  async row(query: string, values: readonly unknown[] = []) {
    return (await this.sql.query(query, [...values])).rows[0]
  }

  /** A job's row. */
  job(id: string) {
    return this.row('select * from score_jobs where id = $1', [id])
  }

  async untilStatus(id: string, status: string, ms?: number): Promise<void> {
    await eventually(async () => (await this.job(id))?.status === status, ms)
  }

  /** How the runs of a job ended, the first one first. */
  async outcomes(id: string): Promise<string[]> {
    const query = 'select outcome from score_job_runs where job_id = $1 order by number'
    return (await this.sql.query(query, [id])).rows.map(({ outcome }) => outcome)
  }

  /** The live worker that runs a job: the pid is part of its name. */
  async workerOf(jobId: string): Promise<RoleProcess | undefined> {
    const query = `select worker from score_job_runs where job_id = $1 and outcome = 'RUNNING'`
    const { worker } = (await this.row(query, [jobId])) ?? {}
    return this.workers.find(({ pid }) => worker?.includes(`-${pid}-`))
  }

  /** Something to work with is there: what a test has ended on purpose, others would have replaced. */
  async ensureRoles(): Promise<void> {
    if (this.apis.length === 0) await this.startApi()
    if (this.workers.length === 0) await this.startWorker()
  }

  /** Ends the workers, the proxies, and all APIs but one, for the next test, which finds one in any case. */
  async strike(): Promise<void> {
    const kept = this.apis.find((api) => !this.#guests.has(api))
    const others = this.apis.filter((api) => api !== kept)
    await Promise.all([...others, ...this.workers].map((role) => role.end('SIGTERM')))
    await Promise.all(this.#proxies.splice(0).map((proxy) => proxy.stop()))
    if (this.apis.length === 0) await this.startApi()
  }

  /** Ends everything, whatever state it is in. */
  async close(): Promise<void> {
    this.#over.abort()
    await Promise.all([...this.apis, ...this.workers].map((role) => role.end('SIGKILL')))
    await this.sql.end()
    this.redis.disconnect()
    await Promise.all(this.#proxies.map((proxy) => proxy.stop()))
    await this.stores.stop()
  }
}

function withSettings({ env, preload }: Casting): RoleOptions {
  return { env: { ...SETTINGS, ...env }, ...(preload === undefined ? {} : { preload }) }
}
