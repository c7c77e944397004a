import type { CodeTest } from '../../domain/code-test.ts'
import type { PerformanceProbe } from '../../domain/task.ts'
import type {
  Analysis,
  CaseOutcome,
  CodeRun,
  Definition,
  Issue,
  ProbeOutcome,
  ReadFile,
  Sandbox,
  SqlRun,
  SqlRunResult,
} from '../sandbox.ts'

/** What a scripted sandbox answers. A test passes and a probe grows as its script says, by default well. */
export interface Script {
  readonly onTest?: (test: CodeTest, run: CodeRun) => readonly CaseOutcome[]
  readonly onProbe?: (probe: PerformanceProbe, run: CodeRun) => ProbeOutcome
  readonly onQuery?: (run: SqlRun) => SqlRunResult
  readonly analysis?: Partial<Analysis>
}

/** A sandbox that runs nothing and answers by its script; `runs` holds what it was asked to run. */
export function scriptedSandbox(script: Script = {}): Sandbox & { readonly runs: readonly CodeRun[] } {
  const runs: CodeRun[] = []
  const onTest = script.onTest ?? ((test: CodeTest) => [passed(test.name)])
  const onProbe = script.onProbe ?? ((probe: PerformanceProbe) => aProbe(probe, (n) => 1000 * n))
  return {
    runs,
    async run(run, options) {
      runs.push(run)
      const tests = run.tests.map((test) => {
        options?.onTest?.()
        return onTest(test, run)
      })
      return { tests, probes: run.probes.map((probe) => onProbe(probe, run)) }
    },
    async query(run) {
      return script.onQuery?.(run) ?? { judged: true, cases: [passed('result set')] }
    },
    async analyse() {
      return anAnalysis(script.analysis)
    },
  }
}

export const passed = (name: string): CaseOutcome => ({ name, passed: true })

type Failed = Extract<CaseOutcome, { passed: false }>
export const failed = (name: string, rest: Partial<Omit<Failed, 'passed'>> = {}): CaseOutcome => ({
  name,
  passed: false,
  fault: 'assertion',
  message: 'expected 6, received 5',
  ...rest,
})

/** A probe that reaches every size, spending what `gas` says. */
export function aProbe(
  probe: PerformanceProbe,
  gas: (size: number) => number,
  result: (size: number) => string = String,
): ProbeOutcome {
  const points = probe.sizes.map((size) => ({ size, gas: gas(size), result: result(size) }))
  return { function: probe.function, points, fault: null }
}

/** An analysis of one clean, well documented file, but for what is given. */
export function anAnalysis(parts: Partial<Analysis> = {}): Analysis {
  return {
    issues: [],
    definitions: [aDefinition()],
    files: [aReadFile()],
    idleComments: [],
    unparsable: [],
    ...parts,
  }
}

export function aReadFile(parts: Partial<ReadFile> = {}): ReadFile {
  return {
    file: 'solution.js',
    codeLines: 10,
    dataLines: 0,
    copiedLines: 0,
    commentLines: 4,
    header: 'Sums of numbers.',
    ink: 200,
    literalInk: 10,
    runsText: false,
    ...parts,
  }
}

export function anIssue(parts: Partial<Issue> = {}): Issue {
  return {
    rule: 'prefer-const',
    category: 'style',
    severity: 'WARNING',
    file: 'solution.js',
    line: 3,
    column: 5,
    message: '`x` is never assigned again: declare it with `const`.',
    ...parts,
  }
}

export function aDefinition(parts: Partial<Definition> = {}): Definition {
  return {
    name: 'sumOfEvens',
    kind: 'function',
    file: 'solution.js',
    line: 4,
    column: 1,
    exported: true,
    lines: 6,
    parameters: ['numbers'],
    returnsValue: true,
    throws: false,
    doc: 'Adds up those of the numbers that can be halved. @param numbers whole @returns their sum',
    ...parts,
  }
}
