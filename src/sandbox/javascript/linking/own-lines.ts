import type { Described } from '../kit/described.ts'
import type { Linked } from './learner-files.ts'

const PLACE = / \((?<file>[^()]+):(?<line>\d+)\)$/

/** An exception at its line of the learner's file, not of the text that was made of that. */
export function inOwnLines(described: Described, program: Linked): Described {
  const message = described.message.replace(PLACE, (_place, file: string, line: string) => {
    return ` (${file}:${program.lineOf(file, Number(line))})`
  })
  return { ...described, message }
}
