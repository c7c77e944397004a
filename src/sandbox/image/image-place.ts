import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageFolder } from '../pool.ts'
import { IMAGE_NAME } from './image-path.ts'

// The image of a started Python is the same for all processes of one version of this code on one machine. To make one
// takes seconds, so it is kept in a folder that nobody else may write to.

const SANDBOX = fileURLToPath(new URL('..', import.meta.url))
/** Images of other versions that nobody has asked for in so long are removed. */
const KEPT_MS = 7 * 24 * 3600 * 1000

/** Where the image of the code as it stands is, or has to be put with `keep`. */
export interface ImagePlace {
  readonly file: string
  readonly isThere: boolean
  keep(image: Uint8Array): void
}

/** Finds the image's place; a folder that is not ours alone is passed over for one that is new. */
export function imagePlace(): ImagePlace {
  const folder = ownFolder()
  const own = join(folder, keyOfSources())
  const file = join(own, IMAGE_NAME)
  forgetOthers(folder)
  const isThere = existsSync(file)
  if (isThere) utimesSync(own, new Date(), new Date())
  return {
    file,
    isThere,
    keep(image) {
      mkdirSync(own, { recursive: true, mode: 0o700 })
      // Another process may be doing the same: the last one's image takes the place of an equal one.
      const unfinished = join(own, `${process.pid}`)
      writeFileSync(unfinished, image, { mode: 0o600 })
      renameSync(unfinished, file)
    },
  }
}

function ownFolder(): string {
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `assessment-engine-python-${user}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const isOurs = found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0
  return isOurs || process.platform === 'win32' ? folder : mkdtempSync(`${folder}-`)
}

/** What an image is made of: this Node, Python, its system and kit, and the meter. */
function keyOfSources(): string {
  const manifest = readFileSync(join(packageFolder('pyodide'), 'package.json'))
  const hash = createHash('sha256').update(process.version).update(process.arch).update(manifest)
  const sources = globSync(['python/**/*.{ts,py}', 'metering/*.ts'], { cwd: SANDBOX })
  for (const path of sources.filter((name) => !name.endsWith('.test.ts')).sort()) {
    hash.update(path).update(readFileSync(join(SANDBOX, path)))
  }
  return hash.digest('hex').slice(0, 32)
}

function forgetOthers(folder: string): void {
  for (const name of globSync('*', { cwd: folder })) {
    const path = join(folder, name)
    const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (Date.now() - usedAt > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}
