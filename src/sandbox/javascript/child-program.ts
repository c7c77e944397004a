import type { CodeRun, CodeRunResult } from '../../scoring/sandbox.ts'
import { serve } from '../serve.ts'
import { Machine } from './machine.ts'
import { runCode } from './run-code.ts'

// The child process that JavaScript programs run in.

/** Sent after each test; and, so that the guard sees life, after each case of a suite. */
export type Note = 'test' | 'case'

const machine = await Machine.open()

serve<CodeRun, CodeRunResult, Note>((run, note) => runCode(machine, run, () => note('test')))
