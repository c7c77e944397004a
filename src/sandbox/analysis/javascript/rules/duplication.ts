import type { Issue } from '../../../../scoring/sandbox.ts'
import { duplicationIssues } from '../../measures/duplication.ts'
import type { Program } from '../rule.ts'
import { tokensOf } from '../tokens.ts'

/** Runs of tokens that come again later in the file. */
export function duplication({ source }: Program): readonly Issue[] {
  return duplicationIssues(source, tokensOf(source))
}
