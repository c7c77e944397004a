import type { CaseOutcome, SqlRun, SqlRunResult } from '../../../scoring/sandbox.ts'

const SETUP = `
  create table customers (id int primary key, name text not null, city text);
  insert into customers values (1, 'Ada', 'Berlin'), (2, 'Bob', null), (3, 'Cid', 'Rome');
  create table orders (id int primary key, customer_id int references customers, amount numeric(10, 2), placed date);
  insert into orders values
    (1, 1, 10.50, '2024-01-05'), (2, 1, 20, '2024-01-06'), (3, 2, 7.25, '2024-02-01'), (4, null, 1, '2024-02-02')`

/** A run on a small shop; the model answer is what the names of all customers are, in order. */
export function anSqlRun(answer: string, overrides: Partial<SqlRun> = {}): SqlRun {
  return {
    setup: SETUP,
    query: 'select name from customers order by name',
    ordered: false,
    answer,
    limits: { timeMs: 2000, memoryMb: 64 },
    ...overrides,
  }
}

/** A run whose answer is held against one that selects `expected`. */
export function against(expected: string, answer: string, overrides: Partial<SqlRun> = {}): SqlRun {
  return anSqlRun(answer, { query: expected, ...overrides })
}

/** The cases of a run that could be judged. */
export function casesOf(result: SqlRunResult): readonly CaseOutcome[] {
  if (!result.judged) throw new Error(`not judged, because of the ${result.part}: ${result.message}`)
  return result.cases
}
