import { Buffer, textOf } from './buffer.ts'
import { InputStream, OutputStream } from './streams.ts'

type Encoding = string | { readonly encoding?: string | null } | null | undefined

type Flagged = string | { readonly flag?: string; readonly flags?: string } | null | undefined

const STDIN = new Set<unknown>([0, '/dev/stdin', '/proc/self/fd/0', 'file:///dev/stdin'])
const STDOUT = new Set<unknown>([1, '/dev/stdout', '/proc/self/fd/1'])
const STDERR = new Set<unknown>([2, '/dev/stderr', '/proc/self/fd/2'])

/** What a suite may read to see how an answer is written: the answer, once it runs, must not write it anew. */
const CODE = /(^|\/)[^./]+$|\.([cm]?[jt]s|[jt]sx)$/

interface Streams {
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

/**
 * The module `fs` of a program that has no files but its standard streams, those of the submission, and what it writes
 * itself, which is gone after the test.
 * @param readOwn the text of one of the submission's files by its path from the root, or null
 */
export function makeFs({ stdin, stdout, stderr }: Streams, readOwn: (path: string) => string | null) {
  /** What the program has written, by the path from the root; null where it has removed a file. */
  const written = new Map<string, string | null>()
  const held = (path: unknown): string | null => {
    const file = fromRoot(path)
    return written.has(file) ? (written.get(file) ?? null) : readOwn(file)
  }
  const find = (path: unknown): string => {
    const text = held(path)
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
  const write = (path: unknown, text: string | null): void => {
    const file = fromRoot(path)
    if (CODE.test(file) && readOwn(file) !== null) throw noAccess(path)
    written.set(file, text)
  }
  const append = (path: unknown, data: unknown, before: string): number => {
    const text = textOf(data)
    if (STDOUT.has(path)) stdout.write(text)
    else if (STDERR.has(path)) stderr.write(text)
    else if (typeof path !== 'string' && !(path instanceof URL)) throw noFile(path)
    else write(path, before + text)
    return Buffer.byteLength(text)
  }
  const writeSync = (fd: unknown, data: unknown) => append(fd, data, '')
  const writeFileSync = (path: unknown, data: unknown, options?: Flagged): void => {
    append(path, data, flagOf(options) === 'a' ? (held(path) ?? '') : '')
  }
  const appendFileSync = (path: unknown, data: unknown) => writeFileSync(path, data, { flag: 'a' })
  const unlinkSync = (path: unknown): void => {
    find(path)
    write(path, null)
  }
  const readFile = async (path: unknown, encoding?: Encoding) => readFileSync(path, encoding)
  return {
    readFileSync,
    readSync,
    writeFileSync,
    appendFileSync,
    unlinkSync,
    writeSync,
    writeFile: calledBack(writeFileSync),
    appendFile: calledBack(appendFileSync),
    unlink: calledBack(unlinkSync),
    createWriteStream: (path: unknown, options?: Flagged) => {
      writeFileSync(path, '', options)
      return new OutputStream(3, (text) => appendFileSync(path, text))
    },
    existsSync: (path: unknown) =>
      STDIN.has(path) || STDOUT.has(path) || STDERR.has(path) || held(path) !== null,
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
    promises: {
      readFile,
      writeFile: async (path: unknown, data: unknown, options?: Flagged) =>
        writeFileSync(path, data, options),
      appendFile: async (path: unknown, data: unknown) => appendFileSync(path, data),
      unlink: async (path: unknown) => unlinkSync(path),
    },
  }
}

function flagOf(options: Flagged): string {
  return (typeof options === 'object' ? (options?.flag ?? options?.flags) : undefined) ?? 'w'
}

/** A function that tells a callback, its last argument, when it is done. */
function calledBack(work: (path: unknown, data: unknown, options?: Flagged) => void) {
  return (path: unknown, ...rest: readonly unknown[]): void => {
    const done = rest.at(-1) as (error: unknown) => void
    const [data, options] = rest.slice(0, -1)
    try {
      work(path, data, options as Flagged)
      setImmediate(() => done(null))
    } catch (error) {
      setImmediate(() => done(error))
    }
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

function noAccess(path: unknown): Error {
  const error = new Error(`EACCES: permission denied, open '${String(path)}'`)
  return Object.assign(error, { code: 'EACCES', errno: -13, syscall: 'open', path })
}
