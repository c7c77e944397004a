/** A path in its parts, as `path.parse` gives them. */
interface Parts {
  root: string
  dir: string
  base: string
  ext: string
  name: string
}

function checked(value: unknown, argument = 'path'): string {
  if (typeof value === 'string') return value
  const error = new TypeError(
    `The "${argument}" argument must be of type string. Received ${received(value)}`,
  )
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' })
}

function received(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'object') return `an instance of ${value.constructor?.name ?? 'Object'}`
  if (typeof value === 'function') return `function ${value.name}`
  return `type ${typeof value} (${String(value)})`
}

/** The steps of a path, without `.` and, as far as there is something to leave, without `..`. */
function stepsOf(path: string, absolute: boolean): string[] {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    const leaves = step === '..' && (absolute || (steps.length > 0 && steps.at(-1) !== '..'))
    if (leaves) steps.pop()
    else steps.push(step)
  }
  return steps
}

function normalize(given: unknown): string {
  const path = checked(given)
  const absolute = path.startsWith('/')
  const whole = (absolute ? '/' : '') + stepsOf(path, absolute).join('/')
  if (whole === '') return path.endsWith('/') ? './' : '.'
  return path.endsWith('/') && !whole.endsWith('/') ? `${whole}/` : whole
}

function join(...given: readonly unknown[]): string {
  const whole = given
    .map((part) => checked(part))
    .filter((part) => part !== '')
    .join('/')
  return whole === '' ? '.' : normalize(whole)
}

function resolve(...given: readonly unknown[]): string {
  // Programs are at the root here.
  let whole = ''
  for (const part of given) {
    const path = checked(part, 'paths[0]')
    whole = path.startsWith('/') ? path : `${whole}/${path}`
  }
  return `/${stepsOf(whole, true).join('/')}`
}

function relative(from: unknown, to: unknown): string {
  const start = stepsOf(resolve(checked(from, 'from')), true)
  const end = stepsOf(resolve(checked(to, 'to')), true)
  const differs = start.findIndex((step, i) => step !== end[i])
  const common = differs < 0 ? start.length : differs
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/')
}

function withoutEnd(path: string): string {
  return path.replace(/(?<=.)\/+$/s, '')
}

function dirname(given: unknown): string {
  const path = withoutEnd(checked(given))
  const at = path.lastIndexOf('/')
  if (at < 0) return '.'
  return at === 0 ? '/' : path.slice(0, at)
}

function basename(given: unknown, ending: unknown = ''): string {
  const path = checked(given).replace(/\/+$/, '')
  const base = path.slice(path.lastIndexOf('/') + 1)
  const suffix = checked(ending, 'suffix')
  if (given === suffix) return ''
  return base !== suffix && suffix !== '' && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base
}

function extname(given: unknown): string {
  const base = basename(given)
  const at = base.lastIndexOf('.')
  return at <= 0 || base === '..' ? '' : base.slice(at)
}

function parse(given: unknown): Parts {
  const path = checked(given)
  const root = path.startsWith('/') ? '/' : ''
  const base = basename(path)
  const ext = extname(path)
  const dir = withoutEnd(path).includes('/') ? dirname(path) : ''
  return {
    root,
    dir: base === '' ? root : dir,
    base,
    ext,
    name: ext === '' ? base : base.slice(0, -ext.length),
  }
}

function format({ root = '', dir, base, ext = '', name = '' }: Partial<Parts>): string {
  const file = base || `${name}${ext === '' || ext.startsWith('.') ? '' : '.'}${ext}`
  if (!dir) return `${root}${file}`
  return dir === root ? `${dir}${file}` : `${dir}/${file}`
}

const posix = {
  sep: '/',
  delimiter: ':',
  normalize,
  join,
  resolve,
  relative,
  dirname,
  basename,
  extname,
  parse,
  format,
  isAbsolute: (path: unknown) => checked(path).startsWith('/'),
  toNamespacedPath: (path: unknown) => path,
}

/** The module `path`, of a machine whose paths have slashes. */
export const path = Object.assign(posix, { posix })
