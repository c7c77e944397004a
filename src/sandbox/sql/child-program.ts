import { readFileSync } from 'node:fs'
import type { SqlRun, SqlRunResult } from '../../scoring/sandbox.ts'
import { imagePath } from '../image/image-path.ts'
import { serve } from '../serve.ts'
import { Judge } from './judge.ts'

// The child process that SQL runs in.

const judge = await Judge.open(new Blob([readFileSync(imagePath())]))

serve<SqlRun, SqlRunResult>((run) => judge.judge(run))
