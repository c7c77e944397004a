import { createHash } from 'node:crypto'
import { canonicalJson } from '../../domain/json.ts'
import type { PerformanceProbe } from '../../domain/task.ts'
import type { ProbeOutcome, ProbePoint } from '../../scoring/sandbox.ts'
import { outcomeOf, type Program } from './call-test.ts'
import type { Value } from './engine/quickjs.ts'
import type { CallOutcome } from './kit/call.ts'
import { LearnerFiles } from './linking/learner-files.ts'
import type { Loading, Machine } from './machine.ts'
import { type Ended, faultOf } from './outcome.ts'
import { TypeStripper } from './typescript/strip-types.ts'

const INPUT = 'the probe'
const EMPTY_CALL = { 'empty.js': 'export function nothing() {}' }

/** Runs a probe's function at each size, in fresh realms each, until one fails. */
export async function runProbe(
  machine: Machine,
  program: Program,
  probe: PerformanceProbe,
): Promise<ProbeOutcome> {
  const points: ProbePoint[] = []
  const overhead = await emptyCallGas(machine, program)
  const loading = { loaded: null }
  for (const size of probe.sizes) {
    const outcome = await callAt(machine, program, { ...probe, loading }, size)
    if (outcome instanceof Object && 'ended' in outcome && outcome.ended === 'returned') {
      points.push({ size, gas: Math.max(0, outcome.gas - overhead), result: digest(outcome.data) })
    } else return { function: probe.function, points, fault: { size, ...faultAt(outcome, program, probe) } }
  }
  return { function: probe.function, points, fault: null }
}

/** Probes are written in their task's language. */
function inputText({ language }: Program, { input }: PerformanceProbe): string {
  const code = `(${input}\n)`
  return language === 'typescript' ? new TypeStripper().strip(INPUT, code).text : code
}

type AtSize = CallOutcome | { readonly stopped: Ended }

interface LoadedProbe extends PerformanceProbe {
  readonly loading: Loading<{ readonly makeInput: Value; readonly imported: Value }>
}

async function callAt(machine: Machine, program: Program, probe: LoadedProbe, size: number): Promise<AtSize> {
  const { files, limits, entry } = program
  const loaded = await machine.load(files, limits, probe.loading, () => ({
    makeInput: machine.authorFunction(inputText(program, probe), INPUT),
    imported: machine.importModule(entry),
  }))
  if ('ended' in loaded) return { stopped: loaded.ended }
  const { makeInput, imported } = loaded.done
  const called = machine.attempt(() => {
    machine.ask('probe', imported, probe.function, makeInput, String(size))
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
  const files = new LearnerFiles(EMPTY_CALL)
  const probe = { function: 'nothing', input: '() => []', sizes: [1], growth: 0, loading: { loaded: null } }
  const outcome = await callAt(
    machine,
    { ...program, language: 'javascript', files, entry: 'empty.js' },
    probe,
    1,
  )
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
function digest(data: string): string {
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(data)))
    .digest('hex')
}
