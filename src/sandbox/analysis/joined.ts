import type { Analysis } from '../../scoring/sandbox.ts'

// What is said of files without having parsed them, so that a process which must not load a parser can say it.

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
