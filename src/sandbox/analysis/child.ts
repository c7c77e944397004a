import type { Analysis } from '../../scoring/sandbox.ts'
import { serve } from '../serve.ts'
import { analyseJavaScript } from './javascript/analyse-javascript.ts'
import { joinAnalyses } from './joined.ts'
import type { AnalysisRequest } from './open-analyser.ts'

// The analyser's process: it parses what learners wrote, and may die of it.
serve<AnalysisRequest, Analysis, 'read'>(async ({ language, files }, note) => {
  const analyse = language === 'python' ? analysePython : analyseJavaScript
  const analyses: Analysis[] = []
  for (const [path, text] of Object.entries(files)) {
    analyses.push(await analyse({ [path]: text }))
    // Each file has the whole of the guard's time for itself.
    note('read')
  }
  return joinAnalyses(analyses)
})

/** Loads the parsers of Python when the first file of it comes: a child that never sees one starts the faster. */
async function analysePython(files: AnalysisRequest['files']): Promise<Analysis> {
  const { analysePython, RuffCrash } = await import('./python/analyse-python.ts')
  try {
    return analysePython(files)
  } catch (fault) {
    // As a native parser that crashes does: the pool replaces this process, and only the guilty file is lost.
    if (fault instanceof RuffCrash) process.exit(1)
    throw fault
  }
}
