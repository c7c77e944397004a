import { createHash } from 'node:crypto'
import { canonicalJson } from '../../domain/json.ts'
import type { PerformanceProbe } from '../../domain/task.ts'
import type { ProbeOutcome, ProbePoint } from '../../scoring/sandbox.ts'
import type { Data } from '../judging/data.ts'
import { Halted } from '../judging/halted.ts'
import { missing } from './call-test.ts'
import type { Machine } from './machine.ts'
import { type Ended, faultOf } from './outcome.ts'
import { loadInto, makeProgram, type Program } from './program.ts'

/** What a call costs on each machine that does nothing: the share of a measured span that is not the function's. */
const overheads = new WeakMap<Machine, number>()
const EMPTY_CALL = { 'empty.py': 'def nothing():\n    pass\n' }
const EMPTY_PROBE = { function: 'nothing', input: 'lambda n: []', sizes: [1], growth: 0 }

type AtSize =
  | { readonly gas: number; readonly returned: Data }
  | { readonly ended: Ended }
  | { readonly missing: true }

/** Runs a probe's function at each size, in a fresh realm each, until one fails. */
export function runProbe(machine: Machine, program: Program, probe: PerformanceProbe): ProbeOutcome {
  const points: ProbePoint[] = []
  const overhead = overheadOf(machine, program)
  for (const size of probe.sizes) {
    const outcome = attemptAt(machine, program, probe, size)
    if (!('gas' in outcome)) {
      return { function: probe.function, points, fault: { size, ...faultAt(outcome, program, probe) } }
    }
    const gas = Math.max(0, outcome.gas - overhead)
    points.push({ size, gas, result: digest(outcome.returned) })
  }
  return { function: probe.function, points, fault: null }
}

function attemptAt(machine: Machine, program: Program, probe: PerformanceProbe, size: number): AtSize {
  const attempted = machine.attempt(() => callAt(machine, program, probe, size))
  return 'ended' in attempted ? attempted : attempted.done
}

function callAt(machine: Machine, program: Program, probe: PerformanceProbe, size: number): AtSize {
  const threw = loadInto(machine, program)
  if (threw !== null) return { ended: threw }
  const begun = machine.ask('begin_probe', probe.function, probe.input, size)
  if ('threw' in begun) return { ended: begun.threw }
  if ('missing' in begun) return begun
  machine.refuel()
  const before = machine.gas
  const ran = machine.ask('run_probe')
  const gas = before - machine.gas
  if (ran !== null) return { ended: machine.outOfMemory ? new Halted('memory') : ran.threw }
  machine.refuel()
  const result = machine.ask('probe_result')
  return 'threw' in result ? { ended: result.threw } : { gas, returned: result.returned }
}

function overheadOf(machine: Machine, { limits }: Program): number {
  const known = overheads.get(machine)
  if (known !== undefined) return known
  const program = makeProgram({ files: EMPTY_CALL, entry: 'empty.py', limits, probes: [EMPTY_PROBE] })
  const outcome = attemptAt(machine, program, EMPTY_PROBE, 1)
  if (!('gas' in outcome)) throw new Error('an empty call has failed')
  overheads.set(machine, outcome.gas)
  return outcome.gas
}

function faultAt(
  outcome: Exclude<AtSize, { readonly gas: number }>,
  { entry, limits }: Program,
  probe: PerformanceProbe,
) {
  if ('ended' in outcome) return faultOf(outcome.ended, limits)
  return { fault: 'load' as const, message: missing(entry, probe.function) }
}

/** One text for one value, whatever order its keys came in. */
function digest(data: Data): string {
  return createHash('sha256').update(canonicalJson(data)).digest('hex')
}
