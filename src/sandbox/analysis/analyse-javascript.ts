import type { Comment } from 'oxc-parser'
import type { Analysis, Issue, SourceFiles } from '../../scoring/sandbox.ts'
import { wordsOf } from './comments.ts'
import { findDefinitions } from './definitions.ts'
import { findExports } from './exports.ts'
import { findIdleComments, isCommentedOut } from './idle-comments.ts'
import { javaScriptPaths, joinAnalyses } from './joined.ts'
import { parseJavaScript } from './parse.ts'
import type { Program } from './rule.ts'
import { RULES } from './rules/index.ts'
import { resolveScopes } from './scopes.ts'
import type { Source } from './source.ts'

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
  const scopes = resolveScopes(source)
  const program: Program = { source, scopes, exports: findExports(source, scopes) }
  const documented = findDefinitions(program)
  const docs = new Set(documented.flatMap(({ comments }) => comments))
  const idle = findIdleComments(source, docs)
  const { codeLines, commentLines } = source.lines
  return {
    issues: RULES.flatMap((rule) => rule(program)).toSorted(byPlace),
    definitions: documented.map(({ definition }) => definition),
    files: [{ file, codeLines, commentLines, header: headerOf(source, docs, idle) }],
    idleComments: idle,
    unparsable: [],
  }
}

/** What a file opens with, as long as it does not belong to its first definition and says something. */
function headerOf(source: Source, docs: ReadonlySet<Comment>, idle: Analysis['idleComments']): string | null {
  const start = source.program.body[0]?.start ?? Number.POSITIVE_INFINITY
  const idleLines = new Set(idle.map(({ line }) => line))
  const opening = source.comments.filter((comment) => comment.end <= start && !docs.has(comment))
  const telling = opening.filter(
    (comment) => !isCommentedOut(comment) && !idleLines.has(source.lines.lineOf(comment.start)),
  )
  return telling.map(wordsOf).join('\n').trim() || null
}

function byPlace(a: Issue, b: Issue): number {
  return a.line - b.line || a.column - b.column
}
