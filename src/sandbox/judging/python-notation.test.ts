import { describe, expect, it } from 'vitest'
import type { Data } from './data.ts'
import { PYTHON } from './python-notation.ts'
import { shown } from './shown.ts'

const tag = (kind: string, content: Data): Data => ({ $: [kind, content] })

describe('a value in Python’s notation', () => {
  it.each<[Data, string]>([
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
    [1.5, '1.5'],
    ['plain', "'plain'"],
    ["it's", `"it's"`],
    [`"it's"`, `'"it\\'s"'`],
    ['a\\b\n\u0000\u200b', "'a\\\\b\\n\\x00\\u200b'"],
    ['é\u{1f600}', "'é\u{1f600}'"],
    [[1, ['a']], "[1, ['a']]"],
    [{ a: 1, 'two words': null }, "{'a': 1, 'two words': None}"],
    [{}, '{}'],
    [tag('set', [1, 2]), '{1, 2}'],
    [tag('set', []), 'set()'],
    [tag('map', [[1, 'a']]), "{1: 'a'}"],
    [tag('number', 'NaN'), 'nan'],
    [tag('number', '-Infinity'), '-inf'],
    [tag('bigint', '18446744073709551616'), '18446744073709551616'],
    [tag('object', 1), "{'$': 1}"],
  ])('of %j is %s', (value, text) => {
    expect(shown(value, PYTHON)).toBe(text)
  })
})
