import { quoted } from '../domain/quoted.ts'
import type { ExaminedCode } from './examined.ts'
import type { Place, Remark } from './measure.ts'
import type { CaseOutcome, FaultKind } from './sandbox.ts'
import type { CodeCase } from './test-cases.ts'

/** Characters of an exception's text inside a remark. */
const MAX_CAUSE_CHARS = 250

type Failed = Extract<CaseOutcome, { passed: false }>

const WHY: Readonly<Record<Exclude<FaultKind, 'assertion'>, string>> = {
  exception: 'stopped with an exception',
  time: 'ran out of time: look for a loop that never ends, or for work that is done over and over',
  memory: 'ran out of memory: look for a list or a text that grows without end',
  stack: 'called itself too deeply: look for a recursion that never reaches its end',
  output: 'printed too much: look for a print inside a loop, or a loop that never ends',
  load: 'could not start, because the code could not be loaded',
}

/**
 * Says why visible tests failed by something else than their own check. Tests that failed of one and the same cause
 * share one remark; hidden tests get none, because the cause could tell what they try.
 */
export function faultRemarks(examined: ExaminedCode, failed: readonly CodeCase[]): readonly Remark[] {
  const byCause = Map.groupBy(
    failed.filter(({ test }) => !test.hidden),
    ({ outcome }) => (outcome.passed ? '' : `${outcome.fault} ${outcome.message}`),
  )
  return [...byCause.values()].flatMap(([first, ...others]) => {
    if (first === undefined || first.outcome.passed || first.outcome.fault === 'assertion') return []
    return [faultRemark(examined, first, first.outcome, first.outcome.fault, others.length)]
  })
}

function faultRemark(
  examined: ExaminedCode,
  testCase: CodeCase,
  outcome: Failed,
  fault: keyof typeof WHY,
  others: number,
): Remark {
  const tests = others === 0 ? '' : ` (and ${others} more like it)`
  return {
    severity: 'ERROR',
    place: faultPlace(examined, testCase),
    rule: `test/${fault}`,
    message: `The test ${quoted(outcome.name)}${tests} ${WHY[fault]}: ${quoted(outcome.message, MAX_CAUSE_CHARS)}.`,
  }
}

/** A place such as `lib/sum.js:3:5` inside a message. */
const PLACE = /([^\s:()'"]+):(\d{1,6})(?::(\d{1,6}))?/g

/**
 * Where to look for a failed test's cause: the first place in the learner's own files that the message names, or
 * else the function that the test calls. Null where neither is known.
 */
export function faultPlace(examined: ExaminedCode, { test, outcome }: CodeCase): Place | null {
  if (outcome.passed || test.hidden) return null
  for (const [, file = '', line, column] of outcome.message.matchAll(PLACE)) {
    const own = file.replace(/^\.\//, '')
    if (Object.hasOwn(examined.files, own)) {
      return { file: own, line: Number(line), column: column === undefined ? null : Number(column) }
    }
  }
  return test.kind === 'call' ? functionPlace(examined, test.function) : null
}

/** Where a function that the entry file shows to the outside begins. */
export function functionPlace({ analysis, task }: ExaminedCode, name: string): Place | null {
  const named = analysis.definitions.filter((definition) => definition.name === name)
  const found = named.find(({ file }) => file === task.entry) ?? named[0]
  return found === undefined ? null : { file: found.file, line: found.line, column: found.column }
}
