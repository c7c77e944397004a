import { describe, expect, it } from 'vitest'
import type { CodeRun } from '../../scoring/sandbox.ts'
import { printedInNode } from './testing/in-node.ts'
import { aCall, callOutcome, type Files, ioOutcome } from './testing/run-program.ts'

const INPUT = '3\n1 2\n3 4\nlast line\n'

type Styled = readonly [style: string, program: string, file?: string]

/** Programs that print the same for INPUT wherever they run, each in a style of its own. */
const PROGRAMS: readonly Styled[] = [
  [
    'readFileSync(0)',
    "const fs = require('fs')\nconst lines = fs.readFileSync(0, 'utf8').trim().split('\\n')\nconsole.log(lines.length, lines[1])",
  ],
  [
    'a buffer',
    "const data = require('fs').readFileSync(process.stdin.fd)\nconsole.log(data.toString().split('\\n').map(Number))",
  ],
  [
    'an encoding among options',
    "import { readFileSync } from 'node:fs'\nconst [n, ...rest] = readFileSync(0, { encoding: 'utf-8' }).split('\\n')\nconsole.log(+n + 1, rest)",
    'solution.mjs',
  ],
  [
    'data and end',
    "let text = ''\nprocess.stdin.setEncoding('utf8')\nprocess.stdin.on('data', (chunk) => { text += chunk })\nprocess.stdin.on('end', () => { console.log(text.toUpperCase()) })\nconsole.log('first')",
  ],
  [
    'chunks of a buffer',
    "const chunks = []\nprocess.stdin.on('data', (c) => chunks.push(c)).on('end', () => { process.stdout.write(Buffer.concat(chunks).toString().trim()) })",
  ],
  [
    'resume and readable',
    "process.stdin.resume()\nprocess.stdin.setEncoding('ascii')\nlet text = ''\nprocess.stdin.on('readable', () => { let chunk; while ((chunk = process.stdin.read()) !== null) text += chunk })\nprocess.stdin.on('end', () => console.log(text.length))",
  ],
  [
    'asynchronous iteration',
    "let text = ''\nfor await (const chunk of process.stdin) text += chunk\nconsole.log(text.split(/\\s+/))",
    'solution.mjs',
  ],
  [
    'lines',
    "const readline = require('readline')\nconst rl = readline.createInterface({ input: process.stdin, output: process.stdout, terminal: false })\nconst lines = []\nrl.on('line', (line) => lines.push(line))\nrl.on('close', () => { console.log(lines); console.log(lines.length) })",
  ],
  [
    'a loop over lines',
    "import * as readline from 'node:readline'\nconst rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity })\nlet n = 0\nfor await (const line of rl) console.log(++n, line)",
    'solution.mjs',
  ],
  [
    'questions',
    "const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout })\nrl.question('How many? ', (n) => { rl.question('What? ', (what) => { console.log(`${n} of ${what}`); rl.close() }) })",
  ],
  [
    'one question, awaited',
    "import readline from 'readline/promises'\nconst rl = readline.createInterface({ input: process.stdin, output: process.stdout })\nconst n = await rl.question('How many? ')\nconsole.log(Number(n) * 2)\nrl.close()",
    'solution.mjs',
  ],
  [
    'closing at a line',
    "const rl = require('readline').createInterface(process.stdin)\nrl.on('line', (line) => { console.log(line); rl.close() })\nrl.once('close', () => console.log('closed'))",
  ],
  [
    'a prompt',
    "const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout, prompt: '? ' })\nrl.prompt()\nrl.on('line', (line) => { console.log(line.length); rl.prompt() }).on('close', () => { console.log('bye'); process.exit(0) })",
  ],
  [
    'an event awaited',
    "const { once } = require('events')\nconst rl = require('readline').createInterface({ input: process.stdin })\nlet sum = 0\nrl.on('line', (l) => { sum += l.length })\n;(async () => { await once(rl, 'close'); console.log(sum) })()",
  ],
  [
    'a main function',
    'async function main() { for (const n of [1, 2]) { await new Promise((done) => setTimeout(done, 10)); console.log(n) } }\nif (require.main === module) main()',
  ],
  [
    'import.meta',
    "if (import.meta.main) console.log('main', typeof import.meta.url, import.meta.url.startsWith('file://'))",
    'solution.mjs',
  ],
  [
    'exit in the middle',
    "console.log(1)\nprocess.on('exit', (code) => console.log('exit', code))\nsetTimeout(() => console.log('never'), 50)\ntry { process.exit(0) } finally { console.log('never') }",
  ],
  [
    'the order of timers and promises',
    "setTimeout(() => { setTimeout(() => console.log('later'), 20); setImmediate(() => console.log('immediate')) }, 1)\nPromise.resolve().then(() => console.log('promise'))\nconsole.log('now')",
  ],
  [
    'writing',
    "process.stdout.write('a')\nprocess.stdout.write('b\\n', () => console.log('written'))\nrequire('fs').writeSync(1, 'c\\n')\nconsole.error('not seen')\nconsole.info('%s-%d', 'x', 5)",
  ],
  [
    'groups, counts and tables',
    "console.group('g')\nconsole.log('a\\nb')\nconsole.groupEnd()\nconsole.count()\nconsole.count()\nconsole.table([{ a: 1, b: 'x' }, { a: 2, c: true }])\nconsole.table(['p', 'q'])\nconsole.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })",
  ],
  [
    'values',
    "class P { constructor() { this.x = 1 } }\nconsole.log([1, 'a', null], { a: [{}] }, new P(), new Map([[1, { a: 2 }]]), new Set('ab'), -0, [undefined, -0], Symbol('s'), () => {}, 'text', [1.0, 2n])",
  ],
  [
    'strict parts of a script',
    "'use strict'\nvar a = (function () { return typeof this })()\nconsole.log(a, typeof require, typeof module, __filename.length > 0, process.argv.length)",
  ],
  ['several files', "const { twice } = require('./lib')\nconsole.log(twice(21))"],
  [
    'os and the end of a line',
    "const { EOL } = require('os')\nprocess.stdout.write(['a', 'b'].join(EOL) + EOL)",
  ],
]

const LIB = 'exports.twice = (n) => n * 2'
const io = (files: Files, stdin: string, expected: string, run: Partial<CodeRun> = {}) =>
  ioOutcome(files, { stdin, expected }, run)

describe('a program', () => {
  it.each(PROGRAMS.map(([style, program, file = 'solution.cjs']) => ({ style, program, file })))(
    'prints what it prints in Node: $style',
    async ({ program, file }) => {
      const printed = printedInNode(program, file, { input: INPUT, beside: { 'lib.js': LIB } })
      expect(printed).not.toBe('')
      const outcome = await io({ [file]: program, 'lib.js': LIB }, INPUT, printed, { entry: file })
      expect(outcome).toEqual({ name: 'io', passed: true })
    },
  )
})

const message = async (program: string, stdin = '', expected = '', run: Partial<CodeRun> = {}) => {
  const outcome = await io(program, stdin, expected, run)
  return outcome.passed ? 'passed' : `${outcome.fault}: ${outcome.message}`
}

describe('what a program prints', () => {
  it('is compared but for trailing white space, and shown with what was expected', async () => {
    expect(await message("console.log('6 ')", '', '6\r\n\n')).toBe('passed')
    expect(await io("console.log('1\\n5')", '', '1\n6')).toEqual({
      name: 'io',
      passed: false,
      fault: 'assertion',
      message: 'line 2: expected "6", received "5"',
      expected: '1\n6',
      actual: '1\n5\n',
    })
    expect(await message('export const f = 1', '', '1')).toBe(
      'assertion: the program printed nothing: expected "1"',
    )
  })

  it('may hold any character', async () => {
    expect(await message("process.stdout.write('a\\0b é😀\\n')", '', 'a\0b é😀')).toBe('passed')
    expect(
      await message("console.log(require('fs').readFileSync('/dev/stdin', 'utf8'))", 'a\0b é😀', 'a\0b é😀'),
    ).toBe('passed')
  })

  it('is bounded', async () => {
    expect(await message("for (;;) console.log('x'.repeat(1000))")).toBe('output: printed more than 64 KiB')
    expect(await message('for (;;) console.error()')).toBe('output: printed more than 64 KiB')
  })
})

describe('what a program reads', () => {
  it('finds the files of the submission, by whatever path', async () => {
    const files = {
      'solution.js': `import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
const url = new URL('./data/rows.csv', import.meta.url)
console.log([readFileSync('data/rows.csv', 'utf8'), readFileSync(url, 'utf8'), await readFile('./data/../data/rows.csv', 'utf8')].every((text) => text === '1\\n2\\n'))
for await (const row of createInterface({ input: createReadStream('/data/rows.csv') })) console.log(row)
console.log(existsSync('data/rows.csv'), existsSync('data/none.csv'), readFileSync('empty.txt', 'utf8') === '')
`,
      'data/rows.csv': '1\n2\n',
      'empty.txt': '',
    }
    expect(await message('', '', 'true\n1\n2\ntrue false true', { files })).toBe('passed')
  })
})

describe('a program that fails', () => {
  it.each([
    ['throws', 'console.log(1)\nthrow new TypeError("no")', 'exception: TypeError: no (solution.js:2)'],
    [
      'throws in a timer',
      'setTimeout(() => {\n  throw new Error("late") }, 5)',
      'exception: Error: late (solution.js:2)',
    ],
    [
      'throws in a listener',
      'process.stdin.on("data", () => null.x)',
      "exception: TypeError: cannot read property 'x' of null (solution.js:1)",
    ],
    [
      'drops a promise that is rejected',
      'async function main() {\n  throw new Error("no") }\nmain()',
      'exception: Error: no (solution.js:2)',
    ],
    [
      'drops one in a function',
      'const go = () => { (async () => { await null; throw new Error("no") })() }\ngo()',
      'exception: Error: no (solution.js:1)',
    ],
    [
      'has a listener that rejects',
      'const rl = require("readline").createInterface(process.stdin)\nrl.on("line", async () => { throw new Error("no") })',
      'exception: Error: no (solution.js:2)',
    ],
    ['rejects at its top', 'await Promise.reject(new Error("no"))', 'exception: Error: no (solution.js:1)'],
    [
      'waits for ever',
      'await new Promise(() => {})',
      'exception: the program does not finish: it waits for a promise that never settles',
    ],
    [
      'exits with a code',
      'console.log("x"); process.exit(3)',
      'exception: the program ended with exit code 3',
    ],
    ['sets its exit code', 'process.exitCode = 2', 'exception: the program ended with exit code 2'],
    ['loops', 'for (;;);', 'time: did not finish within its time of 200 ms: is there an endless loop?'],
    [
      'never stops its timers',
      'setInterval(() => {}, 1)',
      'time: did not finish within its time of 200 ms: is there an endless loop?',
    ],
    [
      'eats memory',
      'const a = []; for (;;) a.push(new Array(1000).fill(0))',
      'memory: used more than its 32 MB of memory',
    ],
    ['cannot be read', 'const a = ;', 'load: solution.js:1: SyntaxError: Unexpected token'],
    [
      'imports what is not there',
      "import { x } from './lib.js'",
      'exception: Error: solution.js imports ./lib.js, but there is no such file',
    ],
    [
      'imports a module that it may not have',
      "require('child_process')",
      'exception: the module child_process is not available here',
    ],
    [
      'reads a file',
      "require('fs').readFileSync('/etc/passwd')",
      "exception: Error: ENOENT: no such file or directory, open '/etc/passwd' (solution.js:1)",
    ],
  ])('says so: it %s', async (_what, program, said) => {
    expect(await message(program, 'a\n', 'x')).toBe(said)
  })

  it('may handle what was rejected', async () => {
    const program =
      "async function main() { throw new Error('no') }\nmain().catch((e) => console.log(e.message))\nconst p = main()\np.catch(() => console.log('too'))"
    expect(await message(program, '', 'no\ntoo')).toBe('passed')
  })
})

describe('a hostile program', () => {
  it.each([
    ['prints in its last moment without end', "process.on('exit', () => { for (;;); })", 'time'],
    ['exits in its last moment', "process.on('exit', () => process.exit(0)); process.exit(0)", 'passed'],
    [
      'has an exit code that never comes',
      "Object.defineProperty(process, 'exitCode', { get() { for (;;); } })",
      'time',
    ],
    [
      'takes away what it is watched by',
      'globalThis.__watchDropped = () => {}; (async () => { throw 1 })()',
      'passed',
    ],
    [
      'breaks its own streams',
      'process.stdout.write = process.stdin.emit = null; console.log(1)',
      'assertion',
    ],
    ['reads without end', "const fs = require('fs'); for (;;) fs.readFileSync(0)", 'time'],
    ['writes what is no text', 'process.stdout.write({ toString() { for (;;); } })', 'exception'],
    ['shows what never ends', 'console.log({ get [Symbol.toStringTag]() { for (;;); } })', 'time'],
    [
      'shows what nests',
      'let a = []; for (let i = 0; i < 1e5; i += 1) a = [a]; console.dir(a, { depth: null })',
      'time',
    ],
    [
      'shows a proxy that lies',
      'console.log(new Proxy({}, { ownKeys: () => { throw new Error("no") } }))',
      'exception',
    ],
    ['prints a huge text', "console.log('x'.repeat(1e5))", 'output'],
    [
      'questions itself',
      "const rl = require('readline').createInterface(process.stdin); const ask = () => rl.question('', ask); ask(); rl.emit = ask",
      'exception',
    ],
    ['throws what cannot be read', 'throw new Proxy({}, { get() { throw 1 } })', 'exception'],
    ['rejects with nothing', 'Promise.reject()', 'exception'],
  ])('harms nothing but itself: it %s', async (_what, program, ended) => {
    expect((await message(program)).split(':')[0]).toBe(ended)
    expect(
      await message(
        "console.log(require('fs').readFileSync(0, 'utf8') + process.exitCode)",
        'a',
        'aundefined',
      ),
    ).toBe('passed')
  })
})

describe('programs', () => {
  it('are each run in fresh realms, between calls that have no input and that nothing ends', async () => {
    expect(
      await message(
        "globalThis.x = 1; process.x = 1; Buffer.x = 1; console.log = null; console.y = 1; process.stdout.write('1')",
        '',
        '1',
      ),
    ).toBe('passed')
    expect(
      await message(
        'console.log(typeof x, typeof process.x, typeof Buffer.x, typeof console.y)',
        '',
        'undefined undefined undefined undefined',
      ),
    ).toBe('passed')
    const f = `import { readFileSync } from 'fs'
      export const f = () => {
        process.stdout.write('noise')
        try { process.exit(0) } catch (error) { return [typeof x, process.x, readFileSync(0, 'utf8'), error.message] }
      }`
    const expected = ['undefined', null, '', 'process.exit was called']
    expect(await callOutcome(f, aCall([], { expected }))).toMatchObject({ passed: true })
  })

  it('never see what is expected of them, nor what drives them', async () => {
    const spy =
      "const seen = new Set(); const look = (o) => { if (Object(o) !== o || seen.has(o)) return; seen.add(o); for (const k of Reflect.ownKeys(o)) { try { look(o[k]) } catch {} } look(Object.getPrototypeOf(o)) }\nlook(globalThis)\nconst texts = [...seen].flatMap((o) => Reflect.ownKeys(o).map((k) => { try { return String(o[k]) } catch { return '' } }))\nconsole.log(texts.some((t) => t.includes('secr' + 'et')), ['leave', 'crash', 'halt', 'kitModules', 'finish'].filter((n) => texts.includes(n) || n in globalThis))"
    expect(await message(spy, '', 'false []\nsecret')).toContain('the output ends after 1 line')
  })

  it('may be TypeScript', async () => {
    const program =
      "import * as fs from 'node:fs'\nenum Op { Add = 'add' }\nconst [op, ...ns]: string[] = fs.readFileSync(0, 'utf8').trim().split(' ')\nconst sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)\nif ((op as Op) === Op.Add) console.log(sum(ns.map(Number)))"
    const run = { language: 'typescript', entry: 'solution.ts' } as const
    expect(await io({ 'solution.ts': program }, 'add 1 2 3', '6', run)).toMatchObject({ passed: true })
  })
})
