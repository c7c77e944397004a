import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineLine } from '../machine.ts'
import { MEASURES } from '../measures.ts'
import type { Results } from '../results.ts'
import { short } from '../row.ts'
import { rowBlock } from './bars.ts'
import { seriesBlock } from './lines.ts'
import { lineBlock, picture } from './svg.ts'

/** Draws what the results hold into a folder: `measures.svg`, and `soak.svg` where there was a soak. */
export function drawCharts(results: Results, folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (results.rows.length > 0) writeFileSync(join(folder, 'measures.svg'), measuresChart(results))
  if (results.soak !== undefined) writeFileSync(join(folder, 'soak.svg'), soakChart(results.soak))
}

/** Rows of measures that there are no more are left out. */
function measuresChart({ rows }: Results): string {
  const groups = Object.entries(MEASURES).flatMap(([heading, measures]) => {
    const own = measures.flatMap(({ name }) => rows.filter((row) => row.measure === name))
    return own.length === 0 ? [] : [lineBlock(heading, 'heading'), ...own.map(rowBlock)]
  })
  const runs = rows.map(({ date, machine }) => `${date}: ${machineLine(machine)}`)
  const places = [...new Set(runs)].sort().map((line) => lineBlock(line, 'muted'))
  return picture('The engine beside its peers, measure by measure', [...groups, ...places])
}

function soakChart(soak: NonNullable<Results['soak']>): string {
  const { minutes, perSecond, mostPerSecond, series, atMinute, date, machine } = soak
  return picture('Memory of every process under half load', [
    lineBlock(`Memory over ${short(minutes)} minutes of half load`, 'heading'),
    ...series.map((one) => seriesBlock(one, atMinute)),
    lineBlock(
      `${short(perSecond)} visits a second (create, submit, watch, read), half of the ${short(mostPerSecond)} that the machine takes`,
      'muted',
    ),
    lineBlock(`${date}: ${machineLine(machine)}`, 'muted'),
  ])
}
