import type { CodeRun, CodeRunResult } from '../../scoring/sandbox.ts'
import { serve } from '../serve.ts'
import { Machine } from './machine.ts'
import { type Note, runCode } from './run-code.ts'

// The child process that JavaScript programs run in.

const machine = await Machine.open()

serve<CodeRun, CodeRunResult, Note>((run, note) => runCode(machine, run, note))
