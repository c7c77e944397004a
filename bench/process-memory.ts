import { readdirSync, readFileSync } from 'node:fs'

/** A process as Linux's /proc tells of it. */
interface RunningProcess {
  readonly pid: number
  readonly parent: number
  readonly command: string
  /**
   * Its own memory: what is resident and not the page cache's, nor shared with others. Postgres' buffers would
   * otherwise seem to grow in every backend that touches them.
   */
  readonly mb: number
}

/** A process and all that it started, and they. */
interface ProcessTree extends RunningProcess {
  readonly children: readonly ProcessTree[]
}

/** The processes that a process started. @throws where there is no /proc */
export function childrenOf(pid: number): readonly ProcessTree[] {
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
  const grow = (parent: number): readonly ProcessTree[] =>
    running
      .filter((candidate) => candidate.parent === parent)
      .map((child) => ({ ...child, children: grow(child.pid) }))
  return grow(pid)
}

/** What a process and all its descendants hold together, in MB. */
export const treeMb = ({ mb, children }: ProcessTree): number =>
  children.reduce((sum, child) => sum + treeMb(child), mb)

/** Nothing when it has ended meanwhile. */
function readProcess(pid: number): RunningProcess[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    const number = (field: string) => Number(status.match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'))?.[1] ?? 0)
    return [{ pid, parent: number('PPid'), command, mb: number('RssAnon') / 1024 }]
  } catch {
    return []
  }
}
