import { describe, expect, it } from 'vitest'
import { printedInNode } from '../../testing/in-node.ts'
import { ioOutcome } from '../../testing/run-program.ts'

/** Programs that print the same here as in Node, each by a module of Node's. */
const PROGRAMS: readonly (readonly [what: string, program: string, file?: string])[] = [
  [
    'path: putting together',
    `const path = require('path')
    console.log([path.join('/a', '..', 'b', './c.txt'), path.join(''), path.join('a', '', '..', '..', 'x'), path.join('a/', '/b/')])
    console.log([path.resolve('/a/b', './c'), path.resolve('/a', '/b/'), path.resolve('/a', '..', '..'), path.isAbsolute('a'), path.isAbsolute('/a')])
    console.log([path.normalize('/a//b/../c/.'), path.normalize('./a/../../b/'), path.normalize(''), path.normalize('/..'), path.normalize('a/..')])
    console.log([path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'), path.relative('/a/b', '/a'), path.sep, path.delimiter])`,
  ],
  [
    'path: taking apart',
    `import path, { parse, posix } from 'node:path'
    for (const p of ['/a/b/c.html', 'a/b/', '/', '', 'a', '/a', './.b', 'x.tar.gz', 'index.', '..', '//a//b', 'a.b/c'])
      console.log(p, [path.dirname(p), path.basename(p), path.extname(p)], parse(p), path.format(parse(p)))
    console.log(path.basename('/a/c.html', '.html'), path.basename('.html', '.html'), posix === path)
    console.log(path.format({ root: '/', name: 'f', ext: 'txt' }), path.format({ dir: '/a', base: 'c.d', name: 'x' }))
    try { path.join('a', 1) } catch (e) { console.log(e.name, e.code, e.message) }
    try { path.dirname(null) } catch (e) { console.log(e.message) }`,
    'solution.mjs',
  ],
  [
    'url: where a file lies',
    `import { basename, dirname, join } from 'path'
    import { readFileSync } from 'fs'
    import { fileURLToPath, pathToFileURL } from 'url'
    const here = dirname(fileURLToPath(import.meta.url))
    console.log(readFileSync(join(here, 'solution.mjs'), 'utf8').length, here === import.meta.dirname, basename(import.meta.filename))
    console.log(pathToFileURL('/a b/c?d#e').href, fileURLToPath('file:///a%20b'))
    try { fileURLToPath('http://a/b') } catch (e) { console.log(e.code) }`,
    'solution.mjs',
  ],
]

describe('a module of Node', () => {
  it.each(PROGRAMS.map(([what, program, file = 'solution.cjs']) => ({ what, program, file })))(
    'does what it does there: $what',
    async ({ program, file }) => {
      const expected = printedInNode(program, file)
      expect(expected).not.toBe('')
      const outcome = await ioOutcome({ [file]: program }, { stdin: '', expected }, { entry: file })
      expect(outcome).toEqual({ name: 'io', passed: true })
    },
  )

  it('tells every module where it lies', async () => {
    const files = {
      'solution.mjs': "import './lib/a.mjs'; console.log(import.meta.dirname, import.meta.main)",
      'lib/a.mjs': 'console.log(import.meta.dirname, import.meta.url, import.meta.main)',
    }
    const expected = '/lib file:///lib/a.mjs false\n/ true'
    const outcome = await ioOutcome(files, { stdin: '', expected }, { entry: 'solution.mjs' })
    expect(outcome).toEqual({ name: 'io', passed: true })
  })
})
