import { fileURLToPath } from 'node:url'
import { openPool } from '../pool.ts'
import type { Order } from './child-program.ts'

// A process with a pool of one child, whose process id it tells its own parent.

const pool = await openPool<Order, string>({
  program: new URL('./child-program.ts', import.meta.url),
  readable: [fileURLToPath(new URL('..', import.meta.url))],
  heapMb: 64,
  processes: 1,
})
const answer = await pool.call({ do: 'echo', text: '' }, { guardMs: 30_000 })
process.send?.(Number(answer.split(':')[0]))
