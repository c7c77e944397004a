import { EventEmitter } from './events.ts'
import type { InputStream, OutputStream } from './streams.ts'

interface Streams {
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

const SECOND = 1_000_000_000n

const nanoseconds = () => BigInt(Math.round(performance.now() * 1e6))

/** Seconds and nanoseconds, since an earlier reading if there is one. */
function hrtime([seconds, rest]: readonly [number, number] = [0, 0]): [number, number] {
  const since = nanoseconds() - BigInt(seconds) * SECOND - BigInt(rest)
  return [Number(since / SECOND), Number(since % SECOND)]
}

/** What a warning is said to be: by its type and code, or by an object that has them. */
function warningOf(given: unknown, code: unknown): { readonly type?: unknown; readonly rest: object } {
  const { type, ...rest } =
    typeof given === 'object' && given !== null ? Object(given) : { type: given, code }
  const told = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { type: typeof type === 'string' ? type : undefined, rest: Object.fromEntries(told) }
}

/** The global `process`, as far as it says nothing of a machine. */
export function makeProcess(
  { stdin, stdout, stderr }: Streams,
  leave: (code: number) => never,
  startTick: (work: () => void) => void,
) {
  const started = performance.now()
  let leaving = false
  const process = Object.assign(new EventEmitter(), {
    stdin,
    stdout,
    stderr,
    argv: ['node', '/'],
    execArgv: [],
    // Where the frames of some coding challenges print to.
    env: { OUTPUT_PATH: '/dev/stdout' },
    exitCode: undefined as unknown,
    platform: 'linux',
    version: 'v26.0.0',
    versions: { node: '26.0.0' },
    pid: 1,
    exit: (code: unknown = process.exitCode) => {
      process.exitCode = Number(code ?? 0)
      // A listener may call `exit` itself.
      if (!leaving) {
        leaving = true
        process.emit('exit', process.exitCode)
      }
      return leave(Number(process.exitCode))
    },
    nextTick: (work: (...args: readonly unknown[]) => void, ...args: readonly unknown[]) => {
      if (typeof work !== 'function') throw new TypeError('The "callback" argument must be of type function')
      startTick(() => work(...args))
    },
    emitWarning: (warning: unknown, given?: unknown, code?: unknown) => {
      const asked = warningOf(given, code)
      const error = Error.isError(warning)
        ? warning
        : Object.assign(new Error(String(warning)), { name: asked.type ?? 'Warning', ...asked.rest })
      startTick(() => process.emit('warning', error))
    },
    cwd: () => '/',
    uptime: () => (performance.now() - started) / 1000,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    hrtime: Object.assign(hrtime, { bigint: nanoseconds }),
  })
  return process
}
