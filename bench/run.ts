import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { drawMeasures, drawSoak } from './charts/draw.ts'
import { ALL, measuresNamed, strayNames } from './measures.ts'
import { keepRows, keepSoak, readResults } from './results.ts'
import { type Row, rowLine, rowSchema } from './row.ts'
import { scoringByPart } from './scoring-by-part.ts'
import { soak } from './soak/soak.ts'

const USAGE = `Usage: npm run bench [-- NAME…] [--trial]
       npm run bench -- soak [--minutes 30] [--trial]
       npm run bench -- parts | charts

Runs each measure beside its peer, in processes of their own, and puts what they give into bench/results.json, in the
place of their earlier rows. NAMEs, or what they begin with, choose measures; without any, all are run and their chart
is drawn. A target that is missed is printed as MISSED and is no failure.

  --trial  one round of a fiftieth of the work, or a soak of seconds, to see that they run; keeps nothing
  soak     half of what the machine takes, for half an hour: does any process grow? Draws its chart
  parts    what scoring each sample simulation takes, by part
  charts   draws the charts anew from bench/results.json
`

const RESULTS = 'bench/results.json'
const CHARTS = 'docs/charts'
const TRIAL_MINUTES = 0.05
const say = (line: string) => void process.stdout.write(`${line}\n`)

const { values, positionals } = parseArgs({
  options: {
    trial: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})
const [command] = positionals
if (values.help) say(USAGE)
else if (command === 'soak') await runSoak(Number(values.minutes), values.trial)
else if (command === 'parts') say(await scoringByPart())
else if (command === 'charts') drawAll()
else await runMeasures(positionals, values.trial)

async function runSoak(minutes: number, trial: boolean): Promise<void> {
  if (trial) say('A trial: its figures tell nothing.')
  const report = await soak(trial ? TRIAL_MINUTES : minutes, say)
  if (trial) return
  keepSoak(RESULTS, report)
  drawSoak(readResults(RESULTS), CHARTS)
}

function drawAll(): void {
  drawMeasures(readResults(RESULTS), CHARTS)
  drawSoak(readResults(RESULTS), CHARTS)
}

async function runMeasures(names: readonly string[], trial: boolean): Promise<void> {
  const stray = strayNames(names)
  if (stray.length > 0) {
    const all = ALL.map(({ name }) => name).join(', ')
    process.stderr.write(`No measure is named ${stray.join(', ')}. There are: ${all}\n`)
    process.exitCode = 1
    return
  }
  if (trial) say('A trial: its figures tell nothing.')
  for (const { name, what } of measuresNamed(names)) {
    say(`${name}: ${what}`)
    const rows = await inOwnProcess(name, trial)
    if (rows === null) {
      say(`${name} FAILED`)
      process.exitCode = 1
      continue
    }
    for (const row of rows) for (const line of [rowLine(row), ...row.notes]) say(`  ${line}`)
    if (!trial) keepRows(RESULTS, rows)
  }
  if (!trial && names.length === 0) drawMeasures(readResults(RESULTS), CHARTS)
}

/** @returns null when it failed; the process has said why */
async function inOwnProcess(name: string, trial: boolean): Promise<readonly Row[] | null> {
  const child = fork(new URL('./run-measure.ts', import.meta.url), [name, ...(trial ? ['trial'] : [])])
  let rows: unknown
  child.once('message', (message) => {
    rows = message
  })
  await once(child, 'exit')
  return rows === undefined ? null : z.array(rowSchema).parse(rows)
}
