import type { SqlRun, SqlRunResult } from '../../scoring/sandbox.ts'
import { serve } from '../serve.ts'
import { Judge } from './judge.ts'

// The child process that SQL runs in.

const judge = await Judge.open()

serve<SqlRun, SqlRunResult>((run) => judge.judge(run))
