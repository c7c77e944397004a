import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

// A pid alone does not name a process: after a crash or a reboot another one may bear it. With its start time it does.

/** When a process started, in the system's own terms; null when there is no such process, or a dead one. */
function startTime(pid: number): string | null {
  if (process.platform !== 'linux') return askPs('lstart', pid)
  const stat = readText(`/proc/${pid}/stat`)
  // The program's name is in parentheses and may hold spaces; the state and the numbers follow it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

/**
 * The command line of a process; null when there is no such process. A dead one whose parent has not asked for its
 * end still bears its pid, and has none: it is empty, or where ps is asked, a name in parentheses.
 */
export function commandOf(pid: number): string | null {
  if (process.platform !== 'linux') return askPs('args', pid)
  if (!existsSync(`/proc/${pid}`)) return null
  return readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

// Linux is asked through /proc, for small machines have no ps.
function askPs(column: 'lstart' | 'args', pid: number): string | null {
  return spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || null
}

/**
 * Notes a running process in a file.
 * @param flag `wx` to fail with EEXIST when the file is already there
 */
export function writePidFile(path: string, pid: number, flag: 'w' | 'wx' = 'w'): void {
  writeFileSync(path, `${pid} ${startTime(pid) ?? ''}\n`, { flag })
}

/** The process that a file notes, while that very process lives; null otherwise. */
export function readLivePid(path: string): number | null {
  const [pid, started] = readText(path).trim().split(' ')
  if (!pid || !started) return null
  return startTime(Number(pid)) === started ? Number(pid) : null
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Ends the process that a file notes, if it still lives, and removes the file.
 * @param signal asks it to stop; SIGKILL follows after `graceMs`
 */
export async function endNotedProcess(path: string, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const pid = readLivePid(path)
  if (pid !== null) {
    process.kill(pid, signal)
    const killer = setTimeout(() => process.kill(pid, 'SIGKILL'), graceMs)
    while (readLivePid(path) !== null) await new Promise((resolve) => setTimeout(resolve, 20))
    clearTimeout(killer)
  }
  rmSync(path, { force: true })
}
