import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isPortFree } from '../../src/local/free-port.ts'
import { readLivePid } from '../../src/local/pid-file.ts'

// script/start without its installing: everything in processes of its own, as a newcomer gets it.

let folder = ''
const started: ChildProcess[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-'))
  chmodSync(folder, 0o711)
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs it in an environment of its own: nothing of the caller's settings reaches it. */
function runLocal(settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/roles/local.ts'], {
    env: { PATH: process.env.PATH, LOCAL_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = text(child.stderr)
  return { child, code: once(child, 'exit').then(([code]) => code), said }
}

async function untilWelcome({
  child,
  said,
}: ReturnType<typeof runLocal>): Promise<{ url: string; key: string }> {
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += chunk
    const found = /API\s+(\S+)\/graphql[\s\S]*Admin key\s+(\S+)[\s\S]*Ctrl-C/.exec(output)
    if (found) return { url: found[1] ?? '', key: found[2] ?? '' }
  }
  throw new Error(`it ended: ${await said}`)
}

describe('the local start', { timeout: 90_000 }, () => {
  it('serves the API to its admin key, refuses a second start, and stops without a trace', async () => {
    const first = runLocal()
    const { url, key } = await untilWelcome(first)
    const ready = await fetch(`${url}/readyz`)
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    })
    const second = runLocal()
    const refusal = await second.said
    first.child.kill('SIGTERM')

    expect(ready.status).toBe(200)
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } })
    expect(key).toBe(readFileSync(join(folder, 'admin-api-key'), 'utf8').trim())
    expect(refusal).toContain(`Process ${first.child.pid} already runs on ${folder}`)
    expect([await second.code, await first.code]).toEqual([1, 0])
    expect(readdirSync(folder).filter((name) => /lock|\.pid$/.test(name))).toEqual([])
    expect(await isPortFree(Number(new URL(url).port), '127.0.0.1')).toBe(true)
  })

  it('tells of a taken port before it starts anything', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = address !== null && typeof address === 'object' ? String(address.port) : ''
    const { code, said } = runLocal({ PORT: port, LOCAL_DIR: join(folder, 'other') })
    const message = await said
    squatter.close()

    expect(message).toBe(`Port ${port} is taken. Stop what listens there, or set PORT to another.\n`)
    expect(await code).toBe(1)
    expect(readdirSync(join(folder, 'other'))).toEqual([])
  })

  it('tells all faulty settings at once', async () => {
    const { code, said } = runLocal({ LOG_LEVEL: 'loud', MAX_RETRIES: 'many' })

    expect(await said).toMatch(/MAX_RETRIES[\s\S]*LOG_LEVEL/)
    expect(await code).toBe(1)
  })

  it('stops the rest and says why when a part dies', async () => {
    const run = runLocal()
    const { code, said } = run
    await untilWelcome(run)
    const postgres = readLivePid(join(folder, 'postgres.pid')) ?? 0
    process.kill(postgres, 'SIGKILL')

    expect(await said).toContain('Postgres was ended by SIGKILL. Stopping the rest.')
    expect(await code).toBe(1)
    expect(readLivePid(join(folder, 'redis.pid'))).toBeNull()
  })
})
