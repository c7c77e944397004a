import { isTypeScript } from '../typescript/strip-types.ts'

/** A program's files, by name. */
type Files = ReadonlyMap<string, unknown>

const ENDINGS = ['.js', '.mjs', '.cjs', '.json', '/index.js']
const TYPESCRIPT_ENDINGS = ['.ts', '.mts', '.cts', '.tsx', '/index.ts']

/** Whether a specifier is a path from the file that imports it. */
export const isRelative = (specifier: string) => /^\.{1,2}(\/|$)/.test(specifier)

/** The file that a specifier of `importer` means, with or without its ending; null where there is none. */
export function meantFile(files: Files, importer: string, specifier: string): string | null {
  const paths = isRelative(specifier) ? [joined(importer, specifier)] : aliased(files, specifier)
  for (const path of paths) {
    const file = at(files, importer, path)
    if (file !== null) return file
  }
  return null
}

function at(files: Files, importer: string, path: string): string | null {
  // TypeScript files may be imported by the names that they have once compiled: `./queue.js` is queue.ts.
  const source = path.replace(/\.([cm]?)js$/, '.$1ts')
  const endings = isTypeScript(importer)
    ? [...TYPESCRIPT_ENDINGS, ...ENDINGS]
    : [...ENDINGS, ...TYPESCRIPT_ENDINGS]
  // The path of the top is empty: what it means is its index.
  const completed = ['', ...endings].map((ending) => (path + ending).replace(/^\//, ''))
  const candidates = [...completed, source, source.replace(/\.ts$/, '.tsx')]
  return candidates.find((candidate) => files.has(candidate)) ?? null
}

/**
 * Where a path may lie that is not relative: projects give short names to their folder of sources, in settings that
 * are not part of an answer. `@/lib/queue` is mostly src/lib/queue.
 */
function aliased(files: Files, specifier: string): string[] {
  const marked = /^[@~#]/.test(specifier)
  const [, ...rest] = specifier.split('/')
  const paths = marked ? [specifier.replace(/^[@~#]\/?/, ''), rest.join('/')] : [specifier]
  const names = [...files.keys()]
  const folders = names.map((name) => name.replace(/[^/]*$/, ''))
  return paths
    .filter((path) => path !== '' && names.some((name) => name.includes(path.replace(/\.\w+$/, ''))))
    .flatMap((path) => [...new Set(['', 'src/', ...folders])].map((folder) => folder + path))
}

function joined(importer: string, specifier: string): string {
  const parts = importer.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') {
      // Above the top there is nothing: a name that no file has.
      if (parts.pop() === undefined) return '..'
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
