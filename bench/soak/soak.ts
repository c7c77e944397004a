import { setTimeout } from 'node:timers/promises'
import { startEngine } from '../api.ts'
import { short } from '../row.ts'
import { startStores } from '../stores.ts'
import { atRate, mostPerSecond } from './load.ts'
import { type Reading, readHeap, readMemory } from './memory.ts'
import { judge, type Series, type SoakReport, seriesLine } from './report.ts'
import { openVisitors, sampleSimulations, type Visitors } from './visit.ts'

const CONCURRENCY = 5
/** Enough to keep a worker of that concurrency busy. */
const AT_ONCE = CONCURRENCY * 2
const SAMPLES = 120

/** Sends an API and a worker half of what the machine takes, and watches the memory of every process. */
export async function soak(minutes: number, say: (line: string) => void): Promise<SoakReport> {
  if (!(minutes > 0)) throw new Error('--minutes takes a number above 0')
  const stores = await startStores()
  try {
    const definitions = sampleSimulations()
    const engine = await startEngine(stores, { workers: 1, concurrency: CONCURRENCY, definitions })
    const [api = '', worker = ''] = engine.origins
    const visitors = openVisitors(api, definitions)
    try {
      const report = await run(visitors, { minutes, api, worker }, say)
      for (const series of report.series) say(seriesLine(series))
      return report
    } finally {
      await visitors.stop()
      await engine.stop()
    }
  } finally {
    await stores.stop()
  }
}

interface Place {
  readonly minutes: number
  readonly api: string
  readonly worker: string
}

async function run(visitors: Visitors, { minutes, api, worker }: Place, say: (line: string) => void) {
  // The machine's limit is told by a tenth of the time, once everything has run for as long.
  const seconds = Math.min(60, minutes * 6)
  await mostPerSecond(visitors.visit, { atOnce: AT_ONCE, seconds })
  const most = await mostPerSecond(visitors.visit, { atOnce: AT_ONCE, seconds })
  const half = most / 2
  say(
    `${short(minutes)} minutes at ${short(half)} visits/s, half of the ${short(most)}/s that the machine takes`,
  )
  const ended = new AbortController()
  const read = async () => [...readMemory(), await readHeap('api', api), await readHeap('worker', worker)]
  const [visits, { atMinute, readings }] = await Promise.all([
    atRate(visitors.visit, { perSecond: half, seconds: minutes * 60 }).finally(() => ended.abort()),
    sample(read, { minutes, ended: ended.signal }),
  ])
  return {
    minutes,
    mostPerSecond: most,
    perSecond: visits / (minutes * 60),
    visits,
    atMinute,
    series: seriesOf(readings, atMinute),
  }
}

/** Reads at even intervals, until the end. */
async function sample(
  read: () => Promise<readonly Reading[]>,
  { minutes, ended }: { minutes: number; ended: AbortSignal },
) {
  const began = performance.now()
  const atMinute: number[] = []
  const readings: (readonly Reading[])[] = []
  while (!ended.aborted) {
    atMinute.push(Number(((performance.now() - began) / 60_000).toFixed(3)))
    readings.push(await read())
    await setTimeout((minutes * 60_000) / SAMPLES, undefined, { signal: ended }).catch(() => undefined)
  }
  return { atMinute, readings }
}

/** Turns readings by time into a series for each process; one that was not there held nothing. */
function seriesOf(readings: readonly (readonly Reading[])[], atMinute: readonly number[]): Series[] {
  const names = new Map(readings.flat().map((reading) => [`${reading.process} ${reading.kind}`, reading]))
  return [...names.values()].map(({ process, kind }) => {
    const mb = readings.map((at) => at.find((one) => one.process === process && one.kind === kind)?.mb ?? 0)
    return judge(process, kind, mb, atMinute)
  })
}
