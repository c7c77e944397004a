import type { Json } from '../../domain/json.ts'
import type { PerformanceProbe } from '../../domain/task.ts'
import type { ExaminedCode, ProbeMeasurement } from '../examined.ts'
import type { Analysis, CaseOutcome, ProbeOutcome } from '../sandbox.ts'
import { pairWithTests } from '../test-cases.ts'
import { anAnalysis, passed } from './scripted-sandbox.ts'
import { aCall, aCodeTask, aSimulation, codeTaskOf } from './simulations.ts'

interface Parts {
  readonly analysis?: Partial<Analysis>
  /** One outcome for each test. */
  readonly outcomes?: readonly CaseOutcome[]
  readonly tests?: readonly { readonly [key: string]: Json }[]
  readonly probes?: readonly ProbeMeasurement[]
  readonly files?: Readonly<Record<string, string>>
  readonly modelLines?: number | null
}

/** A code task that was answered, run and read. */
export function examinedCode(parts: Parts = {}): ExaminedCode {
  const outcomes = parts.outcomes ?? [passed('adds evens')]
  const tests = parts.tests ?? outcomes.map(({ name }) => aCall({ name }))
  const task = codeTaskOf(aSimulation(aCodeTask({ tests })))
  return {
    kind: 'code',
    task,
    answered: true,
    files: parts.files ?? { 'solution.js': 'export const sumOfEvens = () => 6' },
    cases: pairWithTests(
      task.tests,
      outcomes.map((outcome) => [outcome]),
    ),
    analysis: anAnalysis(parts.analysis),
    probes: parts.probes ?? [],
    modelLines: parts.modelLines ?? null,
  }
}

export const A_PROBE: PerformanceProbe = {
  function: 'sumOfEvens',
  input: '(n) => [n]',
  sizes: [250, 500, 1000, 2000],
  growth: 1,
}

/** A probe that grew by these laws, its results always right unless told. */
export function measuredProbe(
  gas: (size: number) => number,
  reference: ((size: number) => number) | null = null,
  result: (size: number) => string = String,
): ProbeMeasurement {
  const outcome = (law: (size: number) => number, results: (size: number) => string): ProbeOutcome => ({
    function: A_PROBE.function,
    points: A_PROBE.sizes.map((size) => ({ size, gas: law(size), result: results(size) })),
    fault: null,
  })
  return {
    probe: A_PROBE,
    outcome: outcome(gas, result),
    reference: reference === null ? null : outcome(reference, String),
  }
}
