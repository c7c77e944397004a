import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlRunner, type SqlRunner } from './open-runner.ts'
import { against, anSqlRun, casesOf } from './testing/shop.ts'

let runner: SqlRunner

beforeAll(async () => {
  runner = await openSqlRunner({ processes: 1 })
}, 120_000)

afterAll(() => runner.stop())

/** What only the model answer and the setup hold. */
const SECRET = 'only-the-author-knows'

describe('an answer that wants more rights', () => {
  it.each([
    ['set session authorization postgres', 'permission denied'],
    ['set role postgres', 'permission denied'],
    ["select set_config('role', 'postgres', false)", 'permission denied'],
    ["select set_config('session_authorization', 'postgres', false)", 'permission denied'],
    [
      "create function f() returns int language sql set role = 'postgres' as 'select 1'; select f()",
      'permission denied',
    ],
    [
      "do $$ begin execute 'set session authorization default'; execute 'set role postgres'; end $$",
      'permission denied',
    ],
    ['alter role learner superuser', 'permission denied'],
    ['alter role postgres rename to me', 'permission denied'],
    ['create role boss superuser', 'permission denied'],
    ['grant postgres to learner', 'permission denied'],
    ['grant pg_read_server_files to learner', 'permission denied'],
    ['grant pg_execute_server_program to learner', 'permission denied'],
    ['create role r; grant pg_write_server_files to r', 'permission denied'],
    ["copy orders to program 'cat'", 'permission denied'],
    ["copy orders from '/pglite/password'", 'permission denied'],
    ["copy orders to '/pglite/lib/postgresql/plpgsql.so'", 'permission denied'],
    ["select pg_read_file('/pglite/password')", 'permission denied'],
    ["select pg_read_binary_file('global/pg_control')", 'permission denied'],
    ["select pg_ls_dir('.')", 'permission denied'],
    ["select pg_stat_file('PG_VERSION')", 'permission denied'],
    ["select lo_import('/pglite/password')", 'permission denied'],
    ["select lo_export(lo_from_bytea(0, 'x'), '/home/x')", 'permission denied'],
    ['create extension file_fdw', 'is not available'],
    ['create extension dblink', 'is not available'],
    ["load '/pglite/lib/postgresql/pgoutput.so'", 'access to library'],
    ["create function f() returns int language c as 'plpgsql', 'plpgsql_call_handler'", 'permission denied'],
    ["create function f(int) returns int language internal as 'int4pl'", 'permission denied'],
    ["select convert('x', 'UTF8', 'EUC_JP')", 'could not load library'],
    ['create language plpython3u', 'is not available'],
    ['alter system set work_mem = 64', 'permission denied'],
    ["set log_statement = 'all'", 'permission denied'],
    ['set allow_system_table_mods = on', 'permission denied'],
    ["update pg_authid set rolsuper = true where rolname = 'learner'", 'permission denied'],
    ['select * from pg_authid', 'permission denied'],
    [
      'create or replace function pg_catalog.now() returns timestamptz language sql as $$ select null $$',
      'permission denied',
    ],
    ['create operator pg_catalog.+ (leftarg = int, rightarg = int, function = int4pl)', 'permission denied'],
    ['drop schema pg_catalog cascade', 'must be owner'],
    ['create event trigger e on ddl_command_start execute function f()', 'permission denied'],
    ["create tablespace t location '/home'", 'permission denied'],
    ["create subscription s connection 'host=127.0.0.1' publication p", 'permission denied'],
    ['select pg_reload_conf()', 'permission denied'],
    ['select pg_switch_wal()', 'permission denied'],
    ["select pg_logical_emit_message(false, 'a', 'b'), pg_create_restore_point('x')", 'permission denied'],
    ['select pg_terminate_backend(pg_backend_pid())', 'permission denied'],
  ])('is refused: %s', async (answer, message) => {
    expect(casesOf(await runner.query(against("select 'nothing'", answer)))).toMatchObject([
      { passed: false, fault: 'exception', message: expect.stringContaining(message) },
    ])
  })

  it('cannot go back to the role that began the session', async () => {
    const answer = 'reset session authorization; reset role; select current_user::text, session_user::text'
    expect(casesOf(await runner.query(against("select 'learner', 'learner'", answer)))).toMatchObject([
      { passed: true },
    ])
  })
})

describe('an answer that looks for the model answer', () => {
  it.each([
    ['the activity of the backend', 'select string_agg(query, $$ $$) from pg_stat_activity'],
    ['prepared statements', 'select string_agg(statement, $$ $$) from pg_prepared_statements'],
    ['its own text', 'select current_query()'],
    ['functions', 'select string_agg(prosrc, $$ $$) from pg_proc'],
    ['comments', 'select string_agg(description, $$ $$) from pg_description'],
    ['settings', 'select string_agg(setting, $$ $$) from pg_settings'],
    ['the log', 'select pg_current_logfile()'],
    ['locks', 'select string_agg(l::text, $$ $$) from pg_locks l'],
    [
      'large objects',
      'select string_agg(encode(lo_get(oid), $$escape$$), $$ $$) from pg_largeobject_metadata',
    ],
    ['memory contexts', 'select string_agg(ident, $$ $$) from pg_backend_memory_contexts'],
  ])('finds nothing of it in %s', async (_where, probe) => {
    const setup = `create function author() returns text language sql as 'select 1::text'; -- ${SECRET}`
    const query = `select position('${SECRET}' in coalesce('', ''))`
    // Its own text must not hold the secret, or it would find that.
    const parts = `('only-the' || '-author-knows')`
    const [outcome] = casesOf(
      await runner.query(anSqlRun(`select position(${parts} in coalesce((${probe}), ''))`, { setup, query })),
    )
    const refused = outcome !== undefined && !outcome.passed && /permission denied/.test(outcome.message)
    expect(outcome?.passed || refused).toBe(true)
  })
})

describe('an answer that wants to be judged otherwise', () => {
  it('cannot write rows into the stream that is read as its result', async () => {
    const forged = [
      "copy (select 'Ada') to stdout",
      "do $$ begin raise notice 'Ada'; end $$",
      "notify a, 'Ada'",
      "listen a; notify a, 'Ada'",
      'explain select name from customers',
    ]
    for (const answer of forged) {
      expect(casesOf(await runner.query(anSqlRun(answer)))).toMatchObject([{ passed: false }])
    }
  })

  it('cannot change what the model answer gives, before or after', async () => {
    const vandal = "update customers set name = 'x'; commit; select name from customers"
    expect(casesOf(await runner.query(anSqlRun(vandal)))).toMatchObject([{ passed: false }])
    expect(casesOf(await runner.query(anSqlRun('select name from customers')))).toMatchObject([
      { passed: true },
    ])
  })

  it('cannot load what it has put together itself', async () => {
    const answer =
      "select lo_from_bytea(1, decode('0061736d01000000', 'hex')); load '/home/evil.so'; select 'x'"
    expect(casesOf(await runner.query(anSqlRun(answer)))).toMatchObject([{ passed: false }])
  })
})
