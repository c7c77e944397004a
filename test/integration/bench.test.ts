import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function bench(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bench/run.ts', ...args], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

describe('npm run bench', () => {
  it('runs a measure beside its peer, each row on a line', { timeout: 60_000 }, async () => {
    const { stdout, stderr, code } = await bench('create-submit-done', '--trial')

    expect(stderr).toBe('')
    expect(stdout).toMatch(
      /create-submit-done +ours [\d.,]+ jobs\/s .*, peer [\d.,]+ jobs\/s .*, ratio [\d.]+ /,
    )
    expect(code).toBe(0)
  })

  it('soaks the engine in every kind of work, and tells of the memory of each process', {
    timeout: 180_000,
  }, async () => {
    const { stdout, stderr, code } = await bench('soak', '--trial')

    expect(stderr).toBe('')
    for (const process of ['api', 'worker', 'postgres', 'redis']) {
      expect(stdout).toMatch(new RegExp(`^${process} +memory +[\\d.,]+ → [\\d.,]+ MB`, 'm'))
    }
    expect(code).toBe(0)
  })

  it('names the measures that there are when there is none of that name', async () => {
    const { stderr, code } = await bench('no-such')
    expect(stderr).toContain('No measure is named no-such. There are: query-finished-job, query-queued-job')
    expect(code).toBe(1)
  })
})
