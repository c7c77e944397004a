import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineLine } from '../machine.ts'
import { MEASURES } from '../measures.ts'
import type { Results } from '../results.ts'
import { short } from '../row.ts'
import { rowBlocks } from './bars.ts'
import { seriesBlock } from './lines.ts'
import { lineBlock, picture, space } from './svg.ts'

/** Draws the rows of all measures into a folder, as `measures.svg`. */
export function drawMeasures(results: Results, folder: string): void {
  if (results.rows.length > 0) write(folder, 'measures.svg', measuresChart(results))
}

/** Draws the last soak, if there was one, as `soak.svg`. */
export function drawSoak({ soak }: Results, folder: string): void {
  if (soak !== undefined) write(folder, 'soak.svg', soakChart(soak))
}

function write(folder: string, name: string, svg: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), svg)
}

/** Rows of measures that there are no more are left out. */
function measuresChart({ rows }: Results): string {
  const groups = Object.entries(MEASURES).flatMap(([heading, measures]) => {
    const own = measures.flatMap(({ name }) => rows.filter((row) => row.measure === name))
    return own.length === 0 ? [] : [lineBlock(heading, 'heading'), ...own.flatMap(rowBlocks)]
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
    space(10),
    lineBlock(
      `${short(perSecond)} visits a second (create, submit, watch, read) of the ${short(mostPerSecond)} that the machine takes`,
      'muted',
    ),
    lineBlock(`${date}: ${machineLine(machine)}`, 'muted'),
  ])
}
