import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analyser, openAnalyser } from './open-analyser.ts'

const CLEAN =
  '/** Adds two numbers, `left` and `right`, and returns the sum. */\nexport const add = (left, right) => left + right\n'

describe('the analyser', () => {
  let analyser: Analyser
  beforeAll(async () => {
    analyser = await openAnalyser({ processes: 1 })
  })
  afterAll(() => analyser.stop())

  it('reads files in a process of its own', async () => {
    const analysis = await analyser.analyse('javascript', { 'solution.js': CLEAN })
    expect(analysis).toMatchObject({
      issues: [],
      definitions: [{ name: 'add', exported: true }],
      files: [{ file: 'solution.js', codeLines: 1 }],
      unparsable: [],
    })
  })

  it.each([
    ['operators', `x = ${'!'.repeat(200_000 - 10)}1`],
    ['arrows', `x = ${'a=>'.repeat(60_000)}1`],
    ['brackets', `x = ${'['.repeat(50_000)}`],
    ['conditions', `x = ${'a?b:'.repeat(45_000)}1`],
  ])('loses only the file whose %s are nested so deep that they kill the parser', async (_what, deep) => {
    const analysis = await analyser.analyse('javascript', { 'deep.js': deep, 'solution.js': CLEAN })
    expect(analysis.unparsable).toEqual([
      { file: 'deep.js', line: null, message: expect.stringContaining('nested too deeply') },
    ])
    expect(analysis.files.map(({ file }) => file)).toEqual(['solution.js'])
  })

  it('names the files that are too many, and looks at no data', async () => {
    const names = Array.from({ length: 103 }, (_, i) => `file-${String(i).padStart(3, '0')}.js`)
    const files = Object.fromEntries([...names, 'data.json', 'notes.md'].map((name) => [name, '']))
    const analysis = await analyser.analyse('javascript', files)
    expect(analysis.files).toHaveLength(100)
    expect(analysis.unparsable.map(({ file }) => file)).toEqual(['file-100.js', 'file-101.js', 'file-102.js'])
  })

  it('stops with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('canceled'))
    await expect(analyser.analyse('javascript', { 'solution.js': CLEAN }, { signal })).rejects.toThrow(
      'canceled',
    )
  })
})
