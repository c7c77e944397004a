import type { Issue } from '../../../scoring/sandbox.ts'
import { issueAt, type Placed, type Remark } from '../remark.ts'

const MAX_LINES = 50
const MAX_PARAMETERS = 5
const MAX_NESTING = 3

/** A function longer than a screen; twice as long is grave. `called` is what the sentence begins with. */
export function lengthRemark(called: string, lines: number): Remark | null {
  if (lines <= MAX_LINES) return null
  return {
    rule: 'function-length',
    category: 'length',
    severity: lines > 2 * MAX_LINES ? 'ERROR' : 'WARNING',
    message: `${called} is ${lines} lines long (at most ${MAX_LINES} is good): give each of its steps a function of its own.`,
  }
}

/** More parameters than a caller can keep in mind. `advice` is what the language offers instead. */
export function parametersRemark(called: string, count: number, advice: string): Remark | null {
  if (count <= MAX_PARAMETERS) return null
  return {
    rule: 'parameter-count',
    category: 'complexity',
    severity: 'WARNING',
    message: `${called} takes ${count} parameters (at most ${MAX_PARAMETERS} is good): ${advice}.`,
  }
}

/**
 * Control structures inside each other; what goes too deep inside one that is too deep is said there. `levels` are, for
 * each structure of the file, those that it stands in within its function, from itself outwards.
 */
export function nestingIssues<N extends { readonly start: number }>(
  source: Placed,
  levels: Iterable<readonly N[]>,
): readonly Issue[] {
  const deepest = new Map<N, number>()
  for (const around of levels) {
    const tooDeep = around[around.length - 1 - MAX_NESTING]
    if (tooDeep !== undefined) deepest.set(tooDeep, Math.max(around.length, deepest.get(tooDeep) ?? 0))
  }
  return [...deepest].map(([node, depth]) => issueAt(source, node, nestingRemark(depth)))
}

function nestingRemark(depth: number): Remark {
  return {
    rule: 'nesting-depth',
    category: 'nesting',
    severity: depth > MAX_NESTING + 1 ? 'ERROR' : 'WARNING',
    message: `This is nested ${depth} levels deep (at most ${MAX_NESTING} is good): return early, or move the inner part into a function.`,
  }
}
