import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analyser, openAnalyser } from '../open-analyser.ts'

const CLEAN = '"""Sums."""\n\n\ndef add(left, right):\n    """Add two numbers."""\n    return left + right\n'

describe('Python in the analyser’s process', () => {
  let analyser: Analyser
  beforeAll(async () => {
    analyser = await openAnalyser({ processes: 1 })
  })
  afterAll(() => analyser.stop())

  it('is read as Python', async () => {
    const analysis = await analyser.analyse('python', { 'solution.py': CLEAN, 'data.json': '{}' })
    expect(analysis).toMatchObject({
      issues: [],
      definitions: [{ name: 'add', exported: true }],
      files: [{ file: 'solution.py', codeLines: 2, header: 'Sums.' }],
      unparsable: [],
    })
  })

  it('loses only the file that kills Ruff, and is read by a fresh one afterwards', async () => {
    // The error at the top keeps the parser that knows depths from looking further.
    const deep = `on = )\non = ${'not '.repeat(40_000)}1`
    const analysis = await analyser.analyse('python', { 'deep.py': deep, 'solution.py': CLEAN })
    expect(analysis.unparsable).toEqual([
      { file: 'deep.py', line: null, message: expect.stringContaining('nested too deeply') },
    ])
    expect(analysis.files.map(({ file }) => file)).toEqual(['solution.py'])
    expect(await analyser.analyse('python', { 'solution.py': CLEAN })).toMatchObject({ unparsable: [] })
    // Three processes start one after the other, each with Ruff, which takes its time on a busy machine.
  }, 60_000)

  it('names the files that are too many', async () => {
    const names = Array.from({ length: 102 }, (_, i) => `file_${String(i).padStart(3, '0')}.py`)
    const analysis = await analyser.analyse('python', Object.fromEntries(names.map((name) => [name, ''])))
    expect(analysis.files).toHaveLength(100)
    expect(analysis.unparsable.map(({ file }) => file)).toEqual(['file_100.py', 'file_101.py'])
  })
})
