import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const PROGRAM = `
import logging
log = logging.getLogger("shop")
def sell(stock, name):
    try:
        stock[name] -= 1
    except KeyError:
        log.exception("no %s", name)
    else:
        log.info("sold %s", name)
`

describe('the fixture caplog', () => {
  it('has the records complete, and a text as pytest writes it', () => {
    const suite = `
import logging
from solution import sell
def test_text(caplog):
    sell({}, "tea")
    assert caplog.text.startswith("ERROR    shop:solution.py:8 no tea\\n")
    assert "Traceback" in caplog.text and "KeyError: 'tea'" in caplog.text
    caplog.clear()
    assert caplog.text == "" and caplog.records == []
def test_records(caplog):
    with caplog.at_level(logging.INFO, logger="shop"): sell({"tea": 1}, "tea")
    sell({"tea": 1}, "tea")
    assert [each.message for each in caplog.records] == caplog.messages == ["sold tea"]
    assert caplog.get_records("call")[0].levelname == "INFO" and caplog.get_records("setup") == []
def test_handler(caplog):
    caplog.handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    caplog.set_level("INFO")
    sell({"tea": 1}, "tea")
    assert caplog.text == "shop sold tea\\n"
    assert caplog.record_tuples == [("shop", logging.INFO, "sold tea")]
`
    expect(kit.suite(PROGRAM, suite)).toEqual({
      test_text: 'passed',
      test_records: 'passed',
      test_handler: 'passed',
    })
  })
})

describe('what a test expected', () => {
  it('tells of an exception, a warning and a log all that unittest and pytest do', () => {
    const suite = `
import unittest, warnings
import pytest
from solution import sell
def test_exception():
    with pytest.raises(KeyError) as info: {}["a"]
    assert info.exconly() == "KeyError: 'a'"
class T(unittest.TestCase):
    def test_warning(self):
        with self.assertWarns(UserWarning) as caught: warnings.warn_explicit("low", UserWarning, "shop.py", 7)
        self.assertEqual((caught.filename, caught.lineno, str(caught.warning)), ("shop.py", 7, "low"))
        self.assertEqual(len(caught.warnings), 1)
    def test_log(self):
        with self.assertLogs("shop") as caught: sell({}, "tea")
        self.assertEqual(caught.records[0].message, "no tea")
        self.assertTrue(caught.output[0].startswith("ERROR:shop:no tea\\nTraceback"))
`
    expect(kit.suite(PROGRAM, suite)).toEqual({
      test_exception: 'passed',
      'T.test_warning': 'passed',
      'T.test_log': 'passed',
    })
  })
})

describe('what older suites ask for', () => {
  it('is there: folders of the old kind, mock by its own name, alarms that never ring, asserts of old names', () => {
    const suite = `
import signal, unittest
from mock import Mock, patch
from solution import sell
def test_folder(tmpdir_factory):
    file = tmpdir_factory.mktemp("data").join("a.txt")
    file.write("tea")
    assert file.read() == "tea"
def test_mock():
    with patch("solution.log", Mock()) as log: sell({"tea": 1}, "tea")
    log.info.assert_called_once_with("sold %s", "tea")
def test_alarm():
    signal.signal(signal.SIGALRM, lambda number, frame: 1 / 0)
    assert signal.alarm(3) == 0
    sell({"tea": 1}, "tea")
    assert signal.alarm(0) == 3
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.5, 0)
class T(unittest.TestCase):
    def test_old(self): self.assert_("a"); self.failUnless(1); self.failIf(0); self.assertNotEquals(1, 2)
    def test_old_raises(self): self.assertRaisesRegexp(ZeroDivisionError, "zero", lambda: 1 / 0)
    def test_bad_old(self): self.failUnless(0)
`
    const ends = Object.entries(kit.suite(PROGRAM, suite))
    expect(ends).toHaveLength(6)
    expect(ends.filter(([, end]) => end !== 'passed').map(([name]) => name)).toEqual(['T.test_bad_old'])
  })
})
