import type { TaskLimits } from '../../domain/task.ts'
import type { FaultKind, TextPosition } from '../../scoring/sandbox.ts'
import type { DatabaseFault, Reply } from './engine/reply.ts'
import { hintOf } from './hints.ts'

export interface Fault {
  readonly fault: FaultKind
  readonly message: string
  readonly at?: TextPosition
}

/** Why a text did not come to its end; null where it did. */
export function faultOf({ halted, fault }: Reply, text: string, limits: TaskLimits): Fault | null {
  const bound = halted ?? (fault === null ? null : boundOf(fault))
  if (bound !== null) return { fault: bound, message: boundMessage(bound, limits) }
  return fault === null ? null : exception(fault, text)
}

/** The bounds that Postgres sets or notices itself: https://www.postgresql.org/docs/18/errcodes-appendix.html */
function boundOf({ code, message }: DatabaseFault): FaultKind | null {
  // The parser calls its own stack memory.
  if (code === '54001' || message.startsWith('memory exhausted at or near')) return 'stack'
  const tooLarge = /invalid memory alloc request size/.test(message)
  return /^53/.test(code) || code === '54000' || tooLarge ? 'memory' : null
}

function boundMessage(fault: FaultKind, { timeMs, memoryMb }: TaskLimits): string {
  switch (fault) {
    case 'time':
      return `did not finish within its time of ${timeMs} ms: does it join or make more rows than it needs?`
    case 'memory':
      return `used more than its ${memoryMb} MB of memory`
    case 'stack':
      return 'is nested too deeply'
    case 'output':
      return 'returned more than 8 MiB of rows'
    default:
      return fault
  }
}

/** "line 3, column 8: column "foo" does not exist (hint: …)" */
function exception(fault: DatabaseFault, text: string): Fault {
  const { message, position } = fault
  const hint = hintOf(fault, text) ?? fault.hint
  const told = `${message}${hint === null ? '' : ` (hint: ${hint})`}`
  if (position === null) return { fault: 'exception', message: told }
  const at = placeOf(text, position)
  return { fault: 'exception', message: `line ${at.line}, column ${at.column}: ${told}`, at }
}

/** Postgres counts characters, where a text here counts UTF-16 units. */
function placeOf(text: string, position: number): TextPosition {
  let line = 1
  let column = 1
  let left = position - 1
  for (const character of text) {
    if (left === 0) break
    left -= 1
    column += 1
    if (character === '\n') {
      line += 1
      column = 1
    }
  }
  return { line, column }
}
