import type { Analysis } from '../../scoring/sandbox.ts'

// What is said of files without having parsed them, so that a process which must not load the parser can say it.

export const TOO_DEEP = 'This file is nested too deeply to be analysed: split it into smaller functions.'
export const TOO_LARGE = 'This file is too large to be analysed: split it into smaller files.'
export const TOO_MANY = 'There are too many files to analyse them all: put this one together with another.'

/** Files that are looked at; past it they are named as not analysed. */
export const MAX_FILES = 100

/** The JavaScript and TypeScript among some paths, sorted. Files without an ending are code too; data is not. */
export function javaScriptPaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => /(^|\/)[^./]+$|\.([cm]?[jt]s|tsx)$/.test(path)).toSorted()
}

/** An analysis that says nothing but why some files were not read. */
export function unread(files: readonly string[], message: string): Analysis {
  const unparsable = files.map((file) => ({ file, line: null, message }))
  return { issues: [], definitions: [], files: [], idleComments: [], unparsable }
}

/** Several analyses as one, in their order. */
export function joinAnalyses(analyses: readonly Analysis[]): Analysis {
  return {
    issues: analyses.flatMap(({ issues }) => issues),
    definitions: analyses.flatMap(({ definitions }) => definitions),
    files: analyses.flatMap(({ files }) => files),
    idleComments: analyses.flatMap(({ idleComments }) => idleComments),
    unparsable: analyses.flatMap(({ unparsable }) => unparsable),
  }
}
