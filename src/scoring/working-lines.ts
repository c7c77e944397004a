import type { Analysis } from './sandbox.ts'

/** The lines of code that do something: those of tables and long texts are left out. */
export function workingLines({ files }: Analysis): number {
  return files.reduce((sum, { codeLines, dataLines }) => sum + Math.max(0, codeLines - dataLines), 0)
}
