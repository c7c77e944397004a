import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { makeImage } from '../engine/boot.ts'
import type { Image } from '../engine/image.ts'

const SANDBOX = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = join(tmpdir(), `python-image-for-tests-${process.getuid?.() ?? 0}`)
const FILE = join(FOLDER, 'python.image')

interface Kept {
  readonly key: string
  readonly image: Image
}

/** The image of the kit as it is now: kept between test files, since to make one takes seconds. */
export function testImage(): Image {
  const key = keyOfSources()
  const kept = readKept()
  if (kept?.key === key) return kept.image
  const image = makeImage()
  const made: Kept = { key, image }
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
  const unfinished = join(FOLDER, `${process.pid}`)
  writeFileSync(unfinished, serialize(made))
  renameSync(unfinished, FILE)
  return image
}

function readKept(): Kept | null {
  try {
    return deserialize(readFileSync(FILE)) as Kept
  } catch {
    return null
  }
}

function keyOfSources(): string {
  const hash = createHash('sha256').update(process.version)
  const sources = globSync(['python/**/*.{ts,py}', 'metering/*.ts'], { cwd: SANDBOX })
  for (const path of sources.filter((name) => !name.endsWith('.test.ts')).sort()) {
    hash.update(path).update(readFileSync(join(SANDBOX, path)))
  }
  return hash.digest('hex')
}
