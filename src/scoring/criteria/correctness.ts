import { quoted } from '../../domain/quoted.ts'
import type { ExaminedCode, ExaminedTask } from '../examined.ts'
import { type Loss, MAX_WHY_CHARS, type Measure } from '../measure.ts'
import { measureChoice } from '../measure-choice.ts'
import { measureResultSets } from '../measure-result-sets.ts'
import { type CodeCase, passedShare } from '../test-cases.ts'
import { faultPlace, faultRemarks } from '../test-faults.ts'
import { measureText } from '../text/measure-text.ts'

/**
 * Correctness: of a code task the passed share of its tests' weight (a suite's weight is shared by its cases); of
 * a SQL task the share of the model answer's result sets that are right; of a text how much of what it has to say it
 * says (see `text/measure-text.ts`); of a choice task whether the right options were chosen. Null for a task whose
 * tests are all skipped.
 */
export function measureCorrectness(examined: ExaminedTask): Measure | null {
  switch (examined.kind) {
    case 'code':
      return examined.cases.length === 0 ? null : measureTests(examined, examined.cases)
    case 'sql':
      return measureResultSets(examined)
    case 'text':
      return measureText(examined)
    case 'choice':
      return measureChoice(examined)
  }
}

/**
 * The passed share of the weight of the tests in some groups, by which `criterion` is measured; null for a task that
 * has no test in them.
 */
export function measureTestGroups(
  examined: ExaminedTask,
  groups: ReadonlySet<string>,
  criterion: string,
): Measure | null {
  if (examined.kind !== 'code') return null
  const cases = examined.cases.filter(({ test }) => test.group !== undefined && groups.has(test.group))
  return cases.length === 0 ? null : measureTests(examined, cases, ` for ${quoted(criterion)}`)
}

/** `which` tells the tests of a criterion from those of the whole task, in words to go on after "tests". */
function measureTests(examined: ExaminedCode, cases: readonly CodeCase[], which = ''): Measure {
  const score = passedShare(cases)
  const failed = cases.filter(({ outcome }) => !outcome.passed)
  return {
    score,
    rationale: failed.length === 0 ? allPassed(cases.length) : partlyPassed(cases, failed, score),
    praise: praiseOf(examined, failed.length, score, which),
    losses: failed.length === 0 ? [] : [failingTests(examined, cases, 1 - score, which)],
    remarks: examined.answered ? faultRemarks(examined, failed) : [],
  }
}

const allPassed = (tests: number) => (tests === 1 ? 'The one test passed.' : `All of ${tests} tests passed.`)

function partlyPassed(cases: readonly CodeCase[], failed: readonly CodeCase[], score: number): string {
  const hidden = failed.filter(({ test }) => test.hidden).length
  const passed = `${cases.length - failed.length} of ${count(cases.length, 'test')} passed`
  const byWeight = `${percent(score)} by weight`
  return hidden === 0
    ? `${passed}, ${byWeight}.`
    : `${passed}, ${byWeight}; ${hidden} of those that failed ${hidden === 1 ? 'is' : 'are'} hidden.`
}

/**
 * Half of the weight is worth a word; what is missing is said elsewhere. Some of the tests are praised only where they
 * alone are passed: what correctness says of all of them is not to be said twice.
 */
function praiseOf({ cases }: ExaminedCode, failed: number, score: number, which: string): string | null {
  const passesAll = cases.every(({ outcome }) => outcome.passed)
  if (passesAll)
    return `Your code passes ${cases.length === 1 ? 'its one test' : `all of ${cases.length} tests`}.`
  if (failed === 0) return `Your code passes every test${which}.`
  return which === '' && score >= 0.5
    ? `Your code already earns ${percent(score)} of what the tests are worth.`
    : null
}

function failingTests(
  examined: ExaminedCode,
  cases: readonly CodeCase[],
  worth: number,
  which: string,
): Loss {
  const failed = cases.filter(({ outcome }) => !outcome.passed)
  const shown = failed.find(({ test }) => !test.hidden)
  if (shown === undefined) {
    const advice = hiddenAdvice(examined.cases, cases, failed.length, which)
    return { worth, advice, place: null, step: 'hidden tests' }
  }
  const { name } = shown.outcome
  const why = shown.outcome.passed ? '' : `: ${quoted(shown.outcome.message, MAX_WHY_CHARS)}`
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`
  return {
    worth,
    advice: `Make the test ${quoted(name)} pass${more}${why}.`,
    place: faultPlace(examined, shown),
    step: `test ${name}`,
  }
}

/** Advice where only hidden tests fail: it says that visible ones pass only where there are such. */
function hiddenAdvice(
  all: readonly CodeCase[],
  own: readonly CodeCase[],
  failed: number,
  which: string,
): string {
  if (own.every(({ test }) => test.hidden)) return `${allHidden(own.length, failed, which)}: ${OTHER_INPUTS}.`
  const tests = failed === 1 ? 'a hidden test fails' : `${failed} hidden tests fail`
  return `${shownPass(all, which)}, but ${tests}: think of inputs that the visible tests do not try, such as ${RARE_INPUTS}.`
}

function allHidden(tests: number, failed: number, which: string): string {
  const those = which === '' ? ' of this task' : which
  if (tests === 1) return `The one test${those} is hidden, and it fails`
  const fail =
    failed === tests ? 'they all fail' : failed === 1 ? 'one of them fails' : `${failed} of them fail`
  return `The tests${those} are hidden, and ${fail}`
}

function shownPass(all: readonly CodeCase[], which: string): string {
  const visible = all.filter(({ test }) => !test.hidden)
  // Where a visible test fails that is not asked about, "every test" would not be true.
  if (visible.some(({ outcome }) => !outcome.passed)) return `Every test${which} that you can see passes`
  return visible.length === 1 ? 'The one test that you can see passes' : 'Every test that you can see passes'
}

const RARE_INPUTS = 'nothing at all, one of a kind, or the extremes'
const OTHER_INPUTS = `try your code on inputs of your own, the task’s examples first, then ${RARE_INPUTS}`

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
/** Of what is not whole: rounded as the marks are, but never up to all of it. */
const percent = (share: number) => `${Math.min(99, Math.round(share * 100))}%`
