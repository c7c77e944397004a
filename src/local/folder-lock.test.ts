import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let parent = ''
let folder = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'folder-lock-'))
  folder = join(parent, 'made', 'when', 'missing')
})
afterEach(() => rmSync(parent, { recursive: true }))

it('refuses a folder while its holder lives, and names the holder', () => {
  lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(`Process ${process.pid} already runs on ${folder}`)
})

it('gives a folder that was let go to the next', () => {
  lockFolder(folder).stop()
  expect(() => lockFolder(folder)).not.toThrow()
})

it('takes over the lock of a holder that is dead', () => {
  lockFolder(folder).stop()
  writeFileSync(join(folder, 'lock'), `${process.pid} 1\n`)
  const lock = lockFolder(folder)
  lock.stop()
  expect(existsSync(join(folder, 'lock'))).toBe(false)
})
