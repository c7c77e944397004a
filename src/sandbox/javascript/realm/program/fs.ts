import { Buffer, textOf } from './buffer.ts'
import { InputStream, type OutputStream } from './streams.ts'

type Encoding = string | { readonly encoding?: string | null } | null | undefined

const STDIN = new Set<unknown>([0, '/dev/stdin', '/proc/self/fd/0', 'file:///dev/stdin'])
const STDOUT = new Set<unknown>([1, '/dev/stdout', '/proc/self/fd/1'])
const STDERR = new Set<unknown>([2, '/dev/stderr', '/proc/self/fd/2'])

interface Streams {
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

/**
 * The module `fs` of a program that has no files but its standard streams and, to be read, those of the submission.
 * @param readOwn the text of one of these by its path from the root, or null
 */
export function makeFs({ stdin, stdout, stderr }: Streams, readOwn: (path: string) => string | null) {
  const find = (path: unknown): string => {
    const text = readOwn(fromRoot(path))
    if (text === null) throw noFile(path)
    return text
  }
  const readFileSync = (path: unknown, encoding?: Encoding): unknown => {
    const text = STDIN.has(path) ? stdin.takeText() : find(path)
    const named = typeof encoding === 'string' ? encoding : encoding?.encoding
    return named ? text : Buffer.from(text)
  }
  const readSync = (fd: unknown, target: Uint8Array, offset = 0, length = target.length - offset): number => {
    const bytes = readFileSync(fd) as Buffer
    const now = bytes.subarray(0, length)
    target.set(now, offset)
    stdin.fill(bytes.toString('utf8', now.length))
    return now.length
  }
  const writeFileSync = (path: unknown, data: unknown): number => {
    if (!STDOUT.has(path) && !STDERR.has(path)) throw noFile(path)
    const text = textOf(data)
    if (STDOUT.has(path)) stdout.write(text)
    else stderr.write(text)
    return Buffer.byteLength(text)
  }
  const readFile = async (path: unknown, encoding?: Encoding) => readFileSync(path, encoding)
  return {
    readFileSync,
    readSync,
    writeFileSync,
    writeSync: writeFileSync,
    existsSync: (path: unknown) =>
      STDIN.has(path) || STDOUT.has(path) || STDERR.has(path) || readOwn(fromRoot(path)) !== null,
    openSync: (path: unknown) => {
      if (!STDIN.has(path)) throw noFile(path)
      return 0
    },
    closeSync: () => undefined,
    createReadStream: (path: unknown) => {
      if (STDIN.has(path)) return stdin
      const stream = new InputStream()
      stream.fill(find(path))
      return stream
    },
    readFile: (path: unknown, ...rest: readonly unknown[]) => {
      const done = rest.at(-1) as (error: unknown, data?: unknown) => void
      const read = readFile(path, rest.length > 1 ? (rest[0] as Encoding) : undefined)
      read.then(
        (data) => setImmediate(() => done(null, data)),
        (error: unknown) => setImmediate(() => done(error)),
      )
    },
    promises: { readFile },
  }
}

/** A path as the submission has it: `./data/a.csv`, `/data/a.csv` and the URL of that are all `data/a.csv`. */
function fromRoot(path: unknown): string {
  const text = String(path)
  const named = text.startsWith('file://') ? decodeURIComponent(text.slice('file://'.length)) : text
  const steps: string[] = []
  for (const step of named.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function noFile(path: unknown): Error {
  const error = new Error(`ENOENT: no such file or directory, open '${String(path)}'`)
  return Object.assign(error, { code: 'ENOENT', errno: -2, syscall: 'open', path })
}
