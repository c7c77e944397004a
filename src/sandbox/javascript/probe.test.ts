import { describe, expect, it } from 'vitest'
import type { ProbeOutcome } from '../../scoring/sandbox.ts'
import { probeOutcome } from './testing/run-program.ts'

/** The slope of gas over size, both as logarithms, between the first and the last size. */
function exponent({ points }: ProbeOutcome): number {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) throw new Error('no points')
  return Math.log(last.gas / first.gas) / Math.log(last.size / first.size)
}

describe('a probe', () => {
  it.each([
    ['a filter and a sum', 'ns.filter((n) => n % 2).reduce((a, b) => a + b, 0)', 0.9, 1.1],
    ['a loop', '{ let s = 0; for (const n of ns) s += n; return s }', 0.9, 1.1],
    ['a set', 'new Set(ns).size', 0.9, 1.1],
    ['a sort', '[...ns].sort((a, b) => a - b)', 1, 1.3],
    ['a text built piece by piece', '{ let s = ""; for (const n of ns) s += n; return s.length }', 0.9, 1.25],
    ['making many objects', 'ns.map((n) => [{ n }, { n }, { n }])', 0.95, 1.05],
    ['awaiting each', 'Promise.all(ns.map(async (n) => n))', 0.9, 1.15],
    [
      'includes in a loop',
      '{ const o = []; for (const n of ns) if (!o.includes(n)) o.push(n); return o }',
      1.75,
      2.1,
    ],
    [
      'a generator',
      '(function* () { for (const a of ns) { let c = 0; for (const b of ns) if (a < b) c += 1; yield c } })()',
      1.75,
      2.1,
    ],
    [
      'an iterator',
      '({ *[Symbol.iterator]() { yield ns.filter((n, i) => ns.indexOf(n) === i) } })',
      1.75,
      2.1,
    ],
    ['indexOf in a filter', 'ns.filter((n, i) => ns.indexOf(n) === i)', 1.75, 2.1],
    ['spread in a reduce', 'ns.reduce((a, x) => [...a, x], [])', 1.75, 2.1],
    [
      'two loops',
      '{ let c = 0; for (const a of ns) for (const b of ns) if (a < b) c += 1; return c }',
      1.9,
      2.1,
    ],
    [
      'shift in a loop',
      '{ const q = [...ns]; const o = []; while (q.length) o.push(q.shift()); return o }',
      0.9,
      2.1,
    ],
  ])('finds how %s grows', async (_what, body, low, high) => {
    const found = exponent(await probeOutcome(`export const f = (ns) => ${body}`, {}))
    expect(found).toBeGreaterThan(low)
    expect(found).toBeLessThan(high)
  })

  it('measures the call alone, and a call that does nothing as nothing', async () => {
    const { points } = await probeOutcome('export const f = () => {}', {})
    for (const { gas } of points) expect(gas).toBeLessThan(50)
  })

  it.each([
    ['an object', '({ n: 1 })'],
    ['a list', '[1]'],
    ['an instance', 'new (class Point { n = 1 })()'],
    ['a map', 'new Map([[1, 1]])'],
  ])('measures the call alone, and not what the engine does to look at %s', async (_, value) => {
    const { points } = await probeOutcome(`const value = ${value}; export const f = () => value`, {
      sizes: [1],
    })
    expect(points[0]?.gas).toBeLessThan(1000)
  })

  it('gives equal digests for equal results, and others for others', async () => {
    const digests = async (body: string) =>
      (await probeOutcome(`export const f = (ns) => ${body}`, {})).points.map(({ result }) => result)
    const sum = await digests('({ sum: ns.reduce((a, b) => a + b), n: ns.length })')
    expect(
      await digests('{ let sum = 0; for (const n of ns) sum += n; return { n: ns.length, sum } }'),
    ).toEqual(sum)
    expect(await digests('({ sum: 0, n: ns.length })')).not.toEqual(sum)
    expect(new Set(sum).size).toBe(4)
  })

  it('stops at the size that fails, and says why', async () => {
    const loops = await probeOutcome(
      'export const f = (ns) => { if (ns.length > 600) for (;;); return 1 }',
      {},
    )
    expect(loops).toMatchObject({
      points: [{ size: 250 }, { size: 500 }],
      fault: { size: 1000, fault: 'time' },
    })
    const throws = await probeOutcome('export const f = () => null.x', {})
    expect(throws).toMatchObject({ points: [], fault: { size: 250, fault: 'exception' } })
    const missing = await probeOutcome('export const g = 1', {})
    expect(missing).toMatchObject({ points: [], fault: { size: 250, fault: 'load' } })
  })

  it('makes its input with what the realm was born with, whatever the learner does to it', async () => {
    const cheat = 'globalThis.Array = null; Array.from = () => []; export const f = (ns) => ns.length'
    const tamed = `try { ${cheat.split(';')[0]} } catch {} try { Array.from = () => [] } catch {} export const f = (ns) => ns.length`
    const honest = await probeOutcome('export const f = (ns) => ns.length', {})
    const { points } = await probeOutcome(tamed, {})
    expect(points.map(({ result }) => result)).toEqual(honest.points.map(({ result }) => result))
  })
})
