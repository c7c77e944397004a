import { describe, expect, it } from 'vitest'
import { probeOutcome } from './testing/run-program.ts'

/** The exponents between neighbouring sizes. */
function growth(program: string, sizes: readonly number[]): number[] {
  const { points } = probeOutcome(program, { sizes: [...sizes] })
  return points.slice(1).map(({ size, gas }, i) => {
    const before = points[i]
    if (before === undefined) throw new Error('there is a point before')
    return Math.log(gas / before.gas) / Math.log(size / before.size)
  })
}

describe('a probe', () => {
  it.each([
    ['a loop', 'def f(ns):\n  t = 0\n  for n in ns: t += n\n  return t', 1],
    ['appending', 'def f(ns):\n  a = []\n  for n in ns: a.append(n)\n  return a', 1],
    ['sum', 'def f(ns): return sum(ns)', 1],
    [
      'counting in a dictionary',
      'def f(ns):\n  d = {}\n  for n in ns: d[n] = d.get(n, 0) + 1\n  return d',
      1,
    ],
    ['sorted', 'def f(ns): return sorted(ns)', 1.1],
    ['joining texts one by one', 'def f(ns):\n  s = ""\n  for n in ns: s += str(n)\n  return s', 1],
    [
      'looking into a list in a loop',
      'def f(ns):\n  seen = []\n  for n in ns:\n    if n not in seen: seen.append(n)\n  return seen',
      2,
    ],
    ['a loop in a loop', 'def f(ns): return sum(1 for a in ns for b in ns if a < b)', 2],
    ['a generator', 'def f(ns): yield from (a for a in ns if all(a >= b for b in ns[:a]))', 2],
    [
      'a class that iterates',
      'class C:\n  def __init__(s, ns): s.ns = ns\n  def __iter__(s): yield sum(1 for a in s.ns for b in s.ns if a < b)\ndef f(ns): return C(ns)',
      2,
    ],
    [
      'taking from the front',
      'def f(ns):\n  t = 0\n  while ns:\n    t += ns[0]\n    ns = ns[1:]\n  return t',
      2,
    ],
  ])('finds how %s grows', (_what, program, exponent) => {
    const last = growth(program, [400, 800, 1600]).at(-1) ?? 0
    expect(Math.abs(last - exponent)).toBeLessThan(0.2)
  })

  it('counts the call alone, not what is around it', () => {
    const light = probeOutcome('def f(ns): return 1', { sizes: [10, 1000] })
    const loaded = probeOutcome('import json\nx = sorted(range(10_000))\ndef f(ns): return 1', {
      sizes: [10, 1000],
    })
    for (const { gas } of [...light.points, ...loaded.points]) expect(gas).toBeLessThan(50)
  })

  it('tells results apart, and equal ones not by the order of their keys', () => {
    const result = (program: string) => probeOutcome(program, { sizes: [1, 2] }).points[0]?.result
    expect(result('def f(ns): return {"a": 1, "b": 2}')).toBe(result('def f(ns): return {"b": 2, "a": 1}'))
    expect(result('def f(ns): return 1')).not.toBe(result('def f(ns): return 2'))
  })

  it.each([
    ['raises', 'def f(ns): return 1 / (len(ns) - 20)', 'exception'],
    ['never ends', 'def f(ns):\n  while len(ns) == 20: pass', 'time'],
    ['takes too much memory', 'def f(ns):\n  if len(ns) == 20: return len([0] * 10 ** 9)', 'memory'],
    ['recurses without end', 'def f(ns):\n  if len(ns) == 20: f(ns)', 'stack'],
    ['prints without end', 'def f(ns):\n  while len(ns) == 20: print(1)', 'output'],
  ])('ends at the size at which the function %s', (_what, program, fault) => {
    const limits = { timeMs: 200, memoryMb: 64 }
    const outcome = probeOutcome(program, { sizes: [10, 20, 30] }, { limits })
    expect(outcome.points.map(({ size }) => size)).toEqual([10])
    expect(outcome.fault).toMatchObject({ size: 20, fault })
  })

  it('says so when the function is not there, or the file cannot be loaded', () => {
    expect(probeOutcome('def g(): pass', {}).fault).toEqual({
      size: 250,
      fault: 'load',
      message: 'solution.py does not define a function f',
    })
    expect(probeOutcome('def f(:', {}).fault).toMatchObject({ size: 250, fault: 'load' })
  })
})
