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
import { IMAGE_ENDING } from './image-path.ts'

// image: what a sandbox that takes seconds to start goes on from, as of a started Python its memory. It is the same for
// all processes of one version of this code on one machine, so it is kept in a folder that nobody else may write to.

const SANDBOX = fileURLToPath(new URL('..', import.meta.url))
/** Images of other versions that nobody has asked for in so long are removed. */
const KEPT_MS = 7 * 24 * 3600 * 1000

/** What an image is of. */
export interface ImageOf {
  /** The sandbox's folder. */
  readonly sandbox: 'python' | 'sql'
  /** The package that it is made with. */
  readonly packageName: string
  /** The sources that it is made by, as patterns below the folder of all sandboxes: a change makes it another image. */
  readonly sources: readonly string[]
}

/** Where the image of the code as it stands is, or has to be put with `keep`. */
export interface ImagePlace {
  readonly file: string
  readonly isThere: boolean
  keep(image: Uint8Array): void
}

/** Finds the image's place; a folder that is not ours alone is passed over for one that is new. */
export function imagePlace(of: ImageOf): ImagePlace {
  const folder = ownFolder(of)
  const own = join(folder, keyOf(of))
  const file = join(own, `${of.sandbox}${IMAGE_ENDING}`)
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

function ownFolder({ sandbox }: ImageOf): string {
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `assessment-engine-${sandbox}-${user}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const isOurs = found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0
  return isOurs || process.platform === 'win32' ? folder : mkdtempSync(`${folder}-`)
}

/** One text for one Node, package and sources. */
function keyOf({ packageName, sources: patterns }: ImageOf): string {
  const manifest = readFileSync(join(packageFolder(packageName), 'package.json'))
  const hash = createHash('sha256').update(process.version).update(process.arch).update(manifest)
  const sources = globSync(patterns, { cwd: SANDBOX })
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
