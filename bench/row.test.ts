import { describe, expect, it } from 'vitest'
import type { Figure } from './measure.ts'
import { rowLine, rowOf } from './row.ts'

const measure = { name: 'answers', what: 'answers to a question' }
const aRow = (figure: Partial<Figure>, ours: readonly number[], peer?: readonly number[]) =>
  rowOf(measure, { unit: 'ms', figure: null, ...figure }, { ours, ...(peer && { peer }), notes: [] })

describe('a row of the bench', () => {
  it('compares the medians, and tells the spread of the rounds', () => {
    const row = aRow({ target: 2, unit: 'answers/s' }, [300, 100, 310], [100, 100, 130])

    expect(row).toMatchObject({ ratio: 3, met: true })
    expect(rowLine(row)).toContain(
      'ours 300 answers/s (100–310), peer 100 answers/s (100–130), ratio 3 (1–3), met: ratio ≥ 2',
    )
  })

  it('says so when a promise is missed', () => {
    expect(rowLine(aRow({ target: 2 }, [1], [1]))).toContain('MISSED: ratio ≥ 2')
  })

  it.each([
    { better: 'higher', ours: 10, met: true },
    { better: 'higher', ours: 9.9, met: false },
    { better: 'lower', ours: 10, met: true },
    { better: 'lower', ours: 10.1, met: false },
  ] as const)('holds $ours against a bound of 10 where $better is better', ({ better, ours, met }) => {
    expect(aRow({ better, bound: 10 }, [ours])).toMatchObject({ met })
  })

  it('takes a lower ratio for the better one where lower is better', () => {
    const latency = { better: 'lower', target: 0.05 } as const
    expect(aRow(latency, [10], [500])).toMatchObject({ met: true })
    expect(aRow(latency, [30], [500])).toMatchObject({ met: false })
  })

  it('keeps every promise or none is met', () => {
    expect(aRow({ target: 2, bound: 400 }, [300], [100])).toMatchObject({ met: false })
  })

  it('is none when nothing was measured', () => {
    expect(() => aRow({}, [Number.NaN])).toThrow('answers was not measured')
    expect(() => aRow({}, [1], [0])).toThrow('answers was not measured')
  })
})
