import { cut } from '../../domain/limits.ts'
import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome, SqlRun, SqlRunResult } from '../../scoring/sandbox.ts'
import { failed } from '../judging/outcome.ts'
import { ANY_ORDER, type Difference, type Order, setDifference } from './compare/difference.ts'
import { Postgres } from './engine/postgres.ts'
import type { Reply, ResultSet } from './engine/reply.ts'
import { type Fault, faultOf } from './faults.ts'
import { sortColumns } from './sort-columns.ts'
import { isReply, readTables, type Tables, tablesDifference } from './tables.ts'

/** For the author's setup, whose work is not the learner's. */
const SETUP_LIMITS: TaskLimits = { timeMs: 20_000, memoryMb: 512 }
/** Model answers whose results are kept, the last ones used; one with more rows is run each time. */
const KEPT_MODELS = 16
const KEPT_ROWS = 5000
const TABLES_CASE = 'tables'
/** Some editors begin a file with it; to Postgres it is a syntax error. */
const BYTE_ORDER_MARK = /^\uFEFF/

/** What the model answer gives: result sets, or, where it returns none, the tables that it leaves behind. */
type Model = { readonly sets: readonly ResultSet[]; readonly order: Order } | { readonly tables: Tables }
type Refusal = Extract<SqlRunResult, { judged: false }>

/** Judges answers, one after the other, each on a database of its own. */
export class Judge {
  readonly #postgres: Postgres
  readonly #models = new Map<string, Model | Refusal>()

  /** Starts Postgres on a folder that `makeDataFolder` has made. */
  static async open(dataFolder: Blob): Promise<Judge> {
    return new Judge(await Postgres.open(dataFolder))
  }

  private constructor(postgres: Postgres) {
    this.#postgres = postgres
  }

  /**
   * Runs the model answer and the answer, each on a fresh database that the setup has filled, and holds them against
   * each other.
   *
   * Every statement that returns rows gives a result set. There is one case for each of the model answer's; what the
   * answer returns beyond those is not looked at, nor is an error after them. Where the model answer returns none,
   * the one case is whether the tables and views hold the same rows in the end: uncommitted work is not kept, and a
   * text in which a statement fails has changed nothing, unless it commits in between.
   */
  async judge(run: SqlRun): Promise<SqlRunResult> {
    const model = await this.#model(run)
    if ('judged' in model) return model
    const broken = await this.#setUp(run)
    if (broken !== null) return broken
    const answer = run.answer.replace(BYTE_ORDER_MARK, '')
    const reply = this.#run(answer, run.limits)
    const fault = faultOf(reply, answer, run.limits)
    if ('sets' in model) return { judged: true, cases: judgeSets(model, reply.sets, fault, answer) }
    return { judged: true, cases: [this.#judgeTables(model.tables, fault, run)] }
  }

  async #model(run: SqlRun): Promise<Model | Refusal> {
    const key = JSON.stringify([run.setup, run.query, run.ordered, run.limits])
    const model = this.#models.get(key) ?? (await this.#runModel(run))
    this.#models.delete(key)
    if (rowsOf(model) > KEPT_ROWS) return model
    this.#models.set(key, model)
    const [oldest] = this.#models.keys()
    if (this.#models.size > KEPT_MODELS && oldest !== undefined) this.#models.delete(oldest)
    return model
  }

  async #runModel(run: SqlRun): Promise<Model | Refusal> {
    const broken = await this.#setUp(run)
    if (broken !== null) return broken
    const reply = this.#run(run.query, run.limits)
    const fault = faultOf(reply, run.query, run.limits)
    if (fault !== null) return refusal('query', fault.message)
    if (reply.sets.length > 0) return { sets: reply.sets, order: this.#orderOf(run, reply.sets) }
    const tables = readTables(this.#postgres, run.limits)
    if (!isReply(tables)) return { tables }
    const message = faultOf(tables, '', run.limits)?.message ?? ''
    return refusal('query', `the tables that it leaves cannot be read: ${message}`)
  }

  /** Sorting leaves open in which order those come that are equal in what it goes by. */
  #orderOf({ query, ordered, limits }: SqlRun, [set, second]: readonly ResultSet[]): Order {
    if (!ordered) return ANY_ORDER
    const single = set !== undefined && second === undefined
    return { counts: true, sortedBy: single ? sortColumns(this.#postgres, query, set, limits) : null }
  }

  async #setUp({ setup, limits }: SqlRun): Promise<Refusal | null> {
    await this.#postgres.fresh()
    this.#postgres.limit(SETUP_LIMITS)
    const fault = faultOf(this.#run(setup, SETUP_LIMITS), setup, SETUP_LIMITS)
    if (fault !== null) return refusal('setup', fault.message)
    this.#postgres.limit(limits)
    return null
  }

  #run(text: string, limits: TaskLimits): Reply {
    return this.#postgres.run(text, limits)
  }

  #judgeTables(expected: Tables, fault: Fault | null, run: SqlRun): CaseOutcome {
    if (fault !== null) return faulty(TABLES_CASE, fault)
    const tables = readTables(this.#postgres, run.limits)
    if (!isReply(tables)) return outcome(TABLES_CASE, tablesDifference(expected, tables))
    const unreadable = faultOf(tables, '', run.limits)
    return failed(TABLES_CASE, unreadable?.fault ?? 'exception', unreadable?.message ?? '')
  }
}

function rowsOf(model: Model | Refusal): number {
  if ('judged' in model) return 0
  const sets = 'sets' in model ? model.sets : [...model.tables.values()]
  return sets.reduce((sum, { rows }) => sum + rows.length, 0)
}

function refusal(part: Refusal['part'], message: string): Refusal {
  return { judged: false, part, message: cut(message) }
}

function judgeSets(
  { sets: expected, order }: Extract<Model, { readonly order: Order }>,
  actual: readonly ResultSet[],
  fault: Fault | null,
  answer: string,
): CaseOutcome[] {
  return expected.map((wanted, i) => {
    const name = expected.length === 1 ? 'result set' : `result set ${i + 1}`
    const set = actual[i]
    if (set !== undefined) return outcome(name, setDifference(wanted, set, order))
    if (fault !== null) return faulty(name, fault)
    return failed(name, 'assertion', missingMessage(answer, expected.length, actual.length))
  })
}

function missingMessage(answer: string, expected: number, received: number): string {
  if (answer.trim() === '') return 'the answer is empty'
  if (received === 0) return 'the answer returns no result set: it has no SELECT or RETURNING'
  return `expected ${expected} result sets, received ${received}`
}

function faulty(name: string, { fault, message, at }: Fault): CaseOutcome {
  return failed(name, fault, message, at === undefined ? {} : { at })
}

function outcome(name: string, difference: Difference | null): CaseOutcome {
  if (difference === null) return { name, passed: true }
  const { message, ...values } = difference
  return failed(name, 'assertion', message, values)
}
