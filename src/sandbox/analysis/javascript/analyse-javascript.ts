import type { Analysis, Issue, ReadFile, SourceFiles } from '../../../scoring/sandbox.ts'
import { readFacts } from '../dynamic-code.ts'
import type { CommentBlock } from '../idle-comments.ts'
import { joinAnalyses } from '../joined.ts'
import { copiedLines } from '../measures/duplication.ts'
import { byPlace } from '../remark.ts'
import { wordsOf } from './comments.ts'
import { dataLines, literalInk } from './constants.ts'
import { findDefinitions } from './definitions.ts'
import { findExports } from './exports.ts'
import { commentBlocks } from './idle-comments.ts'
import { parseJavaScript } from './parse.ts'
import { javaScriptPaths } from './paths.ts'
import type { Program } from './rule.ts'
import { RULES } from './rules/index.ts'
import { resolveScopes } from './scopes.ts'
import type { Source } from './source.ts'
import { tokensOf } from './tokens.ts'
import { holdsTypesAlone } from './type-files.ts'

/**
 * Reads JavaScript files: remarks, definitions with their words, and what could not be read. Runs nothing. To be
 * called in a process that may die: the parser does, on text that is nested deeply enough.
 */
export function analyseJavaScript(files: SourceFiles): Analysis {
  const paths = javaScriptPaths(Object.keys(files))
  return joinAnalyses(paths.map((path) => analyseFile(path, files[path] ?? '')))
}

function analyseFile(file: string, text: string): Analysis {
  const source = parseJavaScript(file, text)
  if (!('nodes' in source)) return { ...joinAnalyses([]), unparsable: [source] }
  if (holdsTypesAlone(source)) return joinAnalyses([])
  const scopes = resolveScopes(source)
  const program: Program = { source, scopes, exports: findExports(source, scopes) }
  const blocks = commentBlocks(source)
  const telling = blocks.filter(({ idle }) => idle?.kind !== 'commented-out-code')
  const documented = findDefinitions(program, new Set(telling.flatMap(({ comments }) => comments)))
  const docs = new Set(documented.flatMap(({ comments }) => comments))
  // What stands above a definition is measured by what it tells of that.
  const free = blocks.filter(({ comments }) => !comments.some((comment) => docs.has(comment)))
  const issues = RULES.flatMap((rule) => rule(program)).toSorted(byPlace)
  return {
    issues,
    definitions: documented.map(({ definition }) => definition),
    files: [readFile(source, issues, headerOf(source, free))],
    idleComments: free.flatMap(({ idle }) => idle ?? []),
    unparsable: [],
  }
}

/** What a file opens with, as long as it does not belong to its first definition and says something. */
function headerOf({ program }: Source, blocks: readonly CommentBlock[]): string | null {
  const start = program.body[0]?.start ?? Number.POSITIVE_INFINITY
  const telling = blocks.flatMap(({ comments, idle }) => (idle === null ? comments : []))
  const opening = telling.filter(({ end }) => end <= start)
  return opening.map(wordsOf).join('\n').trim() || null
}

function readFile(source: Source, issues: readonly Issue[], header: string | null): ReadFile {
  return {
    ...readFacts(source, issues),
    header,
    dataLines: dataLines(source),
    copiedLines: copiedLines(source, issues, tokensOf),
    literalInk: literalInk(source),
  }
}
