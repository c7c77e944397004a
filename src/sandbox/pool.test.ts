import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { Child } from './child.ts'
import { openPool, type Pool, SandboxCrash, SandboxFault } from './pool.ts'
import type { Order } from './testing/child-program.ts'

const guardMs = 30_000
const pools: Pool<Order, string, string>[] = []

async function aPool(processes = 1): Promise<Pool<Order, string, string>> {
  const pool = await openPool<Order, string, string>({
    program: new URL('./testing/child-program.ts', import.meta.url),
    readable: [fileURLToPath(new URL('.', import.meta.url))],
    heapMb: 64,
    processes,
  })
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()))
})

const pidOf = (answer: string) => Number(answer.split(':')[0])
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a pool', () => {
  it('answers requests in the order in which they came, one at a time', async () => {
    const pool = await aPool()
    const answers = await Promise.all([1, 2, 3].map(() => pool.call({ do: 'count' }, { guardMs })))
    expect(answers).toEqual(['1', '2', '3'])
  })

  it('spreads requests over its children', async () => {
    const pool = await aPool(2)
    const answers = await Promise.all(['a', 'b'].map((text) => pool.call({ do: 'echo', text }, { guardMs })))
    expect(new Set(answers.map(pidOf)).size).toBe(2)
  })

  it('hands on what a child says on its way', async () => {
    const pool = await aPool()
    const heard: string[] = []
    await pool.call({ do: 'note', notes: ['one', 'two'] }, { guardMs, onNote: (note) => heard.push(note) })
    expect(heard).toEqual(['one', 'two'])
  })

  it('hands on the first of it at once', async () => {
    const pool = await aPool()
    const heard: string[] = []
    const call = pool.call(
      { do: 'note and hang', notes: ['one'] },
      { guardMs: 500, onNote: (note) => heard.push(note) },
    )
    await expect(call).rejects.toThrow(SandboxFault)
    expect(heard).toEqual(['one'])
  })

  it('kills a child that overruns the guard, and replaces it', async () => {
    const pool = await aPool()
    await expect(pool.call({ do: 'hang' }, { guardMs: 200 })).rejects.toThrow(SandboxFault)
    expect(await pool.call({ do: 'count' }, { guardMs })).toBe('1')
  })

  it('tells a crash from another fault', async () => {
    const pool = await aPool()
    await expect(pool.call({ do: 'exit' }, { guardMs })).rejects.toThrow(SandboxCrash)
    const thrown = pool.call({ do: 'throw' }, { guardMs })
    await expect(thrown).rejects.toThrow('as told')
    await expect(thrown).rejects.not.toBeInstanceOf(SandboxCrash)
    expect(await pool.call({ do: 'count' }, { guardMs })).toBe('1')
  })

  it('ends a child that outgrows its heap as a crash', async () => {
    const pool = await aPool()
    await expect(pool.call({ do: 'exhaust' }, { guardMs })).rejects.toThrow(SandboxCrash)
  })

  it('replaces a child that died between two requests', async () => {
    const pool = await aPool()
    const pid = pidOf(await pool.call({ do: 'echo', text: '' }, { guardMs }))
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await new Promise(setImmediate)
    const answer = pool.call({ do: 'count' }, { guardMs })
    // The death may be noticed before the request is sent or by it: either way the next one is served.
    await answer.catch((error) => expect(error).toBeInstanceOf(SandboxCrash))
    expect(await pool.call({ do: 'echo', text: '' }, { guardMs })).toMatch(/^\d+:$/)
  })

  it('kills the child of an aborted call, and rejects with the reason', async () => {
    const pool = await aPool()
    const abort = new AbortController()
    const reason = new Error('lease lost')
    const call = pool.call({ do: 'hang' }, { guardMs, signal: abort.signal })
    abort.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(await pool.call({ do: 'count' }, { guardMs })).toBe('1')
  })

  it('drops an aborted call that was still waiting, and serves the one behind it', async () => {
    const pool = await aPool()
    const abort = new AbortController()
    const first = pool.call({ do: 'hang' }, { guardMs: 300 })
    const second = pool.call({ do: 'count' }, { guardMs, signal: abort.signal })
    const third = pool.call({ do: 'count' }, { guardMs })
    abort.abort(new Error('changed my mind'))
    await expect(second).rejects.toThrow('changed my mind')
    await expect(first).rejects.toThrow(SandboxFault)
    expect(await third).toBe('1')
  })

  it('leaves no process when it stops, and refuses what waits and what comes later', async () => {
    const pool = await aPool()
    const pid = pidOf(await pool.call({ do: 'echo', text: '' }, { guardMs }))
    const calls = [pool.call({ do: 'hang' }, { guardMs }), pool.call({ do: 'count' }, { guardMs })]
    const settled = Promise.allSettled(calls)
    await pool.stop()
    for (const result of await settled) expect(result).toMatchObject({ reason: expect.any(SandboxFault) })
    expect(isAlive(pid)).toBe(false)
    await expect(pool.call({ do: 'count' }, { guardMs })).rejects.toThrow('has stopped')
  })

  it('does not wait for a child that is still starting when it is given up', async () => {
    const stop = new AbortController()
    const program = new URL('./testing/silent-program.ts', import.meta.url)
    const readable = [fileURLToPath(new URL('.', import.meta.url))]
    const starting = Child.start({ program, readable, heapMb: 64 }, stop.signal)
    stop.abort(new Error('the sandbox has stopped'))

    await expect(starting).rejects.toThrow('did not start: the sandbox has stopped')
  })

  it('says why a child does not start', async () => {
    const opening = openPool({
      program: new URL('./testing/no-such-program.ts', import.meta.url),
      readable: [],
      heapMb: 64,
      processes: 1,
    })
    await expect(opening).rejects.toThrow(/did not start: a sandbox process died/)
  })
})

describe('a child', () => {
  it('has no environment but the time zone', async () => {
    const pool = await aPool()
    const names: unknown = JSON.parse(await pool.call({ do: 'environment' }, { guardMs }))
    expect(names).toEqual(['TZ'])
  })

  it.each([
    '/etc/hostname',
    '/proc/self/environ',
    fileURLToPath(new URL('../../package.json', import.meta.url)),
  ])('cannot read %s', async (path) => {
    const pool = await aPool()
    await expect(pool.call({ do: 'read', path }, { guardMs })).rejects.toThrow(/restricted|ERR_ACCESS_DENIED/)
  })

  it('ends when its parent is killed', async () => {
    const parent = fork(fileURLToPath(new URL('./testing/parent-program.ts', import.meta.url)), {
      execArgv: [],
    })
    const [pid] = (await once(parent, 'message')) as [number]
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    while (isAlive(pid)) await new Promise(setImmediate)
    expect(isAlive(pid)).toBe(false)
  })

  it('cannot open a connection', async () => {
    const pool = await aPool()
    await expect(pool.call({ do: 'connect', port: 9 }, { guardMs })).rejects.toThrow(
      /restricted|ERR_ACCESS_DENIED/,
    )
  })
})
