import { readFileSync } from 'node:fs'
import { openRunner } from './open-runner.ts'
import { aCall, aRun } from './testing/run-program.ts'
const r = await openRunner({ processes: 1 })
const kids = () => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').map(p => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${p}/status`, 'utf8'))?.[1]) >> 10)
const one = aRun('export const f = (a) => a.filter((x) => x % 2 === 0)', { tests: [aCall([[1, 2, 4]], { expected: [2, 4] })] })
const hog = aRun('export const f = () => { const a = []; for (;;) a.push([]) }', { limits: {timeMs: 2000, memoryMb: 64}, tests: [aCall([], { expected: 0 })] })
console.log('start', kids())
for (let k = 0; k < 5; k++) { for (let i = 0; i < 2000; i++) await r.run(one); console.log('plain', kids()) }
for (let k = 0; k < 8; k++) { for (let i = 0; i < 20; i++) await r.run(hog); console.log('hog', kids()) }
for (let k = 0; k < 3; k++) { for (let i = 0; i < 2000; i++) await r.run(one); console.log('plain', kids()) }
await r.stop()
