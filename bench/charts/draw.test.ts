import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { thisMachine } from '../machine.ts'
import { ALL } from '../measures.ts'
import { rowOf } from '../row.ts'
import { judge } from '../soak/report.ts'
import { drawMeasures, drawSoak } from './draw.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-charts-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stamp = { date: '2026-01-02', machine: { ...thisMachine(), cpu: 'a <fast> one' } }
const aRow = (name: string) => ({
  ...rowOf(
    { name, what: 'a & b' },
    { unit: 'jobs/s', figure: null, target: 3 },
    { ours: [90], peer: [10], notes: [] },
  ),
  ...stamp,
})

describe('the charts', () => {
  it('show each row with both bars, the ratio and what it must reach, and where it was measured', () => {
    const [{ name } = { name: '' }] = ALL
    drawMeasures({ rows: [aRow(name), aRow('gone-since')] }, folder)

    const svg = readFileSync(join(folder, 'measures.svg'), 'utf8')
    for (const words of [name.replaceAll('-', ' '), '90 jobs/s', '10 jobs/s', '9 × peer · ✓ ratio ≥ 3']) {
      expect(svg).toContain(words)
    }
    expect(svg).toContain('A &amp; b')
    expect(svg).toContain('2026-01-02')
    expect(svg).toContain('a &lt;fast&gt; one')
    expect(svg).not.toContain('gone since')
  })

  it('show a soak with the trend of each process', () => {
    const atMinute = [0, 10, 20, 30]
    const series = [judge('worker', 'heap', [90, 100, 110, 120], atMinute)]
    const soak = { minutes: 30, mostPerSecond: 12, perSecond: 6, visits: 10_800, atMinute, series }
    drawSoak({ rows: [], soak: { ...soak, ...stamp } }, folder)

    const svg = readFileSync(join(folder, 'soak.svg'), 'utf8')
    for (const words of ['30 minutes', 'worker', 'heap', '120 MB, +60 MB/h', 'not flat'])
      expect(svg).toContain(words)
  })
})
