import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlRun } from '../../scoring/sandbox.ts'
import { openSqlRunner, type SqlRunner } from './open-runner.ts'
import { against, anSqlRun, casesOf } from './testing/shop.ts'

let runner: SqlRunner

beforeAll(async () => {
  runner = await openSqlRunner({ processes: 1 })
}, 120_000)

afterAll(() => runner.stop())

const judge = async (run: SqlRun) => casesOf(await runner.query(run))
const passed = (name = 'result set') => ({ name, passed: true })

describe('an answer', () => {
  it('passes when it returns what the model answer returns', async () => {
    expect(await judge(anSqlRun('select name from customers'))).toEqual([passed()])
  })

  it('may come from any editor: with a byte order mark, CRLF, and no semicolon at its end', async () => {
    expect(await judge(anSqlRun('\uFEFF-- all names\r\nselect name\r\nfrom customers'))).toEqual([passed()])
  })

  it('needs no more memory than the least that can be set', async () => {
    const answer =
      'select name from customers c left join orders o on o.customer_id = c.id group by name order by count(*)'
    const limits = { timeMs: 100, memoryMb: 4 }
    expect(await judge(anSqlRun(answer, { limits }))).toEqual([passed()])
  })

  it('may compute the same in another way', async () => {
    const model = `select c.name, sum(o.amount) from customers c join orders o on o.customer_id = c.id group by c.name`
    const answer = `select name, (select sum(amount)::float8 from orders where customer_id = c.id) as total
      from customers c where exists (select from orders o where o.customer_id = c.id)`
    expect(await judge(against(model, answer))).toEqual([passed()])
  })

  it('is held to the order of the rows only where that counts', async () => {
    const answer = 'select name from customers order by name desc'
    expect(await judge(anSqlRun(answer))).toEqual([passed()])
    expect(await judge(anSqlRun(answer, { ordered: true }))).toMatchObject([
      { passed: false, fault: 'assertion', message: expect.stringContaining('not in the order asked for') },
    ])
  })

  describe('to a model answer that sorts rows of which some are equal in that', () => {
    const rows = "(values (1, 'a', 5), (1, 'b', 3), (2, 'c', 4), (2, 'd', 4)) as r (n, name, size)"
    const inOrder = async (model: string, answer: string) => {
      const [outcome] = await judge(against(`${model} -- model`, answer, { ordered: true }))
      return outcome?.passed
    }

    it.each([
      ['a column', `select n, name from ${rows} order by n`],
      ['its place', `select n, name from ${rows} order by 1`],
      [
        'what a column is called',
        `select n as "} :sortClause (", name from ${rows} order by "} :sortClause ("`,
      ],
      ['an expression', `select n * 2, name from ${rows} order by n * 2`],
      [
        'a column of several queries',
        `with q as (select n, name from ${rows} order by name) select * from q union select 2, 'd' order by n`,
      ],
      ['a column of a name that comes twice', `select n, name as n from ${rows} order by r.n limit 9`],
    ])('may have those in any order: %s', async (_what, model) => {
      const [first, last] = model.includes('* 2') ? [2, 4] : [1, 2]
      const answer = (...names: string[]) =>
        `values ${names.map((name, i) => `(${i < 2 ? first : last}, '${name}')`).join(', ')}`
      expect(await inOrder(model, answer('b', 'a', 'd', 'c'))).toBe(true)
      expect(
        await inOrder(model, `select * from (${answer('b', 'a', 'd', 'c')}) a (n, s) order by n desc, s`),
      ).toBe(false)
      expect(await inOrder(model, answer('b', 'b', 'd', 'c'))).toBe(false)
    })

    it('has its rows in one order where the order goes by all columns, or by what is not returned', async () => {
      const swapped = "values (1, 'b'), (1, 'a'), (2, 'c'), (2, 'd')"
      expect(await inOrder(`select n, name from ${rows} order by n, name`, swapped)).toBe(false)
      expect(await inOrder(`select n, name from ${rows} order by n, size desc`, swapped)).toBe(false)
      expect(await inOrder(`select n, name from ${rows}`, swapped)).toBe(false)
      expect(await inOrder(`set work_mem = 64; select n, name from ${rows} order by n`, swapped)).toBe(false)
    })
  })

  it.each([
    [
      'a wrong value',
      "select 'x' from customers",
      "the row ('Ada') is missing, and ('x') should not be there",
    ],
    ['too few rows', 'select name from customers limit 2', 'expected 3 rows, received 2'],
    ['too many columns', 'select name, id from customers', 'expected 1 column, received 2'],
    ['another type', 'select id from customers', 'column 1 (id): expected text, received a number'],
    ['nothing', ' \n', 'the answer is empty'],
    ['no query', 'delete from orders', 'the answer returns no result set: it has no SELECT or RETURNING'],
  ])('fails with %s, and is told so', async (_what, answer, message) => {
    expect(await judge(anSqlRun(answer))).toMatchObject([{ name: 'result set', fault: 'assertion', message }])
  })

  it.each([
    ['select name\nfrom customers\nwhere ☃ = nam', 'line 3, column 7: column "☃" does not exist'],
    ["select '😀', foo from customers", 'line 1, column 13: column "foo" does not exist'],
    ['selec', 'line 1, column 1: syntax error at or near "selec"'],
    ['select nam from customers', 'line 1, column 8: column "nam" does not exist (hint: Perhaps you meant'],
    ['-- 😀\n\\d customers', 'line 2, column 1: syntax error at or near "\\" (hint: what begins with'],
    ['select 1 / 0', 'division by zero'],
    ['select 1\0', 'line 1, column 9: the text holds a NUL character'],
    ['copy customers from stdin', 'COPY from stdin failed: there is no input to copy from'],
  ])("hears Postgres's own words and their place: %s", async (answer, message) => {
    expect(await judge(anSqlRun(answer))).toMatchObject([
      { fault: 'exception', message: expect.stringContaining(message) },
    ])
  })

  it('tells the place of a fault apart from its words', async () => {
    expect(await judge(anSqlRun('select name\nfrom nowhere'))).toMatchObject([
      { fault: 'exception', at: { line: 2, column: 6 } },
    ])
  })

  it('has one case for each result set, and may return more', async () => {
    const model = 'select 1; update orders set amount = 0; select sum(amount) from orders'
    const both = [passed('result set 1'), passed('result set 2')]
    expect(await judge(against(model, 'select 1; select 0; select 5'))).toEqual(both)
    expect(await judge(against(model, 'select 1; values (2)'))).toMatchObject([
      passed('result set 1'),
      { name: 'result set 2', passed: false },
    ])
    expect(await judge(against(model, 'select 1'))).toMatchObject([
      passed('result set 1'),
      { message: 'expected 2 result sets, received 1' },
    ])
  })

  it('may look at how its query is run', async () => {
    const answer = 'explain analyze select name from customers; select name from customers'
    expect(await judge(against('select 1; select name from customers', answer))).toMatchObject([
      { message: 'column 1 (QUERY PLAN): expected a number, received text' },
      passed('result set 2'),
    ])
  })

  it('keeps what it returned before a statement failed', async () => {
    expect(await judge(against('select 1; select 2', 'select 1; select 1 / 0; select 2'))).toMatchObject([
      passed('result set 1'),
      { fault: 'exception', message: 'division by zero' },
    ])
  })

  it('returns rows by INSERT … RETURNING and by VALUES as well', async () => {
    const model = "insert into customers values (4, 'Dan') returning id; values (1)"
    expect(await judge(against(model, 'select 4; select 1'))).toEqual([
      passed('result set 1'),
      passed('result set 2'),
    ])
  })
})

describe('an answer to a task whose model answer returns no rows', () => {
  const model =
    "update orders set amount = amount * 2 where customer_id = 1; insert into customers values (4, 'Dan')"

  it('passes when the tables hold the same in the end', async () => {
    const answer =
      "insert into customers (name, id) select 'Dan', 4; update orders set amount = amount + amount where id < 3"
    expect(await judge(against(model, answer))).toEqual([passed('tables')])
  })

  it.each([
    ['select 1', 'table customers: expected 4 rows, received 3'],
    [`${model}; create table more (a int)`, 'there is a table more, which should not be there'],
    [`${model}; drop table orders`, 'there is no table orders'],
    [
      `${model}; alter table orders rename placed to day`,
      'table orders: expected the columns id, customer_id',
    ],
    [`${model}; select 1 / 0`, 'division by zero'],
    [`begin; ${model}`, 'table customers: expected 4 rows, received 3'],
  ])('fails otherwise: %s', async (answer, message) => {
    expect(await judge(against(model, answer))).toMatchObject([
      { name: 'tables', passed: false, message: expect.stringContaining(message) },
    ])
  })

  it('is not fooled by operators, settings and roles of its own', async () => {
    const answer = `
      create function never(name, name) returns boolean language sql as 'select false';
      create operator public.~~ (leftarg = name, rightarg = name, function = never);
      create role nobody; grant nobody to learner; set role nobody; set search_path = nowhere; set bytea_output = escape`
    expect(await judge(against('select 1 where false; drop table orders', answer))).toMatchObject([
      { passed: false },
    ])
    expect(await judge(against('drop table orders', answer))).toMatchObject([
      { message: expect.stringContaining('which should not be there') },
    ])
  })

  it('is held to the types of columns in which nothing stands', async () => {
    const column = 'alter table orders add note int'
    expect(await judge(against(column, column.replace('int', 'text')))).toMatchObject([
      { message: 'table orders: column 5 (note): expected a number, received text' },
    ])
  })

  it('leaves views that are compared by their rows', async () => {
    const view = 'create view rich as select id from orders where amount > 10'
    expect(await judge(against(view, view.replace('> 10', '>= 10.5')))).toEqual([passed('tables')])
    expect(await judge(against(view, view.replace('> 10', '> 11')))).toMatchObject([
      { message: 'table rich: expected 2 rows, received 1' },
    ])
  })
})

describe('an author', () => {
  it.each([
    ['setup', { setup: 'create table t (\n a in)' }, 'line 2, column 4: syntax error at or near "in"'],
    ['query', { query: 'select nothing' }, 'line 1, column 8: column "nothing" does not exist'],
    ['query', { query: 'select pg_sleep(10)' }, 'did not finish within its time'],
    [
      'query',
      { query: 'create view v as select 1 / (id - 1) from orders' },
      'the tables that it leaves cannot be read',
    ],
  ])('hears of a fault in the %s', async (part, overrides, message) => {
    expect(await runner.query(anSqlRun('select 1', overrides))).toEqual({
      judged: false,
      part,
      message: expect.stringContaining(message),
    })
  })

  it('may leave the setup empty', async () => {
    expect(await judge(against('select 1', 'select 1', { setup: '' }))).toEqual([passed()])
  })
})
