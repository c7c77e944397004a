import { readFileSync } from 'node:fs'
import { eventually } from '../../support/eventually.ts'

/** The processes that a process has started and that live. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** Whether a process lives: one that is dead and not yet buried does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * Kills a worker's sandboxes, again and again until `done`: one that is idle when it dies is replaced, and the run
 * would go on in the next.
 */
export async function killSandboxes(worker: number, done: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    for (const pid of childrenOf(worker).filter(isAlive)) process.kill(pid, 'SIGKILL')
    return done()
  })
}
