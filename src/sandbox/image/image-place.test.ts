import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ImageOf, imagePlace } from './image-place.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-cache-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const IMAGE = Uint8Array.of(1, 2, 3)
const OF: ImageOf = { sandbox: 'sql', packageName: '@electric-sql/pglite', sources: ['metering/*.ts'] }

describe('the kept image', () => {
  it('is there for the next who asks, and for nobody else on the machine', () => {
    const first = imagePlace(OF)
    expect(first.isThere).toBe(false)
    first.keep(IMAGE)

    const next = imagePlace(OF)
    expect(next).toMatchObject({ isThere: true, file: first.file })
    expect(statSync(next.file).mode & 0o077).toBe(0)
    expect(statSync(dirname(dirname(next.file))).mode & 0o077).toBe(0)
  })

  it.each<Partial<ImageOf>>([
    { sources: ['metering/meter.ts'] },
    { packageName: 'pyodide' },
    { sandbox: 'python' },
  ])('is another where %o is', (other) => {
    imagePlace(OF).keep(IMAGE)
    expect(imagePlace({ ...OF, ...other }).isThere).toBe(false)
  })

  it('is not looked for in a folder that others may write to', () => {
    const first = imagePlace(OF)
    first.keep(IMAGE)
    chmodSync(dirname(dirname(first.file)), 0o777)

    expect(imagePlace(OF).isThere).toBe(false)
  })

  it('is removed when it is of another version and long unused', () => {
    const own = dirname(dirname(imagePlace(OF).file))
    const old = mkdtempSync(join(own, 'old-'))
    const recent = mkdtempSync(join(own, 'recent-'))
    utimesSync(old, 0, 0)
    imagePlace(OF)

    expect([existsSync(old), existsSync(recent)]).toEqual([false, true])
    expect(readdirSync(own)).toHaveLength(1)
  })
})
