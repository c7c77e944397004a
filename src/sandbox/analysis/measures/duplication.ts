import type { Issue } from '../../../scoring/sandbox.ts'
import type { Lines } from '../lines.ts'
import { issueAt, type Placed } from '../remark.ts'

/** A word, sign or literal of the text. `kind` is its text, but one and the same for every variable. */
export interface Token {
  readonly kind: string
  readonly start: number
}

/** Tokens of a run that count as copied. PMD's CPD takes 100 in whole code bases; a learner's file is small. */
const MIN_TOKENS = 50
const MIN_LINES = 4

const RULE = 'duplication'

/**
 * Runs of tokens that come again later in the file, names of variables left out of the comparison, so that a copy
 * whose variables were renamed is still a copy.
 */
export function duplicationIssues(source: Placed, tokens: readonly Token[]): readonly Issue[] {
  return findRepeats(tokens, source.lines).map(({ start, lines, firstLine }) =>
    issueAt(source, start, {
      rule: RULE,
      category: 'duplication',
      severity: 'WARNING',
      message: `These ${lines} lines are much like those from line ${firstLine} on: write them once, as a function that both places call.`,
    }),
  )
}

/** How many lines of code of a file come again from above, as far as that is remarked on. */
export function copiedLines<P extends Placed>(
  source: P,
  issues: readonly Issue[],
  tokensOf: (source: P) => readonly Token[],
): number {
  if (!issues.some(({ rule }) => rule === RULE)) return 0
  const { lines } = source
  return findRepeats(tokensOf(source), lines).reduce(
    (sum, { start, end }) => sum + lines.codeLinesBetween(start, end),
    0,
  )
}

/** A run of tokens that comes again: from where to where the later copy goes, in how many lines, and the line of the first. */
interface Repeat {
  readonly start: number
  readonly end: number
  readonly lines: number
  readonly firstLine: number
}

/** The runs of tokens that come again later. One pass with a table of hashes: linear in the number of tokens. */
function findRepeats(tokens: readonly Token[], lines: Lines): readonly Repeat[] {
  const seen = new Map<string, number>()
  const repeats: Repeat[] = []
  for (let at = 0; at + MIN_TOKENS <= tokens.length; at++) {
    const key = runAt(tokens, at)
    const before = seen.get(key)
    if (before === undefined || before + MIN_TOKENS > at) {
      if (before === undefined) seen.set(key, at)
      continue
    }
    const length = commonLength(tokens, before, at)
    const skipped = beforeFirstLine(tokens.slice(at, at + length), lines)
    const start = tokens[at + skipped]?.start ?? 0
    const end = tokens[at + length - 1]?.start ?? start
    const lineCount = lines.lineOf(end) - lines.lineOf(start) + 1
    if (lineCount >= MIN_LINES) {
      const firstLine = lines.lineOf(tokens[before + skipped]?.start ?? 0)
      repeats.push({ start, end, lines: lineCount, firstLine })
    }
    at += length - 1
  }
  return repeats
}

/** How many tokens of a run only end what stands before it: a copy begins where a line begins with more than a bracket. */
function beforeFirstLine(run: readonly Token[], lines: Lines): number {
  const first = run.findIndex(({ kind, start }) => {
    const before = lines.code[lines.lineOf(start) - 1]?.slice(0, lines.columnOf(start) - 1)
    return !/^[)\]},;]$/.test(kind) && before?.trim() === ''
  })
  return Math.max(0, first)
}

function runAt(tokens: readonly Token[], at: number): string {
  return tokens
    .slice(at, at + MIN_TOKENS)
    .map(({ kind }) => kind)
    .join(' ')
}

/** How far two runs agree; the first ends at the latest where the second begins. */
function commonLength(tokens: readonly Token[], first: number, second: number): number {
  let length = MIN_TOKENS
  while (
    first + length < second &&
    second + length < tokens.length &&
    tokens[first + length]?.kind === tokens[second + length]?.kind
  ) {
    length += 1
  }
  return length
}
