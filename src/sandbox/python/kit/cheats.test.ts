import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'
import { PATCHES } from './testing/patches.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const WRONG = 'def f(a, b): return a - b\nasync def af(a, b): return a - b\n'
const SUITE = `
import json, math, re, asyncio, unittest, contextlib
import pytest
from collections import Counter
from unittest import TestCase
from solution import *
import solution

class Adds(unittest.TestCase):
    def test_equal(self): self.assertEqual(solution.f(1, 2), 3)
    def test_list(self): self.assertListEqual([solution.f(1, 2)], [3])
    def test_true(self): self.assertTrue(solution.f(1, 2) == 3)
    def test_is(self): self.assertIs(solution.f(1, 2), 3)
    def test_in(self): self.assertIn(solution.f(1, 2), [3])
    def test_almost(self): self.assertAlmostEqual(solution.f(1, 2), 3)
    def test_count(self): self.assertCountEqual([solution.f(1, 2), 1], [3, 1])
    def test_regex(self): self.assertRegex(str(solution.f(1, 2)), "^3$")
    def test_greater(self): self.assertGreater(solution.f(1, 2), 2)
    def test_sub(self):
        with self.subTest(): self.assertEqual(solution.f(1, 2), 3)

class AddsToo(TestCase):
    def test_equal(self): self.assertEqual(solution.f(1, 2), 3)

class Later(unittest.IsolatedAsyncioTestCase):
    async def test_later(self): self.assertEqual(await solution.af(1, 2), 3)

def test_assert(): assert solution.f(1, 2) == 3
def test_len(): assert len([None] * abs(solution.f(1, 2))) == 3
def test_all(): assert all(solution.f(a, b) == a + b for a, b in [(1, 2)])
def test_sorted(): assert sorted([solution.f(1, 2), 0]) == [0, 3]
def test_sum(): assert sum([solution.f(1, 2), 0]) == 3
def test_repr(): assert repr(solution.f(1, 2)) == "3"
def test_json(): assert json.dumps(solution.f(1, 2)) == "3"
def test_close(): assert math.isclose(solution.f(1, 2), 3)
def test_distance(): assert abs(solution.f(1, 2) - 3) < 1e-6
def test_approx(): assert solution.f(1, 2) == pytest.approx(3)
def test_counter(): assert Counter([solution.f(1, 2)]) == Counter([3])
def test_isinstance(): assert isinstance(solution.f(1, 2), int) and solution.f(1, 2) == 3
def test_raises():
    with pytest.raises(KeyError): solution.f(1, 2)
def test_raise():
    if solution.f(1, 2) != 3: raise AssertionError("no")
def test_context():
    with contextlib.ExitStack(): assert solution.f(1, 2) == 3
def test_run(): assert asyncio.run(solution.af(1, 2)) == 3
def test_run_inside():
    async def inside(): assert await solution.af(1, 2) == 3
    asyncio.run(inside())
`

describe('a wrong answer', () => {
  it.each(PATCHES)('that %s fails every case of its suite, and adds none', (_what, cheat) => {
    const ends = kit.suite(`${cheat}\n${WRONG}`, SUITE)
    expect(Object.entries(ends).filter(([, end]) => end === 'passed')).toEqual([])
    expect(Object.keys(ends)).not.toEqual([])
    expect(Object.keys(ends).filter((name) => name.includes('ree'))).toEqual([])
  })

  it.each(PATCHES)('that %s when it is called fails as well', (_what, cheat) => {
    const inside = cheat.replaceAll('\n', '\n    ')
    const program = `def f(a, b):\n    ${inside}\n    return a - b\nasync def af(a, b): return f(a, b)\n`
    const ends = kit.suite(program, SUITE)
    expect(Object.entries(ends).filter(([, end]) => end === 'passed')).toEqual([])
    expect(Object.keys(ends)).not.toEqual([])
  })

  it.each(PATCHES)('that %s is still returned as what it is', (_what, cheat) => {
    const answer = kit.call(`${cheat}\n${WRONG}`, 'f', 1, 2)
    expect(answer).not.toMatchObject({ returned: 3 })
  })
})
