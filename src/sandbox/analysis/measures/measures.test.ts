import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from '../javascript/analyse-javascript.ts'
import { analysePython } from '../python/analyse-python.ts'

const MEASURES = new Set([
  'cognitive-complexity',
  'function-length',
  'parameter-count',
  'nesting-depth',
  'duplication',
  'line-length',
])

/** What is measured of a program, which in both languages has the same lines. */
const measured = (analyse: typeof analyseJavaScript, file: string, text: string) => {
  const { issues, unparsable } = analyse({ [file]: text })
  expect(unparsable).toEqual([])
  return issues.flatMap(({ rule, severity, category, line }) =>
    MEASURES.has(rule) ? [`${line}: ${severity} ${category} ${rule}`] : [],
  )
}

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i))
const nested = (depth: number, open: (indent: string) => string) =>
  lines(depth, (i) => open('  '.repeat(i + 1)))

/** A function in both languages; the closing braces of JavaScript stand on the last line. */
const both = (
  parameters: string,
  javaScript: readonly string[],
  python: readonly string[],
  depth: number,
) => ({
  javaScript: `function run(${parameters}) {\n${javaScript.join('\n')}${' }'.repeat(depth + 1)}\n`,
  python: `def run(${parameters}):\n${python.join('\n')}\n`,
})
const straight = (parameters: string, body: readonly string[]) => both(parameters, body, body, 0)
const ifs = (depth: number) => {
  const inner = `${'  '.repeat(depth + 1)}go(one)`
  return both(
    'one',
    [...nested(depth, (indent) => `${indent}if (one) {`), inner],
    [...nested(depth, (indent) => `${indent}if one:`), inner],
    depth,
  )
}
const call = (i: number) => `  go(${i}, one, 'step ${i}')`
const copied = lines(7, call)

describe('a measure is the same in JavaScript and in Python', () => {
  it.each([
    ['49 lines and the head', straight('one', lines(49, call)), []],
    ['50 lines and the head', straight('one', lines(50, call)), ['1: WARNING length function-length']],
    ['100 lines and the head', straight('one', lines(100, call)), ['1: ERROR length function-length']],
    ['5 parameters', straight('one, two, three, four, five', copied), []],
    [
      '6 parameters',
      straight('one, two, three, four, five, six', copied),
      ['1: WARNING complexity parameter-count'],
    ],
    ['3 levels', ifs(3), []],
    ['4 levels', ifs(4), ['5: WARNING nesting nesting-depth']],
    ['5 levels', ifs(5), ['5: ERROR nesting nesting-depth']],
    [
      '6 levels, 21 of complexity',
      ifs(6),
      ['1: WARNING complexity cognitive-complexity', '5: ERROR nesting nesting-depth'],
    ],
    ['a copy', straight('one', [...copied, '  go(one)', ...copied]), ['10: WARNING duplication duplication']],
    ['120 characters and a space', straight('one', [`  go(${'1'.repeat(114)}) `, '  go(1)']), []],
    [
      '121 characters',
      straight('one', [`  go(${'1'.repeat(115)})`, '  go(1)']),
      ['2: INFO style line-length'],
    ],
  ])('of %s', (_what, { javaScript, python }, expected) => {
    expect({
      javaScript: measured(analyseJavaScript, 'a.js', javaScript),
      python: measured(analysePython, 'a.py', python),
    }).toEqual({ javaScript: expected, python: expected })
  })
  const copying = (join: string) => {
    const { javaScript, python } = straight('one', [...copied, join, ...copied])
    return {
      javaScript: analyseJavaScript({ 'a.js': javaScript }),
      python: analysePython({ 'a.py': python }),
    }
  }

  it('counts the lines that come again', () => {
    const { javaScript, python } = copying('  go(one)')
    const copies = [javaScript, python].map(({ files }) => files.map(({ copiedLines }) => copiedLines))
    expect(copies).toEqual([[7], [7]])
  })

  it('places a copy where its first line begins, not at the end of what stands before it', () => {
    const text = `run(1, { one: 1 });\n${copied.join(';\n')};\nrun(2, { one: 1 });\n${copied.join(';\n')};\n`
    const [issue] = analyseJavaScript({ 'a.js': text }).issues.filter(({ rule }) => rule === 'duplication')
    expect(issue).toMatchObject({ line: 10, column: 3, message: expect.stringContaining('7 lines') })
    expect(issue?.message).toContain('from line 2 on')
  })

  it('sees a copy however its lines end, with and without semicolons', () => {
    const said = (text: string) =>
      analyseJavaScript({ 'a.js': text }).issues.flatMap(({ rule, line }) =>
        rule === 'duplication' ? [line] : [],
      )
    const { javaScript } = straight('one', [...copied, '  go(one)', ...copied])
    expect(said(javaScript)).toEqual([10])
    expect(said(javaScript.replaceAll('\n', '\r\n'))).toEqual([10])
    expect(said(javaScript.replaceAll(')\n', ');\n'))).toEqual([10])
  })

  it('takes no types for a copy', () => {
    const names = ['one', 'two', 'three', 'four', 'five']
    const head = (name: string) =>
      `def ${name}(\n${names.map((each) => `  ${each}: dict[str, int],\n`).join('')}):\n  return [${names.join(', ')}]\n`
    const { issues } = analysePython({ 'a.py': `${head('first')}limit = 3\n${head('second')}` })
    expect(issues.map(({ rule }) => rule)).toEqual([])
  })

  it.each([
    ['a comment', '// ', '# ', 'word '.repeat(30)],
    ['an address', 'link(', 'link(', `'https://example.org/${'a'.repeat(120)}')`],
  ])('does not call a line long because of %s', (_what, inJavaScript, inPython, rest) => {
    const rules = [
      ...measured(analyseJavaScript, 'a.js', `${inJavaScript}${rest}\nrun(1)\n`),
      ...measured(analysePython, 'a.py', `${inPython}${rest}\nrun(1)\n`),
    ]
    expect(rules).toEqual([])
  })

  it('does not call a line long because of a regular expression', () => {
    expect(measured(analyseJavaScript, 'a.js', `run(/${'ab*'.repeat(50)}/)\n`)).toEqual([])
    expect(measured(analyseJavaScript, 'a.js', `run(/a/, '${'ab '.repeat(50)}')\n`)).toHaveLength(1)
  })

  it('counts the long lines of a file, and says it of one as of one', () => {
    const said = (count: number) =>
      analysePython({
        'a.py': lines(count, (i) => `x${i} = '${'1'.repeat(120)}'\n`).join(''),
      }).issues.flatMap(({ rule, message }) => (rule === 'line-length' ? [message] : []))
    expect(said(1)).toEqual(['One line is longer than 120 characters: break it where a thought ends.'])
    expect(said(2)).toEqual(['2 lines are longer than 120 characters: break them where a thought ends.'])
  })
})
