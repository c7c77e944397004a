import { describe, expect, it } from 'vitest'
import { A_PROBE, examinedCode, measuredProbe } from '../testing/examined.ts'
import { failed, passed } from '../testing/scripted-sandbox.ts'
import { growthExponent } from './growth.ts'
import { measurePerformance } from './performance.ts'

const linear = (n: number) => 100 * n
const measured = (...probes: readonly ReturnType<typeof measuredProbe>[]) =>
  measurePerformance(examinedCode({ probes }))

describe('the growth exponent', () => {
  it.each([
    ['constant', () => 500, 0],
    ['linear', linear, 1],
    ['quadratic', (n: number) => 3 * n * n, 2],
    ['cubic', (n: number) => n ** 3, 3],
  ])('of %s work', (_what, law, expected) => {
    expect(growthExponent(A_PROBE.sizes.map((size) => ({ size, gas: law(size) })))).toBeCloseTo(expected, 9)
  })

  it('is 0 where one point tells none, and stands no gas at all', () => {
    expect(growthExponent([{ size: 10, gas: 1000 }])).toBe(0)
    expect(
      growthExponent([
        { size: 10, gas: 0 },
        { size: 20, gas: 0 },
      ]),
    ).toBe(0)
  })
})

describe('performance', () => {
  it('is not measured without probes', () => {
    expect(measured()).toBeNull()
  })

  it.each([
    ['n', linear, 1],
    ['n log n', (n: number) => n * Math.log2(n), 1],
    ['n^1.625', (n: number) => n ** 1.625, 0.5],
    ['n^2', (n: number) => n * n, 0],
    ['n^3', (n: number) => n ** 3, 0],
    ['1', () => 1000, 1],
  ])('falls with growth above what is expected: %s', (_what, law, score) => {
    expect(measured(measuredProbe(law))?.score).toBeCloseTo(score, 6)
  })

  it.each([
    [3, 1],
    [Math.sqrt(60), 0.75],
    [20, 0.5],
    [1000, 0.5],
    [0.1, 1],
  ])('compares the work with the reference’s: %d times', (ratio, score) => {
    expect(measured(measuredProbe((n) => ratio * linear(n), linear))?.score).toBeCloseTo(score)
  })

  it('does not look at work too small to matter', () => {
    const measure = measured(
      measuredProbe(
        (n) => (n > 500 ? 480 : 5),
        () => 1,
      ),
    )
    expect(measure).toMatchObject({ score: 1 })
  })

  it('earns nothing where the result is another than the reference’s', () => {
    const wrong = measuredProbe(linear, linear, (n) => (n > 1000 ? 'wrong' : String(n)))
    expect(measured(wrong)).toMatchObject({ score: 0, rationale: expect.stringContaining('another result') })
  })

  it('earns at most the part of the sizes that it reached', () => {
    const whole = measuredProbe(linear, linear)
    const stopped = (points: number) => ({
      ...whole,
      outcome: {
        ...whole.outcome,
        points: whole.outcome.points.slice(0, points),
        fault: { size: A_PROBE.sizes[points] ?? 0, fault: 'time' as const, message: 'SECRET' },
      },
    })
    expect(measured(stopped(3))?.score).toBeCloseTo(0.75)
    expect(measured(stopped(0))?.score).toBe(0)
    expect(JSON.stringify(measured(stopped(3)))).not.toContain('SECRET')
  })

  it('gives a wrong answer no more than its correctness, where no reference tells', () => {
    const outcomes = [passed('one'), failed('two')]
    expect(measurePerformance(examinedCode({ outcomes, probes: [measuredProbe(linear)] }))?.score).toBe(0.5)
    expect(
      measurePerformance(examinedCode({ outcomes, probes: [measuredProbe(linear, linear)] }))?.score,
    ).toBe(1)
  })

  it.each([
    ['exception', 'stopped with an exception'],
    ['time', 'ran out of time'],
    ['load', 'could not be loaded'],
  ] as const)('says of a first size that ended by %s how it ended', (fault, how) => {
    const probe = measuredProbe(linear, linear)
    const outcome = { ...probe.outcome, points: [], fault: { size: 250, fault, message: 'oh' } }
    const measure = measured({ ...probe, outcome })
    expect(measure).toMatchObject({ score: 0, rationale: `\`sumOfEvens\` ${how} at size 250.` })
    expect(measure?.remarks).toMatchObject([{ message: expect.stringContaining(how) }])
  })

  it('compares with the model answer, in whole numbers from 10 times on', () => {
    const rationale = (times: number) => measured(measuredProbe((n) => times * linear(n), linear))?.rationale
    expect(rationale(1.5)).toBe(
      '`sumOfEvens` takes work that grows like n^1.0 (n^1 is expected), 1.5 times that of the model answer.',
    )
    expect(rationale(4014.9)).toContain(' 4015 times that of the model answer.')
  })

  it('does not speak of growth where there is none, and none is expected', () => {
    const constant = measuredProbe(
      () => 10_000,
      () => 1000,
    )
    const measure = measured({ ...constant, probe: { ...constant.probe, growth: 0 } })
    const says =
      'takes work that does not grow with its input (no growth is expected), 10 times that of the model answer.'
    expect(measure?.rationale).toBe(`\`sumOfEvens\` ${says}`)
    expect(measure?.losses).toMatchObject([{ advice: `Let \`sumOfEvens\` do less work: it ${says}` }])
  })

  it('is the mean over the probes, and advises on the slow one', () => {
    const measure = measured(
      measuredProbe(linear),
      measuredProbe((n) => n * n),
    )
    expect(measure?.score).toBeCloseTo(0.5)
    expect(measure?.losses).toMatchObject([
      {
        worth: expect.closeTo(0.5),
        place: { file: 'solution.js', line: 4 },
        advice: expect.stringContaining('4.0 times'),
      },
    ])
    expect(measure?.remarks).toMatchObject([{ severity: 'WARNING', rule: 'performance/probe' }])
  })
})
