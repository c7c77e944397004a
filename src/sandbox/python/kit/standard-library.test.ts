import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit

beforeAll(() => {
  kit = openKit()
}, 60_000)

/** What a program may change of Python's own library; each in a function, for it may be refused. */
const CHANGES = [
  'math.pi = math.inf = 0',
  'sys.maxsize = 0',
  'string.ascii_lowercase = string.hexdigits = ""',
  'calendar.day_name = [""]',
  'copy._deepcopy_dispatch[list] = lambda x, *more: x',
  'statistics.mean.__code__ = (lambda data: 0).__code__',
  'textwrap.dedent.__code__ = (lambda text: "").__code__',
  'heapq.merge.__code__ = (lambda *a, key=None, reverse=False: iter(())).__code__',
  'textwrap.shorten.__kwdefaults__ = {}',
  'bisect.insort = lambda *a: None',
  'collections.Counter.__init__ = lambda s, *a, **k: None',
  'collections.ChainMap.__getitem__ = collections.UserDict.__getitem__ = lambda s, k: 0',
  'collections.abc.Mapping.__eq__ = lambda s, o: True',
]

const SUITE = `
import calendar, copy, heapq, math, statistics, string, sys, textwrap
from collections import ChainMap, Counter, UserDict
from solution import number, text, change
def test_pi(): assert math.isclose(number(), math.pi)
def test_inf(): assert number() == math.inf
def test_size(): assert number() == sys.maxsize
def test_letters(): assert text() == string.ascii_lowercase
def test_day(): assert text() == calendar.day_name[0]
def test_copy():
    rows = [[3]]
    before = copy.deepcopy(rows)
    change(rows)
    assert rows == before
def test_mean(): assert number() == statistics.mean([1, 2])
def test_dedent(): assert text() == textwrap.dedent("  a")
def test_merge(): assert list(text()) == list(heapq.merge([1], [2]))
def test_counter(): assert Counter(text()) == Counter("aab")
def test_layers(): assert number() == ChainMap({"a": 5})["a"]
def test_dict(): assert number() == UserDict({"a": 5})["a"]
`

const tries = CHANGES.map((change) => `    try: ${change}\n    except Exception: pass`).join('\n')
const CHANGING = `
import bisect, calendar, collections.abc, copy, heapq, math, statistics, string, sys, textwrap
def everything():
${tries}
everything()
def number(): everything(); return 0
def text(): everything(); return ""
def change(rows): everything(); rows[0].append(4)
`

describe('what a test expects by means of the standard library', () => {
  it('is not what a program makes of that', () => {
    const ends = Object.values(kit.suite(CHANGING, SUITE))
    expect(ends).toHaveLength(12)
    expect(ends).not.toContain('passed')
  })

  it('is the same for a program that keeps it as it is', () => {
    const suite = `
import copy, statistics, string
from collections import Counter
from statistics import StatisticsError
import pytest
from solution import average, count, letters
def test_average(): assert average([1, 2]) == statistics.mean([1, 2])
def test_error():
    with pytest.raises(StatisticsError): average([])
def test_count(): assert count("aab") == Counter("aab") and isinstance(count(""), Counter)
def test_letters(): assert letters() == string.ascii_lowercase
`
    const program =
      'import string\nfrom collections import Counter as count\nfrom statistics import mean as average\ndef letters(): return string.ascii_lowercase\n'
    expect(new Set(Object.values(kit.suite(program, suite)))).toEqual(new Set(['passed']))
  })

  it('may be replaced by the test, for itself and for the program', () => {
    const suite = `
import json, math, statistics
from unittest.mock import patch
from solution import area, average, read
def test_constant(monkeypatch):
    monkeypatch.setattr(math, "pi", 3)
    assert area(2) == 12 and math.pi == 3
def test_function():
    with patch.object(statistics, "mean", return_value=7): assert average([1]) == 7
    assert average([1]) == 1
def test_module(monkeypatch):
    monkeypatch.setattr(json, "loads", lambda text: "given")
    assert read("1") == "given"
def test_by_name():
    with patch("json.loads", return_value=8): assert read("1") == 8
`
    const program =
      'import json, math, statistics\ndef area(r): return math.pi * r ** 2\ndef average(xs): return statistics.mean(xs)\ndef read(t): return json.loads(t)\n'
    expect(kit.suite(program, suite)).toEqual({
      test_constant: 'passed',
      test_function: 'passed',
      test_module: 'passed',
      test_by_name: 'passed',
    })
  })
})
