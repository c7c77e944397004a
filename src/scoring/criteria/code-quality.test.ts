import { describe, expect, it } from 'vitest'
import { FINDING_CATEGORIES } from '../../domain/rubric.ts'
import { examinedCode } from '../testing/examined.ts'
import { anIssue, aReadFile } from '../testing/scripted-sandbox.ts'
import { measureCodeQuality } from './code-quality.ts'

const measured = (
  issues: readonly ReturnType<typeof anIssue>[],
  codeLines = 10,
  {
    modelLines = null,
    ...parts
  }: { readonly dataLines?: number; readonly copiedLines?: number; readonly modelLines?: number | null } = {},
) =>
  measureCodeQuality(
    examinedCode({ analysis: { issues, files: [aReadFile({ codeLines, ...parts })] }, modelLines }),
  )

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
    expect(measured(issues, 80)?.score).toBeCloseTo(0.97)
    expect(measured(issues, 120)?.score).toBeCloseTo(0.98)
  })

  it('earns nothing by lines beyond what a task takes: those of its model answer, or else 120', () => {
    const issues = [anIssue({ category: 'naming' })]
    expect(measured(issues, 4000)?.score).toBe(measured(issues, 120)?.score)
    expect(measured(issues, 4000, { modelLines: 200 })?.score).toBe(
      measured(issues, 200, { modelLines: 200 })?.score,
    )
    expect(measured(issues, 4000, { modelLines: 12 })?.score).toBe(measured(issues, 3)?.score)
  })

  it('earns nothing by lines that only hold data', () => {
    const issues = [anIssue({ category: 'naming' })]
    expect(measured(issues, 3050, { dataLines: 3000 })?.score).toBe(measured(issues, 50)?.score)
  })

  it('earns nothing by lines that are copies of others', () => {
    const issues = [anIssue({ category: 'naming' })]
    const copied = [...issues, anIssue({ category: 'duplication' })]
    expect(measured(copied, 120, { copiedLines: 60 })?.score).toBeLessThan(
      Number(measured(issues, 60)?.score),
    )
  })

  it('earns nothing by code that stands in texts which the program runs', () => {
    const running = (literalInk: number, rest: Parameters<typeof examinedCode>[0] = {}) =>
      measureCodeQuality(
        examinedCode({
          analysis: { files: [aReadFile({ ink: 1000, literalInk, runsText: true })] },
          ...rest,
        }),
      )
    expect(running(0)?.score).toBe(1)
    expect(running(40)?.score).toBeCloseTo(0.96)
    expect(running(900)).toMatchObject({
      score: expect.closeTo(0.1),
      rationale:
        'No remarks. It runs text as code, and 90% of it stands in texts, where nobody can judge it.',
      praise: null,
      losses: [{ worth: expect.closeTo(0.9), advice: expect.stringContaining('Write the code itself') }],
    })
    // What is kept in a file that is no code may be run as well.
    const files = { 'solution.js': 'x'.repeat(1000), 'hidden.json': `"${'x'.repeat(998)}"` }
    expect(running(0, { files })?.score).toBeCloseTo(0.5)
    const ofOthers = [
      aReadFile({ ink: 100, literalInk: 0, runsText: true }),
      aReadFile({ file: 'b.js', ink: 900, literalInk: 900 }),
    ]
    expect(measureCodeQuality(examinedCode({ analysis: { files: ofOthers } }))?.score).toBeCloseTo(0.1)
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
