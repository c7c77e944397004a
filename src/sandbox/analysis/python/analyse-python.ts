import type { Analysis, Issue, ReadFile, SourceFiles } from '../../../scoring/sandbox.ts'
import { readFacts } from '../dynamic-code.ts'
import { joinAnalyses } from '../joined.ts'
import { copiedLines } from '../measures/duplication.ts'
import { byPlace } from '../remark.ts'
import { dataLines, literalInk } from './constants.ts'
import { findDefinitions } from './definitions.ts'
import { docstringOf, docstringText } from './functions.ts'
import { type SortedComments, sortComments } from './idle-comments.ts'
import { parsePython } from './parse.ts'
import { pythonPaths } from './paths.ts'
import { checkWithRuff } from './ruff/check.ts'
import { tokensOf } from './rules/duplication.ts'
import { ownRules } from './rules/index.ts'
import type { PythonSource } from './source.ts'

export { RuffCrash } from './ruff/workspace.ts'

/**
 * Reads Python files: remarks, definitions with their words, and what could not be read. Runs nothing.
 * @throws RuffCrash on some texts, after which the process must not be used again
 */
export function analysePython(files: SourceFiles): Analysis {
  const paths = pythonPaths(Object.keys(files))
  return joinAnalyses(paths.map((path) => analyseFile(path, files[path] ?? '')))
}

function analyseFile(file: string, text: string): Analysis {
  const source = parsePython(file, text)
  if (!('nodes' in source)) return { ...joinAnalyses([]), unparsable: [source] }
  const remarks = checkWithRuff(source)
  if ('message' in remarks) return { ...joinAnalyses([]), unparsable: [remarks] }
  const comments = sortComments(source)
  const documented = findDefinitions(source, comments.telling)
  const ofDefinitions = new Set(documented.flatMap((definition) => definition.comments))
  const header = headerOf(
    source,
    comments.telling.filter((comment) => !ofDefinitions.has(comment)),
  )
  const issues = [...ownRules(source), ...remarks].toSorted(byPlace)
  return {
    issues,
    definitions: documented.map(({ definition }) => definition),
    files: [readFile(source, issues, header)],
    idleComments: comments.idle,
    unparsable: [],
  }
}

/** The file's docstring, and the comments that it opens with. */
function headerOf(source: PythonSource, comments: SortedComments['telling']): string | null {
  const docstring = docstringOf(source.root)
  const words = docstring === null ? '' : docstringText(source, docstring)
  const start = source.root.children[0]?.start ?? Number.POSITIVE_INFINITY
  const opening = comments.filter(({ end }) => end <= start).map(({ value }) => value.trim())
  return [...opening, words].join('\n').trim() || null
}

function readFile(source: PythonSource, issues: readonly Issue[], header: string | null): ReadFile {
  return {
    ...readFacts(source, issues),
    header,
    dataLines: dataLines(source),
    copiedLines: copiedLines(source, issues, tokensOf),
    literalInk: literalInk(source),
  }
}
