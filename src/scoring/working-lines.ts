import type { Analysis } from './sandbox.ts'

/** The lines of code that do something of their own: those of tables, long texts and copies are left out. */
export function workingLines({ files }: Analysis): number {
  return files.reduce(
    (sum, { codeLines, dataLines, copiedLines }) => sum + Math.max(0, codeLines - dataLines - copiedLines),
    0,
  )
}
