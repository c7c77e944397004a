import { mismatch } from './shown.ts'

/** Whether a program printed what is expected, white space at the ends of lines and of the whole set aside. */
export function sameOutput(printed: string, expected: string): boolean {
  const [received, wanted] = [linesOf(printed), linesOf(expected)]
  return received.length === wanted.length && firstDifferingLine(received, wanted) === received.length
}

/** The first line at which two outputs part: 'line 2: expected "6", received "5"'. */
export function outputMismatch(expected: string, printed: string): string {
  const [received, wanted] = [linesOf(printed), linesOf(expected)]
  const at = firstDifferingLine(received, wanted)
  const [line, wantedLine] = [received[at], wanted[at]]
  if (wantedLine === undefined) {
    const wish =
      wanted.length === 0 ? 'expected no output' : `expected no more than ${counted(wanted.length)}`
    return `line ${at + 1}: ${wish}, received ${quotedLine(line ?? '')}`
  }
  if (received.length === 0) return `the program printed nothing: expected ${quotedLine(wantedLine)}`
  if (line === undefined) {
    return `line ${at + 1}: expected ${quotedLine(wantedLine)}, but the output ends after ${counted(received.length)}`
  }
  return `line ${at + 1}: ${mismatch(wantedLine, line, { compare: 'exact' })}`
}

/** A text's lines, without the white space that nobody sees: CRLF is a line end like any other. */
function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())
    .slice(0, text.trim() === '' ? 0 : undefined)
}

function firstDifferingLine(received: readonly string[], wanted: readonly string[]): number {
  const at = received.findIndex((line, i) => line !== wanted[i])
  return at === -1 ? received.length : at
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`
}

const MAX_LINE_CHARS = 80

function quotedLine(line: string): string {
  return JSON.stringify(line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)}…` : line)
}
