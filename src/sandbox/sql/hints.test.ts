import { describe, expect, it } from 'vitest'
import { hintOf } from './hints.ts'

const SUGGESTED = 'Perhaps you meant to reference the column "customers.name".'

/** The hint for a fault of which Postgres says `message`, at the place that ^ marks in the text. */
function hint(marked: string, message: string, own: string | null = null): string | null {
  const place = marked.indexOf('^')
  const position = [...marked.slice(0, place)].length + 1
  return hintOf({ code: '42601', message, hint: own, position }, marked.replace('^', ''))
}

describe('a hint', () => {
  it.each([
    ['^\\d customers', 'syntax error at or near "\\"', 'a command of psql'],
    [
      'select `name` ^from customers',
      'syntax error at or near "from"',
      '"double quotes", not in `backticks`',
    ],
    ['^# all\nselect 1', 'syntax error at or near "#"', 'two hyphens'],
    ["select '😀😀' ^# all", 'syntax error at or near "#"', 'two hyphens'],
    ['select 1 where city = ^"Rome"', 'column "Rome" does not exist', "'single quotes'"],
    ['select ^ifnull(a, 0)', 'function ifnull(text, integer) does not exist', 'coalesce(a, b)'],
    ['select a + interval ^1 day', 'syntax error at or near "1"', "interval '1 day'"],
    ['select top ^3 name', 'syntax error at or near "3"', 'LIMIT'],
    ['delete ^c from customers c', 'syntax error at or near "c"', 'DELETE FROM … USING'],
    ['update customers c ^join orders o', 'syntax error at or near "join"', 'UPDATE … SET … FROM'],
    ['select convert(varchar(9)^, a)', 'syntax error at or near ","', 'cast(a as integer)'],
    ['select 1 where city = ^‘Rome’', 'column "‘rome’" does not exist', 'typographic'],
    ['^select\u00a0name', 'syntax error at or near "select\u00a0name"', 'cannot be seen'],
    ['select ^sum(ok)', 'function sum(boolean) does not exist', 'FILTER'],
    ['copy t (a) from stdin;\n^1\n\\.', 'syntax error at or near "1"', 'write INSERT'],
    ['^create extension x', 'extension "x" is not available', 'there are no extensions here'],
    ['select a * 2 as b from t where ^b > 1', 'column "b" does not exist', 'WHERE does not know'],
  ])('says how PostgreSQL writes what is meant: %s', (marked, message, expected) => {
    expect(hint(marked, message, message.startsWith('function') ? 'No function matches.' : null)).toContain(
      expected,
    )
  })

  it.each([
    ['select ^"Name" from customers', 'column "Name" does not exist', SUGGESTED],
    ['select ^"nmae" from customers', 'column "nmae" does not exist', SUGGESTED],
    ['select ^nmae from customers', 'column "nmae" does not exist', SUGGESTED],
    ['select a from t order by a asc ^desc ', 'syntax error at or near "desc"', null],
    ['create table t (a int references u on delete ^cascad)', 'syntax error at or near "cascad"', null],
    ['select b from t where ^b > 1', 'column "b" does not exist', null],
  ])("leaves Postgres's own where nothing better is known: %s", (marked, message, own) => {
    expect(hint(marked, message, own)).toBeNull()
  })
})
