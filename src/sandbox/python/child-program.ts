import { readFileSync } from 'node:fs'
import type { CodeRun, CodeRunResult } from '../../scoring/sandbox.ts'
import { imagePath } from '../image/image-path.ts'
import { serve } from '../serve.ts'
import { readImage } from './engine/image.ts'
import { Machine } from './machine.ts'
import { type Note, runCode } from './run-code.ts'

// The child process that Python programs run in.

const machine = new Machine(readImage(readFileSync(imagePath())))

serve<CodeRun, CodeRunResult, Note>((run, note) => runCode(machine, run, note))
