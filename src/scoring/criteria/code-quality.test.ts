import { describe, expect, it } from 'vitest'
import { FINDING_CATEGORIES } from '../../domain/rubric.ts'
import { examinedCode } from '../testing/examined.ts'
import { anIssue } from '../testing/scripted-sandbox.ts'
import { measureCodeQuality } from './code-quality.ts'

const file = (codeLines: number) => ({ file: 'solution.js', codeLines, commentLines: 0, header: null })
const measured = (issues: readonly ReturnType<typeof anIssue>[], codeLines = 10) =>
  measureCodeQuality(examinedCode({ analysis: { issues, files: [file(codeLines)] } }))

describe('code quality', () => {
  it('is full without a remark', () => {
    expect(measured([])).toMatchObject({ score: 1, losses: [], praise: expect.stringContaining('clean') })
  })

  it.each([
    ['INFO', 0.98],
    ['WARNING', 0.94],
    ['ERROR', 0.85],
  ] as const)('loses by severity: %s', (severity, score) => {
    expect(measured([anIssue({ severity, category: 'naming' })])?.score).toBeCloseTo(score)
  })

  it('caps what one category can cost', () => {
    const many = Array.from({ length: 100 }, () => anIssue({ category: 'naming' }))
    expect(measured(many)?.score).toBeCloseTo(0.85)
  })

  it('is 0 at worst, and the categories share the loss', () => {
    const worst = FINDING_CATEGORIES.flatMap((category) =>
      Array.from({ length: 9 }, () => anIssue({ category, severity: 'ERROR' })),
    )
    const measure = measured(worst)
    expect(measure?.score).toBe(0)
    expect(measure?.losses.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(1)
  })

  it('costs a short program no more than one of 40 lines, and a long one less for each remark', () => {
    const issues = [anIssue({ category: 'naming' })]
    expect(measured(issues, 3)?.score).toBe(measured(issues, 40)?.score)
    expect(measured(issues, 400)?.score).toBeCloseTo(0.994)
  })

  it('earns nothing for files that could not be read', () => {
    const unparsable = [{ file: 'b.js', line: 2, message: 'This file cannot be read.' }]
    const measure = measureCodeQuality(examinedCode({ analysis: { unparsable } }))
    expect(measure?.score).toBe(0.5)
    expect(measure?.remarks).toEqual([
      {
        severity: 'ERROR',
        rule: 'parse',
        place: { file: 'b.js', line: 2, column: null },
        message: 'This file cannot be read.',
      },
    ])
  })

  it('can be asked for some categories alone', () => {
    const examined = examinedCode({
      analysis: { issues: [anIssue({ category: 'naming' }), anIssue({ category: 'style' })] },
    })
    expect(measureCodeQuality(examined, new Set(['naming']))?.score).toBeCloseTo(0.94)
    expect(measureCodeQuality(examined, new Set(['nesting']))?.score).toBe(1)
  })
})
