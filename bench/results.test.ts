import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepRows, keepSoak, readResults } from './results.ts'
import { rowOf } from './row.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-results-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const aRow = (name: string, figure: string | null, ours: number) =>
  rowOf({ name, what: name }, { unit: 'ms', figure }, { ours: [ours], notes: [] })

describe('the results of the bench', () => {
  it('replace the rows of the measure that was run, and keep all others and the soak', () => {
    const file = join(folder, 'results.json')
    keepRows(file, [aRow('latency', 'p50', 1), aRow('latency', 'p99', 2)])
    keepSoak(file, { minutes: 1, mostPerSecond: 2, perSecond: 1, visits: 60, atMinute: [], series: [] })
    keepRows(file, [aRow('rate', null, 3)])
    keepRows(file, [aRow('latency', 'p50', 4)])

    const { rows, soak } = readResults(file)
    expect(rows.map(({ measure, figure, ours }) => ({ measure, figure, ours }))).toEqual([
      { measure: 'rate', figure: null, ours: [3] },
      { measure: 'latency', figure: 'p50', ours: [4] },
    ])
    expect(soak).toMatchObject({ visits: 60 })
  })

  it('say when and on what machine each row was measured', () => {
    const file = join(folder, 'stamped.json')
    keepRows(file, [aRow('rate', null, 3)])

    expect(readResults(file).rows[0]).toMatchObject({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      machine: { node: process.version, cores: expect.any(Number), cpu: expect.any(String) },
    })
  })

  it('are not guessed from a file that holds something else', () => {
    const file = join(folder, 'other.json')
    writeFileSync(file, '[]')
    expect(() => readResults(file)).toThrow('holds no results')
  })
})
