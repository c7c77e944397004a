import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from './free-port.ts'
import { runProgram, startProgram, untilReady } from './program.ts'

const NOWHERE = 'http://127.0.0.1:9/readyz'
const never = new AbortController().signal
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'program-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function aProgram(code: string): string {
  const file = join(folder, `${Math.random()}.ts`)
  writeFileSync(file, code)
  return file
}

/** Answers 503 first, and 200 from the third request on. */
const SLOW_STARTER = `
  import { createServer } from 'node:http'
  let asked = 0
  createServer((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end()).listen(Number(process.env.PORT), '127.0.0.1')
`

describe('a program', () => {
  it('is waited for until it is ready, and stops when asked', async () => {
    const port = await freePort()
    const program = startProgram({ file: aProgram(SLOW_STARTER), env: { PORT: String(port) } })
    const url = `http://127.0.0.1:${port}/readyz`
    await untilReady({ name: 'It', program, url }, never)
    const answer = await fetch(url)
    await program.stop()

    expect(answer.status).toBe(200)
    expect(await program.ended).toEqual({ success: false, how: 'was ended by SIGTERM' })
    await expect(fetch(url)).rejects.toThrow()
  })

  it('that ends before it is ready is not waited for', async () => {
    const program = startProgram({ file: aProgram('process.exit(3)'), env: {} })
    await expect(untilReady({ name: 'It', program, url: NOWHERE }, never)).rejects.toThrow(
      'It ended with code 3 before it was ready',
    )
  })

  it('is not waited for any longer once a stop is asked for', async () => {
    const program = startProgram({ file: aProgram('setInterval(() => {}, 1000)'), env: {} })
    const stop = AbortSignal.abort()
    await expect(untilReady({ name: 'It', program, url: NOWHERE }, stop)).rejects.toThrow('aborted')
    await program.stop()
  })

  it('can notice that the process which started it is gone', async () => {
    const program = startProgram({
      file: aProgram(`
        process.on('disconnect', () => process.exit(0))
        process.disconnect()
      `),
      env: {},
    })
    expect(await program.ended).toEqual({ success: true, how: 'ended with code 0' })
  })

  it('that is run to its end must succeed', async () => {
    await runProgram({ file: aProgram(''), env: {} })
    const failing = aProgram('process.exit(1)')
    await expect(runProgram({ file: failing, env: {} })).rejects.toThrow(`${failing} ended with code 1`)
  })
})
