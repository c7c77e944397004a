import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The admin key that a folder keeps, in a file for its owner alone; made at random when there is none yet. */
export function keptAdminKey(folder: string): string {
  const path = adminKeyFile(folder)
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}

/** Where a folder keeps its admin key. */
export function adminKeyFile(folder: string): string {
  return join(folder, 'admin-api-key')
}
