import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LocalFault } from './local-fault.ts'
import { readLivePid, writePidFile } from './pid-file.ts'

/**
 * Takes a folder for this process alone, making it if need be. A lock whose holder is dead is taken over.
 * @throws LocalFault while its holder lives
 */
export function lockFolder(folder: string): { stop(): void } {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'lock')
  const holder = readLivePid(path)
  if (holder !== null)
    throw new LocalFault(
      `Process ${holder} already runs on ${folder}. Stop it first, or set LOCAL_DIR to another folder.`,
    )
  rmSync(path, { force: true })
  writePidFile(path, process.pid, 'wx')
  return { stop: () => rmSync(path, { force: true }) }
}
