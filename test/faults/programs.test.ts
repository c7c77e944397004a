import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RoleProcess } from '../support/processes.ts'
import { GOOD } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'

const stage = useStage()

const SECRET = 'a-secret-that-no-program-may-read'
const reached = { connections: 0 }
const inFunction = (body: string) => `export function sumOfEvens(numbers) { ${body} }`

/** Each hostile program, and what its learner is told. */
function programs(folder: string, port: number): { does: string; code: string; told: RegExp }[] {
  const secret = JSON.stringify(join(folder, 'secret'))
  const planted = JSON.stringify(join(folder, 'planted'))
  return [
    { does: 'loops', code: inFunction('for (;;);'), told: /limit|budget|time/i },
    {
      does: 'allocates without end',
      code: inFunction('const all = []; for (;;) all.push(new Array(1e6).fill(0));'),
      told: /memory|limit|budget/i,
    },
    { does: 'recurses', code: inFunction('return sumOfEvens(numbers)'), told: /stack|recursion|limit/i },
    {
      does: 'prints without end',
      code: inFunction(`for (;;) console.log('x'.repeat(10000))`),
      told: /printed more than/,
    },
    {
      does: 'forks',
      code: inFunction(`return require('node:child_process').spawnSync('touch', [${planted}])`),
      told: /./,
    },
    {
      does: 'imports what forks',
      code: `import { spawnSync } from 'node:child_process'\nspawnSync('touch', [${planted}])\n${inFunction('')}`,
      told: /./,
    },
    {
      does: 'reads a file',
      code: inFunction(`return require('node:fs').readFileSync(${secret}, 'utf8')`),
      told: /./,
    },
    {
      does: 'opens a socket',
      code: inFunction(`return require('node:net').connect(${port}, '127.0.0.1')`),
      told: /./,
    },
    { does: 'fetches', code: inFunction(`return fetch('http://127.0.0.1:${port}')`), told: /./ },
    {
      does: "reaches for the host's globals",
      code: inFunction(
        `const host = globalThis.constructor.constructor('return this')()
         return host.process ? host.process.exit(1) : host.process.env`,
      ),
      told: /undefined|TypeError|process/i,
    },
    { does: 'ends the process', code: inFunction('process.exit(0)'), told: /process/i },
  ]
}

it('18: hostile programs are stopped and told so as their own failure, and the worker goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-programs-'))
  writeFileSync(join(folder, 'secret'), SECRET)
  const listener = createServer((socket) => {
    reached.connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const worker: RoleProcess = await stage().startWorker()
  const hostile = programs(folder, (listener.address() as AddressInfo).port)
  const ids = await Promise.all(
    hostile.map(({ code }) => stage().learner().handIn({ simulationId: 'sum-of-evens', data: { code } })),
  )
  for (const id of ids) await stage().untilStatus(id, 'DONE', 60_000)
  const verdicts = await Promise.all(ids.map(async (id) => JSON.parse((await stage().job(id)).verdict)))
  const good = await stage().learner().handIn(GOOD)
  await stage().untilStatus(good, 'DONE')
  await new Promise((resolve) => listener.close(resolve))
  const left = readdirSync(folder)
  rmSync(folder, { recursive: true })

  for (const [i, { does, told }] of hostile.entries()) {
    const { score, testResults } = verdicts[i]
    expect.soft(score, does).toBe(0)
    expect.soft(testResults[0], does).toMatchObject({ passed: false, message: expect.stringMatching(told) })
  }
  expect(JSON.stringify(verdicts)).not.toContain(SECRET)
  expect(left).toEqual(['secret'])
  expect(reached.connections).toBe(0)
  expect(JSON.parse((await stage().job(good)).verdict).testResults).toMatchObject(
    Array(2).fill({ passed: true }),
  )
  expect(worker.alive()).toBe(true)
  expect(worker.log.filter(({ level }) => level === 'error')).toEqual([])
})
