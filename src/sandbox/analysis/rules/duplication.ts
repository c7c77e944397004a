import type { Issue } from '../../../scoring/sandbox.ts'
import { issueAt, type Program } from '../rule.ts'
import { type Token, tokensOf } from '../tokens.ts'

/** Tokens of a run that count as copied. PMD's CPD takes 100 in whole code bases; a learner's file is small. */
const MIN_TOKENS = 50
const MIN_LINES = 4

/**
 * Runs of tokens that come again later in the file, names of variables left out of the comparison, so that a copy
 * whose variables were renamed is still a copy. One pass with a table of hashes: linear in the file's size.
 */
export function duplication({ source }: Program): readonly Issue[] {
  const tokens = tokensOf(source)
  const seen = new Map<string, number>()
  const issues: Issue[] = []
  for (let at = 0; at + MIN_TOKENS <= tokens.length; at++) {
    const key = runAt(tokens, at)
    const before = seen.get(key)
    if (before === undefined || before + MIN_TOKENS > at) {
      if (before === undefined) seen.set(key, at)
      continue
    }
    const length = commonLength(tokens, before, at)
    const lines = linesOf(tokens, at, length, source.lines)
    if (lines >= MIN_LINES) {
      const line = source.lines.lineOf(tokens[before]?.start ?? 0)
      const message = `These ${lines} lines are much like those from line ${line} on: write them once, as a function that both places call.`
      issues.push(
        issueAt(source, tokens[at]?.start ?? 0, {
          rule: 'duplication',
          category: 'duplication',
          severity: 'WARNING',
          message,
        }),
      )
    }
    at += length - 1
  }
  return issues
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

function linesOf(
  tokens: readonly Token[],
  at: number,
  length: number,
  lines: Program['source']['lines'],
): number {
  const start = tokens[at]?.start ?? 0
  const end = tokens[at + length - 1]?.start ?? start
  return lines.lineOf(end) - lines.lineOf(start) + 1
}
