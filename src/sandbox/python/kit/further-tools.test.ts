import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const PROGRAM = `
def double(x):
    if x is None: raise ValueError("nothing to double")
    return 2 * x
`

describe('tools that test files bring along', () => {
  it('make a test of each row of parameters', () => {
    const suite = `
import unittest
from unittest.mock import patch
from parameterized import param, parameterized, parameterized_class
from solution import double
class Rows(unittest.TestCase):
    @parameterized.expand([(1, 2), ("a b", "a ba b"), [3, 7], param(4, wanted=8)])
    def test_row(self, x, wanted): self.assertEqual(double(x), wanted)
    @parameterized.expand([5, "y"], name_func=lambda test, number, row: f"{test.__name__}_of_{row.args[0]}")
    def test_single(self, x): self.assertEqual(double(x), x + x)
    @parameterized.expand(lambda: [(1,)])
    @patch("solution.double", return_value=9)
    def test_mock(self, x, mock): self.assertEqual(mock(x), 9)
@parameterized_class(("x", "wanted"), [(1, 2), (2, 5)])
class Many(unittest.TestCase):
    def test_class(self): self.assertEqual(double(self.x), self.wanted)
@parameterized_class([{"x": "a"}])
class Named(unittest.TestCase):
    def test_class(self): self.assertEqual(double(self.x), "aa")
`
    expect(kit.suite(PROGRAM, suite)).toEqual({
      'Rows.test_row_0': 'passed',
      'Rows.test_row_1_a_b': 'passed',
      'Rows.test_row_2': 'expected 7, received 6',
      'Rows.test_row_3': 'passed',
      'Rows.test_single_of_5': 'passed',
      'Rows.test_single_of_y': 'passed',
      'Rows.test_mock_0': 'passed',
      'Many_0.test_class': 'passed',
      'Many_1.test_class': 'expected 5, received 4',
      'Named_0_a.test_class': 'passed',
    })
  })

  it('assert by functions', () => {
    const suite = `
import nose
from nose.tools import assert_almost_equal, assert_equal, assert_is_none, assert_raises, eq_, ok_, raises
class TestDouble(object):
    def test_equal(self):
        assert_equal(double(2), 4)
        assert_almost_equal(double(0.1), 0.2)
        eq_(double("a"), "aa")
        ok_(double(1))
        assert_is_none(None)
        assert_raises(ValueError, double, None)
        print("Success: test_equal")
    @raises(ValueError)
    def test_raises(self): double(None)
    @raises(KeyError, TypeError)
    def test_other(self): double(None)
def main():
    test = TestDouble()
    test.test_equal()
if __name__ == "__main__": main()
`
    expect(kit.suite(PROGRAM, suite)).toEqual({
      'TestDouble.test_equal': 'passed',
      'TestDouble.test_raises': 'passed',
      'TestDouble.test_other': 'solution.py:3: ValueError: nothing to double',
    })
  })

  it('mark tests for those who grade', () => {
    const suite = `
import unittest
from gradescope_utils.autograder_utils.decorators import leaderboard, number, partial_credit, visibility, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from solution import double
class T(unittest.TestCase):
    @weight(2)
    @number("1.1")
    @visibility("after_due_date")
    def test_marked(self): self.assertEqual(double(1), 2)
    @partial_credit(10)
    def test_part(self, set_score=None):
        set_score(5)
        self.assertEqual(double(1), 3)
    @leaderboard("speed")
    def test_board(self, set_leaderboard_value=None): set_leaderboard_value(double(1))
if __name__ == "__main__": JSONTestRunner(visibility="visible").run(unittest.defaultTestLoader.discover("tests"))
`
    expect(kit.suite(PROGRAM, suite)).toEqual({
      'T.test_marked': 'passed',
      'T.test_part': 'expected 3, received 2',
      'T.test_board': 'passed',
    })
  })
})
