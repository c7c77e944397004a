import { describe, expect, it } from 'vitest'
import { LearnerFiles } from './learner-files.ts'
import { LoadFailure } from './load-failure.ts'

// Texts of up to 1 MiB that kept a worker for minutes, or that it died of.
const IN_TIME = { timeout: 20_000 }

/** Texts that are each of another name, one behind the other, of so many characters. */
function named(chars: number, text: (name: string) => string): string {
  let all = ''
  for (let i = 0; all.length < chars; i += 1) all += text(`a${i.toString(36)}`)
  return all
}

const inBlocks = (text: string) => `${'{'.repeat(1500)}${text}${'}'.repeat(1500)}`

describe('a text of a megabyte', () => {
  it.each([
    ['declares a variable after the other', named(1e6, (name) => `let ${name};`)],
    ['declares them all at once', `let ${named(1e6, (name) => `${name},`)}z_`],
    ['names a group after the other', `/${'(?<a>x)|'.repeat(120_000)}y/`],
    ['imports a name after the other', named(1e6, (name) => `import {${name}} from './b.js';`)],
    ['sets its exports again and again', `const a = {};${'module.exports=a;'.repeat(58_000)}`],
  ])('that %s is read in time', IN_TIME, (_what, text) => {
    const files = new LearnerFiles({ 'a.js': text, 'b.js': '' })
    expect(files.load('a.js').length).toBeGreaterThan(0)
  })

  it.each([
    ['has more nodes than there is room for', { 'a.js': `x={${'a,'.repeat(499_000)}}` }],
    [
      'declares what each block around has to know',
      { 'a.js': inBlocks(named(9e5, (name) => `var ${name};`)) },
    ],
    [
      'has many short parts',
      Object.fromEntries(['a', 'b', 'c'].map((n) => [`${n}.js`, ';'.repeat(330_000)])),
    ],
    [
      'has to be looked for in many folders',
      {
        'a.js': named(5e5, (name) => `import 'x/${name}';`),
        ...Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`d${i}/b.js`, ''])),
      },
    ],
  ])('that %s is refused', IN_TIME, (_what, texts) => {
    const files = new LearnerFiles(texts as Record<string, string>)
    const readAll = () =>
      Object.keys(texts)
        .slice(0, 3)
        .map((file) => files.parse(file))
    expect(readAll).toThrow(LoadFailure)
    expect(readAll).toThrow(/cannot be read: it takes too long/)
  })

  it('hands on the names of another in time', IN_TIME, () => {
    const files = new LearnerFiles({
      'a.ts': `import {${named(150_000, (name) => `${name},`)}} from "./b";export {${named(150_000, (name) => `${name},`)}}`,
      'b.ts': named(300_000, (name) => `export const ${name}=1;`),
    })
    expect(files.load('a.ts')).toMatch(/a0/)
  })

  it('of ordinary code has room', () => {
    const files = new LearnerFiles({
      'a.js': named(1e6, (name) => `export function ${name}(list) {\n  return list.map((n) => n + 1)\n}\n`),
    })
    expect(files.parse('a.js').kind).toBe('module')
  })
})
