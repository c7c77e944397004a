import { describe, expect, it } from 'vitest'
import { examinedCode } from '../testing/examined.ts'
import { aDefinition, aReadFile } from '../testing/scripted-sandbox.ts'
import { measureDocumentation } from './documentation.ts'

const FULL = 'Adds up those that can be halved. @param numbers whole @returns their sum'
const measured = (definitions: readonly ReturnType<typeof aDefinition>[], header: string | null = null) =>
  measureDocumentation(examinedCode({ analysis: { definitions, files: [aReadFile({ header })] } }))

describe('documentation', () => {
  it('is full where everything that others use is explained', () => {
    expect(measured([aDefinition({ doc: FULL })])).toMatchObject({ score: 1, losses: [], remarks: [] })
  })

  it('names the helpers that cost points', () => {
    const helper = aDefinition({ name: 'half', exported: false, lines: 9, doc: null })
    const measure = measured([aDefinition({ doc: FULL }), helper])
    expect(measure?.score).toBeLessThan(1)
    expect(measure?.rationale).toContain('Helpers that are long enough to need words, and lack some: `half`.')
  })

  it('is nothing where nothing is explained', () => {
    const measure = measured([aDefinition({ doc: null })])
    expect(measure?.score).toBe(0)
    expect(measure?.remarks).toMatchObject([{ rule: 'doc/missing', severity: 'WARNING', place: { line: 4 } }])
    expect(measure?.losses.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(1)
  })

  it('lets private helpers weigh less, and short ones nothing', () => {
    const helper = { name: 'isEven', exported: false, doc: null }
    const main = aDefinition({ doc: FULL })
    expect(measured([main, aDefinition({ ...helper, lines: 6 })], 'Sums.')?.score).toBeCloseTo(
      0.9 / 1.25 + 0.1,
    )
    expect(measured([main, aDefinition({ ...helper, lines: 2 })], 'Sums.')?.score).toBe(1)
  })

  it('wants to know what a file of several definitions is for', () => {
    const two = [aDefinition({ doc: FULL }), aDefinition({ name: 'other', doc: FULL })]
    expect(measured(two)?.score).toBeCloseTo(0.9)
    expect(measured(two, 'Sums of numbers.')?.score).toBe(1)
  })

  it('names the files of several that do not say what they are for', () => {
    const advice = (files: readonly (readonly [file: string, header: string | null])[]) => {
      const analysis = { definitions: [], files: files.map(([file, header]) => aReadFile({ file, header })) }
      return measureDocumentation(examinedCode({ analysis }))?.losses.map((loss) => loss.advice)
    }
    const rest = 'with a comment that says what it is for.'
    expect(advice([['a.js', null]])).toEqual([`Begin the file ${rest}`])
    expect(
      advice([
        ['a.js', 'Sums.'],
        ['b.js', null],
      ]),
    ).toEqual([`Begin \`b.js\` ${rest}`])
    expect(
      advice([
        ['a.js', null],
        ['b.js', null],
      ]),
    ).toEqual([`Begin \`a.js\` (and 1 more) ${rest}`])
  })

  it('costs for idle comments, up to a bound', () => {
    const idle = (count: number) =>
      measureDocumentation(
        examinedCode({
          analysis: {
            idleComments: Array.from({ length: count }, (_, i) => ({
              kind: 'repeats-code' as const,
              file: 'solution.js',
              line: i + 1,
              column: 1,
            })),
          },
        }),
      )?.score
    expect(idle(1)).toBeCloseTo(0.95)
    expect(idle(100)).toBeCloseTo(0.8)
  })

  it('earns nothing for files that could not be read, and says so', () => {
    const unparsable = [{ file: 'b.js', line: 2, message: 'This file cannot be read.' }]
    const measure = measureDocumentation(examinedCode({ analysis: { unparsable } }))
    expect(measure).toMatchObject({
      score: 0.5,
      rationale: expect.stringContaining('50% of the files'),
      praise: null,
    })
    expect(measure?.losses).toMatchObject([{ worth: 0.5, advice: 'Mend the files that cannot be read.' }])
  })

  it('is the file’s own comment where there is no function at all', () => {
    expect(measured([])?.score).toBe(0)
    expect(measured([], 'The price list.')?.score).toBe(1)
  })

  const padding = (count: number, parts: Parameters<typeof aDefinition>[0] = {}) =>
    Array.from({ length: count }, (_, i) => aDefinition({ name: `extra${i}`, doc: FULL, lines: 1, ...parts }))

  it('is not raised by what nobody asked for', () => {
    const bad = aDefinition({ doc: null })
    const half = aDefinition({ doc: 'Adds up those that can be halved.' })
    for (const main of [bad, half]) {
      const alone = measured([main], 'Sums.')?.score
      for (const more of [padding(400), padding(400, { lines: 30 }), padding(3, { file: 'b.js' })])
        expect(measured([main, ...more], 'Sums.')?.score).toBe(alone)
    }
    expect(measured([bad, ...padding(400)])).toMatchObject({
      rationale: expect.stringContaining('What the task asks for counts, and of that 0% is told.'),
      losses: [{ advice: expect.stringContaining('Explain `sumOfEvens`:'), worth: expect.closeTo(0.9) }, {}],
    })
  })

  it('is lowered by what is long or exported and has no words, as before', () => {
    const main = aDefinition({ doc: FULL })
    expect(measured([main, ...padding(1, { doc: null })], 'Sums.')?.score).toBeCloseTo(0.55)
  })

  it('is that of the longest functions where the task names none', () => {
    const own = Array.from({ length: 5 }, (_, i) => aDefinition({ name: `own${i}`, doc: null, lines: 9 }))
    expect(measured([...own, ...padding(400)], 'Sums.')?.score).toBeCloseTo(0.1)
    const test = {
      kind: 'suite',
      name: 'spec',
      code: "import { own0 } from './solution'\nit('x', () => expect(own0()).toBe(1))",
    }
    const ofSuite = (definitions: readonly ReturnType<typeof aDefinition>[]) =>
      measureDocumentation(examinedCode({ tests: [test], analysis: { definitions, files: [aReadFile()] } }))
        ?.score
    expect(ofSuite([...own.slice(0, 1), ...padding(400)])).toBeCloseTo(0.1)
    expect(
      ofSuite([...own.slice(0, 1), ...padding(4, { name: 'toBe' }), ...padding(4, { name: 'it' })]),
    ).toBeCloseTo(0.1)
  })

  it('is not raised by files that nobody asked for and that say what they are for', () => {
    const files = [aReadFile({ header: null }), ...padding(9).map((_, i) => aReadFile({ file: `b${i}.js` }))]
    const definitions = [aDefinition({ doc: FULL }), aDefinition({ name: 'other', doc: FULL })]
    expect(measureDocumentation(examinedCode({ analysis: { definitions, files } }))?.score).toBeCloseTo(0.9)
  })
})
