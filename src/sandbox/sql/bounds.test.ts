import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlRunner, type SqlRunner } from './open-runner.ts'
import { anSqlRun, casesOf } from './testing/shop.ts'

// Two processes take turns: what is bounded in one is bounded in the other.
let runner: SqlRunner

beforeAll(async () => {
  runner = await openSqlRunner({ processes: 2 })
}, 120_000)

afterAll(() => runner.stop())

const LIMITS = { timeMs: 300, memoryMb: 16 }
const RIGHT = 'select name from customers'

const judge = async (answer: string, limits = LIMITS) =>
  casesOf(await runner.query(anSqlRun(answer, { limits })))[0]

describe('a bound', () => {
  it.each([
    ['time', 'waiting', 'select pg_sleep(10)'],
    [
      'time',
      'an endless recursion of rows',
      'with recursive r (n) as (select 1 union all select n + 1 from r) select max(n) from r',
    ],
    [
      'time',
      'a join of everything with everything',
      'select count(*) from pg_class a, pg_class b, pg_class c, pg_class d',
    ],
    ['time', 'an endless procedure', 'do $$ begin loop end loop; end $$'],
    [
      'time',
      'an endless procedure that catches all',
      'do $$ begin loop begin perform 1 / 0; exception when others then end; end loop; end $$',
    ],
    [
      'memory',
      'a trigger that fires itself',
      `create function again() returns trigger language plpgsql as
      $$ begin update orders set amount = amount + 1; return new; end $$;
      create trigger again after update on orders for each statement when (pg_trigger_depth() < 1000000) execute function again();
      update orders set amount = 0`,
    ],
    ['memory', 'a huge number of rows', 'select * from generate_series(1, 1e12)'],
    ['memory', 'a huge text', "select length(repeat('x', 1000000000))"],
    [
      'memory',
      'texts that add up',
      "select string_agg(repeat('x', 1000000), '') from generate_series(1, 100)",
    ],
    [
      'memory',
      'a text that doubles',
      "do $$ declare a text := 'x'; begin loop a := a || a; end loop; end $$",
    ],
    [
      'memory',
      'a text that doubles, and an eye shut to it',
      `do $$ declare a text := 'x'; begin
      begin loop a := a || a; end loop; exception when out_of_memory then end; loop a := a || a; end loop; end $$`,
    ],
    [
      'memory',
      'a table that grows',
      'create table big as select repeat(md5(i::text), 50) from generate_series(1, 100000) i',
    ],
    ['output', 'rows without end', 'select generate_series(1, 1e12)'],
    ['output', 'huge notices', "do $$ begin loop raise notice '%', repeat('x', 100000); end loop; end $$"],
    ['stack', 'parentheses', `select ${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['stack', 'a long sum', `select 1${' + 1'.repeat(100_000)}`],
    ['stack', 'JSON that nests', `select '${'['.repeat(200_000)}'::json`],
    ['stack', 'a pattern that nests', `select 'a' ~ '${'('.repeat(100_000)}${')'.repeat(100_000)}'`],
  ])(
    'on %s ends %s',
    async (fault, _what, answer) => {
      expect(await judge(answer, { timeMs: 1000, memoryMb: 16 })).toMatchObject({ passed: false, fault })
      expect(await judge(RIGHT)).toMatchObject({ passed: true })
    },
    60_000,
  )

  it.each([
    ['a megabyte of text', `select '${'x'.repeat(1_000_000)}'`],
    ['a megabyte of comments', '/*'.repeat(500_000)],
    ['a megabyte of negations', `select ${'not '.repeat(250_000)} true`],
    ['ten thousand statements', 'select 1;'.repeat(10_000)],
    ['a list of everything', `select ${'1,'.repeat(100_000)}1`],
    ['a pattern that backtracks', "select repeat('a', 5000) ~ '(a|aa)+$b'"],
    [
      'procedures that call each other',
      `create function f(i int) returns int language plpgsql as $$ begin return f(i + 1); end $$; select f(1)`,
    ],
    ['half of a character', "select '\ud800'"],
    [
      'the end of the backend',
      'select pg_terminate_backend(pg_backend_pid()); select pg_cancel_backend(pg_backend_pid())',
    ],
  ])(
    'or an error ends %s',
    async (_what, answer) => {
      expect(await judge(answer)).toMatchObject({ passed: false })
      expect(await judge(RIGHT)).toMatchObject({ passed: true })
    },
    60_000,
  )

  it('on time allows the same work each time, whatever ran before', async () => {
    const work = (rows: number) =>
      `select name from customers where (select count(*) from generate_series(1, ${rows})) > 0`
    const fits = async (rows: number) =>
      (await judge(work(rows), { timeMs: 10, memoryMb: 64 }))?.passed === true
    let [within, past] = [1, 1_000_000]
    while (past - within > 1) {
      const middle = Math.floor((within + past) / 2)
      if (await fits(middle)) within = middle
      else past = middle
    }
    for (const other of [RIGHT, 'select pg_sleep(1)', 'create table t (a int); vacuum', 'select foo']) {
      await judge(other)
      expect(await fits(within)).toBe(true)
      expect(await fits(past)).toBe(false)
    }
  }, 60_000)

  it('on memory can be set above and below what Postgres has at first', async () => {
    const megabytes = (count: number) =>
      `select name from customers where length(repeat('x', ${count} * 1000000)) > 0`
    const fits = async (count: number, memoryMb: number) =>
      (await judge(megabytes(count), { timeMs: 2000, memoryMb }))?.passed
    expect(await fits(1, 8)).toBe(true)
    expect(await fits(12, 8)).toBe(false)
    expect(await fits(100, 300)).toBe(true)
    expect(await fits(12, 8)).toBe(false)
    expect(await fits(100, 64)).toBe(false)
  }, 60_000)
})

describe('the runner', () => {
  it('ends a run whose signal is aborted, and runs the next', async () => {
    const abort = new AbortController()
    const limits = { timeMs: 20_000, memoryMb: 64 }
    const running = runner.query(anSqlRun('select pg_sleep(1000)', { limits }), { signal: abort.signal })
    abort.abort(new Error('lease lost'))
    await expect(running).rejects.toThrow('lease lost')
    expect(await judge(RIGHT)).toMatchObject({ passed: true })
  }, 60_000)

  it('tells when the run is done', async () => {
    let done = 0
    await runner.query(anSqlRun(RIGHT), {
      onTest: () => {
        done += 1
      },
    })
    expect(done).toBe(1)
  })
})
