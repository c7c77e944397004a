import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const failed = (ends: Readonly<Record<string, string>>) =>
  Object.entries(ends).filter(([, end]) => end !== 'passed')

describe('a class made from a built-in type', () => {
  const PROGRAM = `
from typing import NamedTuple
class Headers(dict):
    def __setitem__(self, key, value): super().__setitem__(key.lower(), [value])
    def __getitem__(self, key): return super().__getitem__(key.lower())[0]
    def __contains__(self, key): return super().__contains__(key.lower())
    def __eq__(self, other): return {k: self[k] for k in self} == {k.lower(): other[k] for k in other}
def headers(**values):
    made = Headers()
    for key, value in values.items(): made[key] = value
    return made
class Card(NamedTuple):
    suit: str
    rank: int
    def __lt__(self, other): return self.rank < other.rank
    def __eq__(self, other): return self.rank == other.rank
class Code(str):
    def __eq__(self, other): return self.lower() == other.lower()
    def __hash__(self): return hash(self.lower())
class Plain(dict): pass
`

  it('compares as it says where it says so, and otherwise as that type', () => {
    const suite = `
import unittest
from solution import *
def test_mapping():
    assert headers(Accept="a") == {"accept": "a"} and {"Accept": "a"} == headers(Accept="a")
    assert headers(Accept="a") != {"accept": "b"} and headers(A=1) == headers(a=1) and headers(A=1) != headers(a=2)
def test_member(): assert "ACCEPT" in headers(Accept="a") and "Host" not in headers(Accept="a")
def test_order(): assert Card("z", 2) < Card("a", 3) and not Card("a", 3) < Card("b", 2)
def test_equal(): assert Card("a", 2) == Card("b", 2) and [Card("a", 2)] == [Card("b", 2)] and Card("a", 2) != Card("a", 3)
def test_text(): assert Code("ab") == "AB" and Code("ab") in ["AB"] and Code("ab") != "ac"
def test_plain(): assert Plain(a=1) == {"a": 1} != Plain(a=2) and "a" in Plain(a=1)
class Loose(list):
    def __eq__(self, other): return sorted(self) == sorted(other)
class T(unittest.TestCase):
    def test_asserts(self):
        self.assertEqual(headers(Accept="a"), {"ACCEPT": "a"})
        self.assertLess(Card("z", 2), Card("a", 3))
        self.assertIn("Accept", headers(accept="a"))
    def test_of_tests(self): self.assertEqual(Loose([2, 1]), [1, 2])
`
    expect(failed(kit.suite(PROGRAM, suite))).toEqual([])
  })

  it('is not believed where it equals or holds whatever it is asked about', () => {
    const liars = ['dict', 'list', 'str', 'int', 'tuple', 'set', 'float'].map(
      (kind) =>
        `class L_${kind}(${kind}):\n    __eq__ = __contains__ = __lt__ = __gt__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = ${kind}.__hash__`,
    )
    const suite = `
from solution import *
def test_dict(): assert L_dict(a=1) == {"a": 2}
def test_dict_holds(): assert "b" in L_dict(a=1)
def test_list(): assert L_list([1]) == [2]
def test_list_holds(): assert 2 in L_list([1])
def test_str(): assert [L_str("a")] == ["b"]
def test_int(): assert 4 == L_int(3)
def test_order(): assert 3 < L_int(1) < 5
def test_tuple(): assert L_tuple((1, 2)) == (1, 3)
def test_set(): assert not L_set({1}) != {2}
def test_float(): assert {"x": L_float(1)} == {"x": 2.5}
`
    const ends = Object.values(kit.suite(liars.join('\n'), suite))
    expect(ends).toHaveLength(10)
    expect(ends).not.toContain('passed')
  })
})

describe('an object of the program’s own', () => {
  const VALUES = [
    '{"a": 1, "b": 2}.keys()',
    '{"a": 1, "b": 2}.items()',
    '{}.items()',
    'deque([1, 2])',
    'bytearray(b"ab")',
    'timedelta(minutes=3)',
  ]
  const suite = `
from collections import deque
from datetime import timedelta
from solution import made
${VALUES.map((value, i) => `def test_${i}(): assert made(${i}) == ${value}`).join('\n')}
`

  it('equals a built-in value of whatever kind that it stands for, and no other', () => {
    const program = (answer: string) => `
from collections import deque
from datetime import timedelta
VALUES = [${VALUES.join(', ')}]
class Own:
    def __init__(self, value): self.value = value
    def __eq__(self, other): return ${answer}
def made(i): return Own(VALUES[i])
`
    expect(failed(kit.suite(program('self.value == other'), suite))).toEqual([])
    expect(failed(kit.suite(program('True'), suite))).toHaveLength(VALUES.length)
  })
})
