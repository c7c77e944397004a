import { describe, expect, it } from 'vitest'
import { aCall, callOutcome, ioOutcome, suiteOutcomes, verdicts } from '../testing/run-program.ts'

const TS = { language: 'typescript', entry: 'solution.ts' } as const
const SUITE = `it('has both', () => { expect(new Queue(1).size).toBe(1); expect(half(4)).toBe(2) })`
const QUEUE = 'class Queue { constructor(size) { this.size = size } }'

describe('CommonJS names in a module', () => {
  it.each([
    ['a script', `${QUEUE}\nmodule.exports = Queue`],
    ['a module that sets module.exports', `import './half.js'\n${QUEUE}\nmodule.exports = Queue`],
    ['a module that requires', `import './half.js'\nrequire('./half')\n${QUEUE}\nmodule.exports = Queue`],
  ])('let a suite import and require %s', async (_what, queue) => {
    const files = { 'solution.js': queue, 'half.js': 'exports.half = (n) => n / 2' }
    for (const head of [
      `import { half } from './half'\nconst Queue = require('./solution')`,
      `import Queue from './solution'\nconst { half } = require('./half')`,
    ]) {
      expect(verdicts(await suiteOutcomes(files, `${head}\n${SUITE}`))).toEqual({ 'has both': 'passed' })
    }
  })

  it('let a suite require what a module exports by name', async () => {
    const files = { 'solution.js': `import './half.js'\nexports.twice = (n) => n * 2`, 'half.js': '' }
    for (const head of [
      `import { twice } from './solution'`,
      `import './half'\nconst { twice } = require('./solution')`,
    ]) {
      const suite = `${head}\nit('doubles', () => { expect(twice(2)).toBe(4) })`
      expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ doubles: 'passed' })
    }
  })

  it('are what TypeScript makes of `import =` and `export =`', async () => {
    const files = {
      'solution.ts': `import { one } from './one'\nclass Queue<T> { size: number = one; item?: T }\nexport = Queue`,
      'one.ts': 'export const one = 1',
    }
    const suite = `import { one } from './one'\nimport Queue = require('./solution')\nit('is there', () => { expect(new Queue<string>().size).toBe(one) })`
    expect(verdicts(await suiteOutcomes(files, suite, TS))).toEqual({ 'is there': 'passed' })
  })

  it('tell the file that is run from one that is imported', async () => {
    const file = `import { EOL } from 'os'\nif (require.main === module) process.stdout.write('run' + EOL)\nexport const f = () => require.main === module`
    expect(await ioOutcome(file, { stdin: '', expected: 'run\n' })).toMatchObject({ passed: true })
    expect(await callOutcome(file, aCall([], { expected: false }))).toMatchObject({ passed: true })
  })

  it('lead to no more than a CommonJS file reaches', async () => {
    const tried = (from: string) =>
      callOutcome(`export { ${from} }\nexport const f = () => 1`, aCall([], { expected: 1 }))
    expect(await tried(`requireFrom as g } from 'kit:commonjs'; export { f as h`)).toMatchObject({
      message: expect.stringContaining('not available'),
    })
    expect(await tried(`require as g } from 'lent:test:suite'; export { f as h`)).toMatchObject({
      message: expect.stringContaining('not available'),
    })
  })
})

describe('a file that a suite or an answer opens itself', () => {
  const files = {
    'solution.ts': `import * as fs from 'fs'\nexport const lines = (path: string) => fs.readFileSync(path, 'utf8').split('\\n').length`,
    'data/cases.json': '[1, 2]',
  }

  it.each(['data/cases.json', '/data/cases.json', './cases.json', '../test/cases.json'])(
    'is one of the submission, by the path %s',
    async (path) => {
      const suite = `import fs from 'fs'
        const cases: number[] = JSON.parse(fs.readFileSync(__dirname + '/${path}').toString())
        it.each(cases)('is there: %s', (n) => { expect(n).toBeLessThan(3) })`
      expect(verdicts(await suiteOutcomes(files, suite, TS))).toEqual({
        'is there: 1': 'passed',
        'is there: 2': 'passed',
      })
    },
  )

  it('is found by an answer, and nothing else is', async () => {
    const call = (path: string) => callOutcome(files, aCall([path], { function: 'lines', expected: 1 }), TS)
    expect(await call('data/cases.json')).toMatchObject({ passed: true })
    for (const path of ['/etc/passwd', 'test:suite', 'cases.txt']) {
      expect(await call(path)).toMatchObject({ message: expect.stringContaining('ENOENT') })
    }
  })
})
