import type { CodeLanguage } from '../../domain/task.ts'
import { analyseJavaScript } from '../../sandbox/analysis/javascript/analyse-javascript.ts'
import { analysePython } from '../../sandbox/analysis/python/analyse-python.ts'
import type { Analysis } from '../sandbox.ts'

// dialect: how programs that are made up for a property are written in one language.

export interface Dialect {
  readonly language: CodeLanguage
  readonly entry: string
  /** Reads a program of one file. */
  readonly read: (code: string) => Analysis
  /** Comments of any words, for the top of a file or above a definition. */
  readonly comments: readonly ((words: string) => string)[]
  /** Definitions of a name, with the words of a doc comment where there are some. */
  readonly definitions: readonly ((name: string, doc: string) => string)[]
  /** What opens a block in a function of `items` and `LIMIT`. */
  readonly heads: readonly string[]
  /** Blocks inside one another, with lines in the innermost. */
  readonly nest: (heads: readonly string[], lines: readonly string[]) => string
  /** A program of functions of `items`: each by its name and its body. The last is for others. */
  readonly program: (functions: readonly (readonly [name: string, body: string])[]) => string
  /** A program whose variable has this name. */
  readonly naming: (variable: string) => string
}

const jsDoc = (words: string) =>
  words === '' ? '' : `/** ${words.replaceAll('*/', '').replaceAll('\n', '\n * ')} */\n`
const lines = (mark: string, words: string) => `${mark} ${words.replaceAll('\n', `\n${mark} `)}\n`

const jsNest: Dialect['nest'] = (heads, inside) =>
  `${[...heads.map((head) => `${head} {`), ...inside].join('\n')}\n${'}\n'.repeat(heads.length)}`

const IN_JAVASCRIPT = {
  comments: [jsDoc, (words) => lines('//', words)],
  heads: ['if (items.length > LIMIT)', 'for (const item of items)', 'while (items.pop() && LIMIT)'],
  nest: jsNest,
} satisfies Partial<Dialect>

const JAVASCRIPT: Dialect = {
  ...IN_JAVASCRIPT,
  language: 'javascript',
  entry: 'solution.js',
  read: (code) => analyseJavaScript({ 'solution.js': code }),
  definitions: [
    (name, doc) =>
      `${jsDoc(doc)}export function ${name}(first, last) {\n  if (first > last) throw new RangeError('no')\n  return first + last\n}\n`,
    (name, doc) => `${jsDoc(doc)}const ${name} = (first) => first * 2\n`,
    (name, doc) =>
      `${jsDoc(doc)}function ${name}(first) {\n  const a = first\n  const b = a\n  const c = b\n  return c\n}\n`,
    (name, doc) =>
      `${jsDoc(doc)}export class ${name.toUpperCase()} {\n  run(first) {\n    return first\n  }\n}\n`,
  ],
  program: (functions) =>
    `const LIMIT = 3\n${functions.map(([name, body]) => `function ${name}(items) {\n${body}}\n`).join('')}export { run }\n`,
  naming: (variable) => `export function run() {\n  let ${variable} = 1\n  ${variable} += 1\n}\n`,
}

const TYPESCRIPT: Dialect = {
  ...IN_JAVASCRIPT,
  language: 'typescript',
  entry: 'solution.ts',
  read: (code) => analyseJavaScript({ 'solution.ts': code }),
  definitions: [
    (name, doc) =>
      `${jsDoc(doc)}export function ${name}<T extends number>(first: T, last?: T): number {\n  if (first > (last ?? 0)) throw new RangeError('no')\n  return first\n}\n`,
    (name, doc) => `${jsDoc(doc)}export const ${name} = async (first: string): Promise<string> => first\n`,
    (name, doc) => `${jsDoc(doc)}export interface ${name.toUpperCase()} {\n  readonly first: string\n}\n`,
    (name, doc) =>
      `export abstract class ${name.toUpperCase()} {\n  private count = 0\n${jsDoc(doc)}  run(first: number): number {\n    return first + this.count\n  }\n}\n`,
  ],
  program: (functions) =>
    `const LIMIT = 3\n${functions.map(([name, body]) => `function ${name}(items: number[]): void {\n${body}}\n`).join('')}export { run }\n`,
  naming: (variable) =>
    `export function run(): void {\n  let ${variable}: number = 1\n  ${variable} += 1\n}\n`,
}

const docstring = (words: string, indent: string) =>
  words === ''
    ? ''
    : `${indent}"""${words.replaceAll('\\', '').replaceAll('"', "'").replaceAll('\n', `\n${indent}`)}"""\n`

const PYTHON: Dialect = {
  language: 'python',
  entry: 'solution.py',
  read: (code) => analysePython({ 'solution.py': code }),
  comments: [(words) => lines('#', words)],
  definitions: [
    (name, doc) =>
      `def ${name}(first, last=2, *rest):\n${docstring(doc, '    ')}    if first > last:\n        raise ValueError("no")\n    return first + last\n`,
    (name, doc) =>
      `async def _${name}(first: int) -> int:\n${docstring(doc, '    ')}    a = first\n    b = a\n    c = b\n    return c\n`,
    (name, doc) => `@property\ndef ${name}(self):\n${docstring(doc, '    ')}    yield self.first\n`,
    (name, doc) =>
      `class ${name.toUpperCase()}:\n${docstring(doc, '    ')}    def run(self, first):\n        return first\n`,
    (name, doc) =>
      `class ${name.toUpperCase()}:\n    def run(self, first):\n${docstring(doc, '        ')}        return first\n`,
  ],
  heads: ['if len(items) > LIMIT:', 'for item in items:', 'while items.pop() and LIMIT:'],
  nest: (heads, inside) =>
    [...heads.entries(), ...inside.map((line) => [heads.length, line] as const)]
      .map(([depth, line]) => `${'    '.repeat(depth + 1)}${line}\n`)
      .join(''),
  program: (functions) =>
    `LIMIT = 3\n${functions.map(([name, body]) => `\n\ndef ${name}(items):\n${body}`).join('')}`,
  naming: (variable) => `def run():\n    ${variable} = 1\n    ${variable} += 1\n`,
}

/** The languages that learners write programs in. */
export const DIALECTS: readonly Dialect[] = [JAVASCRIPT, TYPESCRIPT, PYTHON]
