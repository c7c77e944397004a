import { describe, expect, it } from 'vitest'
import type { ExaminedTask } from '../examined.ts'
import type { Measure } from '../measure.ts'
import { examinedCode } from '../testing/examined.ts'
import { aDefinition, failed, passed } from '../testing/scripted-sandbox.ts'
import { aCall } from '../testing/simulations.ts'
import { measureCorrectness, measureTestGroups } from './correctness.ts'

function measured(examined: ExaminedTask): Measure {
  const measure = measureCorrectness(examined)
  if (measure === null) throw new Error('there is something to measure')
  return measure
}

const exception = (message: string) => failed('adds evens', { fault: 'exception', message })

describe('the tests of a criterion', () => {
  const tests = [
    aCall({ name: 'one', group: 'exact' }),
    aCall({ name: 'two', group: 'exact', hidden: true }),
    aCall({ name: 'three' }),
  ]

  it('are told apart from all tests of the task', () => {
    const outcomes = [passed('one'), passed('two'), failed('three')]
    const group = measureTestGroups(examinedCode({ outcomes, tests }), new Set(['exact']), 'Exact amounts')
    expect(group).toMatchObject({
      score: 1,
      praise: 'Your code passes every test for `Exact amounts`.',
    })
  })

  it('are not said to be all that can be seen, where another visible test fails', () => {
    const advice = (third: ReturnType<typeof passed>) =>
      measureTestGroups(
        examinedCode({ outcomes: [passed('one'), failed('two'), third], tests }),
        new Set(['exact']),
        'Exact amounts',
      )?.losses[0]?.advice
    expect(advice(passed('three'))).toContain('Every test that you can see passes')
    expect(advice(failed('three'))).toContain('Every test for `Exact amounts` that you can see passes')
  })

  it('are said to be hidden where all of them are, whatever the others show', () => {
    const outcomes = [passed('one'), failed('two'), passed('three')]
    const hidden = [aCall({ name: 'one' }), aCall({ name: 'two', group: 'edge', hidden: true }), aCall()]
    const measure = measureTestGroups(examinedCode({ outcomes, tests: hidden }), new Set(['edge']), 'Edges')
    expect(measure?.losses[0]?.advice).toContain('The one test for `Edges` is hidden, and it fails:')
  })
})

describe('correctness', () => {
  it('rounds shares as marks are rounded, but not up to all', () => {
    const praise = (weight: number) => {
      const tests = [aCall({ name: 'one', weight }), aCall({ name: 'two' })]
      return measured(examinedCode({ outcomes: [passed('one'), failed('two')], tests })).praise
    }
    expect(praise(6.5)).toContain('87%')
    expect(praise(1000)).toContain('99%')
  })

  it('tells how many tests passed, and how much they weigh', () => {
    const measure = measured(
      examinedCode({
        outcomes: [passed('one'), failed('two')],
        tests: [aCall({ name: 'one', weight: 3 }), aCall({ name: 'two', hidden: true })],
      }),
    )
    expect(measure).toMatchObject({
      score: 0.75,
      rationale: '1 of 2 tests passed, 75% by weight; 1 of those that failed is hidden.',
    })
  })

  it('advises on the first visible test that fails, with its function’s place', () => {
    const { losses } = measured(examinedCode({ outcomes: [passed('one'), failed('two'), failed('three')] }))
    expect(losses).toEqual([
      {
        worth: expect.closeTo(2 / 3),
        advice: 'Make the test `two` pass (and 1 more): `expected 6, received 5`.',
        place: { file: 'solution.js', line: 4, column: 1 },
        step: 'test two',
      },
    ])
  })

  it('is not measured where all tests are skipped', () => {
    expect(measureCorrectness({ ...examinedCode(), cases: [] })).toBeNull()
  })

  it('names nothing of the tests where only hidden ones fail', () => {
    const tests = [aCall({ name: 'one' }), aCall({ name: 'secret', hidden: true })]
    const measure = measured(examinedCode({ outcomes: [passed('one'), exception('secret')], tests }))
    expect(JSON.stringify(measure)).not.toContain('secret')
    expect(measure.losses).toMatchObject([
      { place: null, advice: expect.stringContaining('a hidden test fails') },
    ])
    expect(measure.remarks).toEqual([])
  })

  it.each([
    ['all of them fail', 'hidden', [failed('one'), failed('two')], 'are hidden, and they all fail:'],
    ['one fails', 'hidden', [passed('one'), failed('two')], 'are hidden, and one of them fails:'],
    ['two fail', 'hidden', [passed('one'), failed('two'), failed('three')], 'and 2 of them fail:'],
    ['the only one fails', 'hidden', [failed('one')], 'The one test of this task is hidden, and it fails:'],
    [
      'and one is seen',
      'visible',
      [passed('one'), failed('two')],
      'The one test that you can see passes, but',
    ],
  ])('speaks of visible tests only where there are some: %s', (_what, first, outcomes, said) => {
    const tests = outcomes.map(({ name }, i) => aCall({ name, hidden: i > 0 || first !== 'visible' }))
    const advice = measured(examinedCode({ outcomes, tests })).losses[0]?.advice
    expect(advice).toContain(said)
    if (first !== 'visible') expect(advice).not.toContain('you can see')
    expect(advice).toMatch(/the extremes\.$/)
  })

  it.each([
    ['exception', 'stopped with an exception'],
    ['time', 'ran out of time'],
    ['memory', 'ran out of memory'],
    ['stack', 'called itself too deeply'],
    ['output', 'printed too much'],
    ['load', 'could not be loaded'],
  ] as const)('remarks on a test that ended by %s, and says why', (fault, why) => {
    const { remarks } = measured(examinedCode({ outcomes: [failed('adds evens', { fault, message: 'oh' })] }))
    expect(remarks).toMatchObject([
      { severity: 'ERROR', rule: `test/${fault}`, message: expect.stringContaining(why) },
    ])
    expect(remarks[0]?.message).toContain('`oh`')
  })

  it('leaves a failed check to its test result', () => {
    expect(measured(examinedCode({ outcomes: [failed('two')] })).remarks).toEqual([])
  })

  it('says one cause once for all tests that it failed', () => {
    const outcomes = [1, 2, 3].map((n) => failed(`test ${n}`, { fault: 'load', message: 'Unexpected token' }))
    const { remarks } = measured(examinedCode({ outcomes }))
    expect(remarks).toHaveLength(1)
    expect(remarks[0]?.message).toContain('`test 1` (and 2 more like it)')
  })

  it.each([
    ['TypeError: x is not a function at solution.js:3:5', { file: 'solution.js', line: 3, column: 5 }],
    ['at sum (lib/sum.js:12)', { file: 'lib/sum.js', line: 12, column: null }],
    ['at kit.js:1:1, called from ./solution.js:7', { file: 'solution.js', line: 7, column: null }],
    ['nothing of a place', { file: 'solution.js', line: 4, column: 1 }],
  ])('finds the place in %j', (message, place) => {
    const files = { 'solution.js': 'x', 'lib/sum.js': 'y' }
    expect(measured(examinedCode({ outcomes: [exception(message)], files })).remarks[0]?.place).toEqual(place)
  })

  it('has no place where the function that is called is not there', () => {
    const analysis = { definitions: [aDefinition({ name: 'other' })] }
    expect(measured(examinedCode({ outcomes: [exception('oh')], analysis })).remarks[0]?.place).toBeNull()
  })
})
