import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const PROGRAM = `
import random, time
def roll(): return random.randint(1, 6)
def wait(): time.sleep(5); return time.time()
class Till:
    rates = {"EUR": 1}
    def price(self, amount): return self.rounded(amount * self.rates["EUR"])
    def rounded(self, value):
        if value < 0: raise ValueError("below zero")
        return round(value, 2)
    @staticmethod
    def name(): return "till"
    async def later(self): return 3
def announce(send): send("sold", times=2)
`

const SUITE = `
import pytest, solution
from pytest_mock import MockerFixture
@pytest.fixture
def dice(mocker): return mocker.patch("random.randint", return_value=4)
def test_patch(dice):
    assert solution.roll() == 4
    dice.assert_called_once_with(1, 6)
def test_bad_call(dice):
    solution.roll()
    dice.assert_called_once_with(1, 7)
def test_put_back(mocker): assert solution.roll.__globals__["random"].randint(4, 4) == 4
def test_object(mocker: MockerFixture):
    mocker.patch.object(solution.time, "sleep")
    mocker.patch("solution.time.time", side_effect=[7])
    assert solution.wait() == 7
    solution.time.sleep.assert_called_once_with(5)
def test_dict(mocker):
    mocker.patch.dict(solution.Till.rates, {"EUR": 2})
    assert solution.Till().price(3) == 6
def test_dict_put_back(): assert solution.Till().price(3) == 3
def test_spy(mocker):
    till = solution.Till()
    spy = mocker.spy(till, "rounded")
    assert till.price(1.234) == 1.23
    spy.assert_called_once_with(1.234)
    assert spy.spy_return == 1.23
    with pytest.raises(ValueError): till.price(-1)
    assert spy.call_count == 2 and isinstance(spy.spy_exception, ValueError)
def test_spy_of_class(mocker):
    spy, name = mocker.spy(solution.Till, "rounded"), mocker.spy(solution.Till, "name")
    assert solution.Till().price(2) == 2 and solution.Till.name() == "till"
    assert spy.call_count == name.call_count == 1
@pytest.mark.asyncio
async def test_spy_later(mocker):
    till = solution.Till()
    spy = mocker.spy(till, "later")
    assert await till.later() == 3
    assert spy.spy_return == 3
def test_stub(mocker):
    stub = mocker.stub(name="send")
    solution.announce(stub)
    assert stub.mock_calls == [mocker.call("sold", times=2)]
    stub.assert_called_once_with(mocker.ANY, times=2)
def test_stop(mocker):
    made = mocker.patch("random.randint", return_value=9)
    mocker.stop(made)
    assert solution.roll() <= 6
    mocker.patch("random.randint", return_value=9)
    mocker.stopall()
    assert solution.roll() <= 6
`

describe('the fixture mocker', () => {
  it('patches, spies and stubs until the end of a test', () => {
    const ends = Object.entries(kit.suite(PROGRAM, SUITE)).filter(([, end]) => end !== 'passed')
    expect(ends.map(([name]) => name)).toEqual(['test_bad_call'])
    expect(ends[0]?.[1]).toContain('7')
  })
})
