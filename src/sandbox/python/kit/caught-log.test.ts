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

describe('what older suites ask for', () => {
  it('is there: folders of the old kind, and mock by its own name', () => {
    const suite = `
from mock import Mock, patch
from solution import sell
def test_folder(tmpdir_factory):
    file = tmpdir_factory.mktemp("data").join("a.txt")
    file.write("tea")
    assert file.read() == "tea"
def test_mock():
    with patch("solution.log", Mock()) as log: sell({"tea": 1}, "tea")
    log.info.assert_called_once_with("sold %s", "tea")
`
    expect(kit.suite(PROGRAM, suite)).toEqual({ test_folder: 'passed', test_mock: 'passed' })
  })
})
