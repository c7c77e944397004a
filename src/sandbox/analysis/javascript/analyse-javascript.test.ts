import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from './analyse-javascript.ts'

const analysed = (text: string) => analyseJavaScript({ 'a.js': text })
const definitions = (text: string) => analysed(text).definitions
const exported = (text: string) =>
  definitions(text).map(({ name, kind, exported }) => `${exported ? 'exported ' : ''}${kind} ${name}`)

describe('definitions', () => {
  it.each([
    ['export function run() {}', ['exported function run']],
    ['export const run = () => 1', ['exported function run']],
    ['const run = function () {}\nexport { run as go }', ['exported function run']],
    ['export default function run() {}', ['exported function run']],
    ['export default () => 1', ['exported function default']],
    ['const run = () => 1\nexport default run', ['exported function run']],
    ['export const on = 1\nfunction help() {}', ['function help']],
    ['function run() {}\nmodule.exports = { run }', ['exported function run']],
    [
      'function run() {}\nfunction help() {}\nmodule.exports = run',
      ['exported function run', 'function help'],
    ],
    ['module.exports = { run: () => 1, go() {} }', ['exported method run', 'exported method go']],
    ['exports.run = function () {}', ['exported function run']],
    ['module.exports.run = (on) => on', ['exported function run']],
    [
      'function run() {\n  function inner() {}\n}\nconst go = () => 1',
      ['exported function run', 'function inner', 'exported function go'],
    ],
    [
      'export class Part {\n  constructor() {}\n  on() {}\n  #off() {}\n}',
      ['exported class Part', 'exported method on', 'method #off'],
    ],
    ['export const part = class {\n  on() {}\n}', ['exported class part', 'exported method on']],
    ['export const api = { on() {} }\nconst other = { off() {} }', ['exported method on', 'method off']],
    ['run(() => 1, function () {})', []],
  ])('of %s', (text, expected) => {
    expect(exported(text)).toEqual(expected)
  })

  it('tell what a reader may expect words on', () => {
    const text =
      'export function run(first, { second, third: [fourth] }, ...rest) {\n  if (first) throw new Error()\n\n  return 1\n}'
    expect(definitions(text)).toMatchObject([
      {
        parameters: ['first', 'second', 'fourth', 'rest'],
        returnsValue: true,
        throws: true,
        lines: 4,
        line: 1,
        column: 1,
      },
    ])
  })

  it('do not take what an inner function does for their own', () => {
    const text =
      'export function run(parts) {\n  parts.map((part) => { throw part })\n  parts.map((part) => { return part })\n}'
    expect(definitions(text)).toMatchObject([{ returnsValue: false, throws: false }])
  })
})

describe('the words of a definition', () => {
  it.each([
    ['/**\n * Runs.\n * @param on whether\n */\nexport function run(on) {}', 'Runs.\n@param on whether'],
    ['// Runs\n// and goes.\nexport const run = () => 1', 'Runs\nand goes.'],
    ['/** Runs. */\n\nexport const run = () => 1', 'Runs.'],
    ['// Not its own.\n\nexport const run = () => 1', null],
    ['const on = 1 // Not its own.\nexport const run = () => on', null],
    ['/** Runs. */\nexports.run = () => 1', 'Runs.'],
    ['/** Runs. */\nmodule.exports = () => 1', 'Runs.'],
    ['// eslint-disable-next-line\nexport const run = () => 1', null],
    ['export const run = () => 1\n/** Not above. */', null],
    ['/** Runs. */\nexport default async function () {}', 'Runs.'],
  ])('in %j', (text, doc) => {
    expect(definitions(text).map((definition) => definition.doc)).toEqual([doc])
  })

  it('of methods stand above the methods', () => {
    const text = '/** A part. */\nexport class Part {\n  /** Turns on. */\n  on() {}\n\n  off = () => 1\n}'
    expect(definitions(text).map(({ name, doc }) => [name, doc])).toEqual([
      ['Part', 'A part.'],
      ['on', 'Turns on.'],
      ['off', null],
    ])
  })
})

describe('a file', () => {
  it('has a header where it opens with a comment of its own', () => {
    expect(analysed('// Sums of numbers.\n\n/** Adds. */\nexport const add = () => 1').files).toMatchObject([
      { header: 'Sums of numbers.' },
    ])
    expect(analysed('/* Sums. */\nimport { on } from "./on.js"\non()').files).toMatchObject([
      { header: 'Sums.' },
    ])
    expect(analysed('/** Adds. */\nexport const add = () => 1').files).toMatchObject([{ header: null }])
  })

  it('has no comment in its first line for the shell', () => {
    const analysis = analysed(
      '#!/usr/bin/env node\nvar add = function (a, b) { return a + b }\nexports.add = add',
    )
    expect(analysis.definitions).toMatchObject([{ name: 'add', doc: null }])
    expect(analysis.files).toMatchObject([{ header: null, commentLines: 0 }])
  })

  it('counts lines of code and of comment', () => {
    const text = '/* one\n two */\n\nrun() // three\n// four\nrun()\n'
    expect(analysed(text).files).toMatchObject([{ codeLines: 2, commentLines: 4 }])
  })

  it('that cannot be read says why and where', () => {
    expect(analysed('run()\nrun(}').unparsable).toEqual([
      { file: 'a.js', line: 2, message: expect.stringContaining('cannot be read as JavaScript') },
    ])
    expect(analysed('a'.repeat(200_001)).unparsable[0]?.message).toContain('too large')
    expect(analysed(`run(${'['.repeat(400)}`).unparsable[0]?.message).toContain('nested too deeply')
    expect(analysed(`on = ${'1 + '.repeat(500)} 1`).unparsable[0]?.message).toContain('nested too deeply')
  })

  it('may be a script, with a return at its top or sloppy code', () => {
    expect(analysed('if (on) return\nwith (on) off = 010').unparsable).toEqual([])
  })

  it('is looked at only where it is JavaScript', () => {
    const files = { 'a.js': '', 'b.mjs': '', 'lib/c.cjs': '', main: '', 'd.json': '', 'e.md': '', '.env': '' }
    expect(analyseJavaScript(files).files.map(({ file }) => file)).toEqual([
      'a.js',
      'b.mjs',
      'lib/c.cjs',
      'main',
    ])
  })
})

describe('idle comments', () => {
  it.each([
    ['// const on = run();\nrun()', 'commented-out-code'],
    ['/*\nif (on) {\n  run()\n}\n*/\nrun()', 'commented-out-code'],
    ['let count = 0\n// increment count\ncount++', 'repeats-code'],
    ['const total = sum() // set the total', 'repeats-code'],
    ['// set total\nconst total =\n  sum()', 'repeats-code'],
    ['// loop through the parts\nfor (const part of parts) run(part)', 'repeats-code'],
    ['function run() {\n  // return the result\n  return result\n}', 'repeats-code'],
    ['/*\n * Increment count.\n */\ncount++', 'repeats-code'],
    ['// if (on) check\n// whether\nif (on) run()', 'repeats-code'],
    [
      '// function run() {\n//   return {\n//     first: one,\n//     second: two,\n//     third: three,\n//     fourth: four,\n//   };\n// }\ngo()',
      'commented-out-code',
    ],
  ])('%j', (text, kind) => {
    expect(analysed(text).idleComments.map((comment) => comment.kind)).toEqual([kind])
  })

  it.each([
    '// Prices are in cents, so that nothing is rounded twice.\nconst total = sum()',
    'let retries = 0\n// The first answer of a cold server is often late.\nretries++',
    '// TODO: what if the list is empty?\nrun()',
    '/** Runs. */\nexport function run() {}',
    '// eslint-disable-next-line no-console\nrun()',
    // The last line of a text is no comment by itself.
    '// The values are kept in the order in which they came, and so are the\n// parts.\nconst parts = run()',
    // A text may hold an example.
    '// Switches the whole house off, as in\n//   house.off();\n// but only at night.\nrun()',
    '// Keeps the log short.\n//\n// Usage:\n//   import "./short.js";\n//   import * as log from "./log.js";\n// Import it before anything that writes.\nrun()',
  ])('not %j', (text) => {
    expect(analysed(text).idleComments).toEqual([])
  })

  it('that stand together are said once, where they begin', () => {
    expect(analysed('run()\n// const on = run();\n// on.go();\nrun()').idleComments).toMatchObject([
      { line: 2, column: 1 },
    ])
  })

  it('that stand behind code are judged each by itself', () => {
    const text = 'let on = 1 // set on\nlet off = 2 // set off\n// Both are read by the house.\nrun()'
    expect(analysed(text).idleComments.map(({ line }) => line)).toEqual([1, 2])
  })

  it('are not the words of a definition, nor of a file', () => {
    const text =
      '// const first = one;\n// run(first);\n\n// function go(on) {\n//   return { on, off };\n// }\nexport const go = 1'
    expect(analysed(text)).toMatchObject({ definitions: [], files: [{ header: null }] })
    const old = '// function go(on) {\n//   return {\n//     on,\n//   };\n// }\nexport function go() {}'
    expect(definitions(old)).toMatchObject([{ name: 'go', doc: null }])
  })
})
