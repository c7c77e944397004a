import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandOf, endNotedProcess, readLivePid, writePidFile } from './pid-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pid-file-'))
  path = join(folder, 'it.pid')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A shell that says when it is up, and then waits for input that never comes. */
async function aProcess(traps = ''): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sh', ['-c', `${traps} echo up; while :; do read -r line; done`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  return Object.assign(child, { pid: child.pid ?? 0 })
}

describe('a pid file', () => {
  it('names its process while that lives', async () => {
    const child = await aProcess()
    writePidFile(path, child.pid)
    const alive = readLivePid(path)
    child.kill('SIGKILL')
    await once(child, 'exit')

    expect(alive).toBe(child.pid)
    expect(readLivePid(path)).toBeNull()
  })

  it('does not mistake another process for the one that bore the pid before', () => {
    writeFileSync(path, `${process.pid} 1\n`)
    expect(readLivePid(path)).toBeNull()
  })

  it('names nobody when it is missing, empty or garbled', () => {
    expect(readLivePid(join(folder, 'missing'))).toBeNull()
    for (const text of ['', 'abc', `${process.pid}`, '-1 5']) {
      writeFileSync(path, text)
      expect(readLivePid(path)).toBeNull()
    }
  })
})

describe('the command of a process', () => {
  it('is its program with the arguments', () => {
    expect(commandOf(process.pid)).toContain(process.argv0)
  })

  it('is null for a process that is not there', async () => {
    const child = await aProcess()
    child.kill('SIGKILL')
    await once(child, 'exit')

    expect(commandOf(child.pid)).toBeNull()
  })

  it('names no program for a dead process that nobody has buried', async () => {
    // The shell gives its place to a program that never asks for the end of the child it inherits.
    const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec tail -f /dev/null'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    })
    const [line] = await once(parent.stdout ?? parent, 'data')
    await expect.poll(() => commandOf(parent.pid ?? 0)).toMatch(/^tail/)
    parent.stdio[3]?.destroy()
    await expect.poll(() => commandOf(Number(line))).toMatch(/^(\(.*\))?$/)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
  })
})

describe('ending a noted process', () => {
  it('asks it to stop and removes the file', async () => {
    const child = await aProcess()
    writePidFile(path, child.pid)
    const exit = once(child, 'exit')
    await endNotedProcess(path, 'SIGTERM', 60_000)

    expect(await exit).toEqual([null, 'SIGTERM'])
    expect(existsSync(path)).toBe(false)
  })

  it('kills it when it will not stop', async () => {
    const child = await aProcess('trap "" TERM;')
    writePidFile(path, child.pid)
    const exit = once(child, 'exit')
    await endNotedProcess(path, 'SIGTERM', 1)

    expect(await exit).toEqual([null, 'SIGKILL'])
  })

  it('leaves a stranger with the same pid alone', async () => {
    const child = await aProcess()
    writeFileSync(path, `${child.pid} 1\n`)
    await endNotedProcess(path, 'SIGKILL', 1)
    const exit = once(child, 'exit')
    child.kill('SIGTERM')

    expect(await exit).toEqual([null, 'SIGTERM'])
  })
})
