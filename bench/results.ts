import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { machineSchema, thisMachine } from './machine.ts'
import { type Row, rowSchema } from './row.ts'
import { type SoakReport, soakReportSchema } from './soak/report.ts'

const stamp = { date: z.iso.date(), machine: machineSchema }
const resultsSchema = z.object({
  rows: z.array(rowSchema.extend(stamp)),
  soak: soakReportSchema.extend(stamp).optional(),
})
/** What the newest run of each measure gave; each row says when and where. */
export type Results = z.infer<typeof resultsSchema>

/** What a file holds of earlier runs; nothing where there is none. @throws when it holds something else */
export function readResults(file: string): Results {
  if (!existsSync(file)) return { rows: [] }
  const read = resultsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) throw new Error(`${file} holds no results, remove it: ${z.prettifyError(read.error)}`)
  return read.data
}

/** Puts the rows of one measure in the place of its earlier ones and leaves the others. */
export function keepRows(file: string, rows: readonly Row[]): void {
  const results = readResults(file)
  const measured = new Set(rows.map(({ measure }) => measure))
  const others = results.rows.filter(({ measure }) => !measured.has(measure))
  write(file, { ...results, rows: [...others, ...rows.map((row) => ({ ...row, ...stampNow() }))] })
}

/** Puts a soak's report in the place of the earlier one. */
export function keepSoak(file: string, soak: SoakReport): void {
  write(file, { ...readResults(file), soak: { ...soak, ...stampNow() } })
}

const stampNow = () => ({ date: new Date().toISOString().slice(0, 10), machine: thisMachine() })

function write(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
