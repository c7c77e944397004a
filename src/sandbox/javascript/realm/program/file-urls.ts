import { path } from './path.ts'

/** The path of a file's URL, as `node:url` has it. */
export function fileURLToPath(url: unknown): string {
  const { protocol, pathname } = new URL(String(url))
  if (protocol === 'file:') return decodeURIComponent(pathname)
  throw Object.assign(new TypeError('The URL must be of scheme file'), { code: 'ERR_INVALID_URL_SCHEME' })
}

/** The URL of a file by its path. */
export function pathToFileURL(file: unknown): URL {
  const whole = path.resolve(file) + (String(file).endsWith('/') ? '/' : '')
  return new URL(`file://${encodeURI(whole).replaceAll('?', '%3F').replaceAll('#', '%23')}`)
}
