import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlRunner, type SqlRunner } from './open-runner.ts'
import { against, casesOf } from './testing/shop.ts'

// One process runs all of these, one after the other.

let runner: SqlRunner

beforeAll(async () => {
  runner = await openSqlRunner({ processes: 1 })
}, 120_000)

afterAll(() => runner.stop())

const LIMITS = { timeMs: 500, memoryMb: 64 }

/** The single value that `probe` returns behind `text`, as the failure against another one shows it. */
async function returned(probe: string, text = ''): Promise<string> {
  const run = against("select 'model' where false", `${text}; select (${probe})::text`, { limits: LIMITS })
  const [outcome] = casesOf(await runner.query(run))
  if (outcome === undefined || outcome.passed) throw new Error('expected a row')
  return outcome.actual ?? outcome.message
}

describe('the database of a run', () => {
  it.each([
    ['a table', 'create table mine (a int)', "select to_regclass('mine')"],
    [
      'committed rows',
      "begin; insert into customers values (9, 'x'); commit",
      'select count(*) from customers',
    ],
    ['dropped tables', 'drop table orders; commit', "select to_regclass('orders')"],
    ['an open transaction', 'begin; delete from orders', 'select count(*) from orders'],
    ['a sequence', 'create sequence s', "select to_regclass('s')"],
    ['a setting', "set timezone = 'Asia/Tokyo'", "select current_setting('timezone')"],
    ['a search path', 'create schema s; set search_path = s', 'select current_schemas(true)'],
    ['the role', 'create role r; grant r to learner; set role r', 'select current_user'],
    [
      'a setting of the role',
      'alter role learner set work_mem = 64',
      'select count(*) from pg_db_role_setting',
    ],
    ['a role', 'create role r', "select count(*) from pg_roles where rolname = 'r'"],
    ['a prepared statement', 'prepare p as select 1', 'select count(*) from pg_prepared_statements'],
    ['a cursor', 'declare c cursor with hold for select 1; commit', 'select count(*) from pg_cursors'],
    ['a temporary table', 'create temp table t (a int)', "select to_regclass('pg_temp.t')"],
    ['a function', "create function f() returns int language sql as 'select 1'", "select to_regproc('f')"],
    [
      'an advisory lock',
      'do $$ begin perform pg_advisory_lock(1); end $$',
      "select count(*) from pg_locks where locktype = 'advisory'",
    ],
    ['a comment', "comment on table orders is 'x'", "select obj_description('orders'::regclass)"],
    ['statistics', 'analyze', "select count(*) from pg_stats where tablename = 'orders'"],
    ['a listener', 'listen c; commit', 'select count(*) from pg_listening_channels()'],
    [
      'a large object',
      "do $$ begin perform lo_from_bytea(0, 'x'); end $$",
      'select count(*) from pg_largeobject_metadata',
    ],
    ['chance', 'do $$ begin perform random(); end $$', 'select random()'],
    ['strong chance', 'do $$ begin perform gen_random_uuid(); end $$', 'select gen_random_uuid()'],
    ['numbers of transactions', 'create table t (a int); commit', 'select pg_current_xact_id()'],
    ['numbers of objects', 'create table t (a int)', 'select max(oid) from pg_class'],
    [
      'files',
      'create table t as select repeat(i::text, 100) from generate_series(1, 20000) i; commit',
      "select pg_database_size('postgres')",
    ],
  ])('shows nothing of what an earlier one left: %s', async (_what, text, probe) => {
    const before = await returned(probe)
    expect(await returned(probe, text)).not.toBe(before)
    expect(await returned(probe)).toBe(before)
  })

  it.each([
    ['an error in a transaction', 'begin; create table t (a int); select 1 / 0'],
    [
      'work that was stopped',
      'create table t (a int); commit; select count(*) from pg_class a, pg_class b, pg_class c',
    ],
    [
      'memory that ran out',
      "create table t (a int); commit; select string_agg(repeat('x', 1000000), '') from generate_series(1, 500)",
    ],
    [
      'files that ran out',
      'create table t (a int); commit; select count(*) from (select * from generate_series(1, 1e12)) s',
    ],
    ['output that was cut off', 'create table t (a int); commit; select repeat($$x$$, 10000000)'],
  ])(
    'is none that an earlier one ended in: %s',
    async (_what, text) => {
      const probe = 'select array[pg_current_xact_id()::text, max(oid)::text, count(*)::text] from pg_class'
      const before = await returned(probe)
      await runner.query(against('select 1', text, { limits: LIMITS }))
      expect(await returned(probe)).toBe(before)
    },
    60_000,
  )

  it('shows the setup what the setup expects, whatever an earlier answer did', async () => {
    const vandal = `drop schema public cascade; create schema public; create table customers (a int);
      create function public.abs(int) returns int language sql as 'select 666'; commit`
    await runner.query(against('select 1', vandal))
    expect(
      casesOf(await runner.query(against('select abs(-1), count(*) from customers', 'select 1, 3'))),
    ).toEqual([{ name: 'result set', passed: true }])
  })

  it('is the same for the model answer and for the answer', async () => {
    const probes =
      'select now(), clock_timestamp(), random(), gen_random_uuid(), pg_current_xact_id()::text, ctid::text from orders'
    const model = `create table mine (a int); ${probes}`
    expect(casesOf(await runner.query(against(model, model)))).toEqual([{ name: 'result set', passed: true }])
    expect(casesOf(await runner.query(against(model, probes)))).toEqual([
      { name: 'result set', passed: true },
    ])
  })
})

describe('time and chance', () => {
  it('stand still: at midnight of 1 January 2024, UTC', async () => {
    expect(await returned('select now()')).toBe("('2024-01-01 00:00:00+00')")
    expect(await returned('select clock_timestamp()')).toBe("('2024-01-01 00:00:00+00')")
    expect(await returned("select current_setting('timezone')")).toBe("('UTC')")
  })
})
