import type { SourceFiles } from '../../scoring/sandbox.ts'
import { serve } from '../serve.ts'
import { analyseJavaScript } from './analyse-javascript.ts'

// The analyser's process: it parses what learners wrote, and may die of it.
serve((files: SourceFiles) => analyseJavaScript(files))
