import { createHash } from 'node:crypto'
import { canonicalJson } from '../../domain/json.ts'
import type { PerformanceProbe } from '../../domain/task.ts'
import type { ProbeOutcome, ProbePoint } from '../../scoring/sandbox.ts'
import type { Data } from '../judging/data.ts'
import { outcomeOf } from './call-test.ts'
import type { CallOutcome } from './kit/call.ts'
import type { Machine } from './machine.ts'
import { type Ended, faultOf } from './outcome.ts'
import { loadProgram, makeProgram, type Program } from './program.ts'

const EMPTY_CALL = { 'empty.js': 'export function nothing() {}' }
const EMPTY_PROBE = { function: 'nothing', input: '() => []', sizes: [1], growth: 0 }

/** Runs a probe's function at each size, in fresh realms each, until one fails. */
export async function runProbe(
  machine: Machine,
  program: Program,
  probe: PerformanceProbe,
): Promise<ProbeOutcome> {
  const points: ProbePoint[] = []
  const overhead = await emptyCallGas(machine, program)
  for (const size of probe.sizes) {
    const outcome = await callAt(machine, program, probe, size)
    if (outcome instanceof Object && 'ended' in outcome && outcome.ended === 'returned') {
      points.push({ size, gas: Math.max(0, outcome.gas - overhead), result: digest(outcome.data) })
    } else return { function: probe.function, points, fault: { size, ...faultAt(outcome, program, probe) } }
  }
  return { function: probe.function, points, fault: null }
}

type AtSize = CallOutcome | { readonly stopped: Ended }

async function callAt(
  machine: Machine,
  program: Program,
  probe: PerformanceProbe,
  size: number,
): Promise<AtSize> {
  const loaded = await loadProgram(machine, program)
  if ('ended' in loaded) return { stopped: loaded.ended }
  const { inputs, imported } = loaded.done
  const input = inputs.get(probe.input)
  if (input === undefined) throw new Error('the probe is none of this program')
  if ('ended' in input) return { stopped: input.ended }
  const called = machine.attempt(() => {
    machine.ask('probe', imported, probe.function, input.make, String(size))
    return outcomeOf(machine)
  })
  return 'ended' in called ? { stopped: called.ended } : called.done
}

/** The same for all programs, since every realm begins the same. */
const emptyCalls = new WeakMap<Machine, number>()

/** What a call costs that does nothing: the share of a measured span that is not the function's. */
async function emptyCallGas(machine: Machine, program: Program): Promise<number> {
  const known = emptyCalls.get(machine)
  if (known !== undefined) return known
  const empty = makeProgram({
    files: EMPTY_CALL,
    entry: 'empty.js',
    language: 'javascript',
    limits: program.limits,
    probes: [EMPTY_PROBE],
  })
  const outcome = await callAt(machine, empty, EMPTY_PROBE, 1)
  if (!('ended' in outcome) || outcome.ended !== 'returned') throw new Error('an empty call has failed')
  emptyCalls.set(machine, outcome.gas)
  return outcome.gas
}

function faultAt(outcome: AtSize, { entry, limits }: Program, probe: PerformanceProbe) {
  if ('stopped' in outcome) return faultOf(outcome.stopped, limits)
  if (outcome.ended === 'threw') return faultOf(outcome.thrown, limits)
  return { fault: 'load' as const, message: `${entry} does not export a function ${probe.function}` }
}

/** One text for one value, whatever order its keys came in. */
function digest(data: Data): string {
  return createHash('sha256').update(canonicalJson(data)).digest('hex')
}
