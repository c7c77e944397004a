import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { adminKeyFile, keptAdminKey } from './admin-key.ts'

it('keeps the key that it made, for its owner alone to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'admin-key-'))
  const keys = [keptAdminKey(folder), keptAdminKey(folder)]
  const { mode } = statSync(adminKeyFile(folder))
  rmSync(folder, { recursive: true })

  expect(keys[0]).toBe(keys[1])
  expect(keys[0]?.length).toBeGreaterThanOrEqual(32)
  expect(mode & 0o777).toBe(0o600)
})
