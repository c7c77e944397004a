import { Buffer } from './buffer.ts'
import { cryptoModule } from './crypto.ts'
import { events } from './events.ts'
import { fileURLToPath, pathToFileURL } from './file-urls.ts'
import { makeFs } from './fs.ts'
import { path } from './path.ts'
import { makeProcess } from './process.ts'
import { promises, readline } from './readline.ts'
import { InputStream, OutputStream } from './streams.ts'
import { timerPromises } from './timer-promises.ts'
import { util } from './util.ts'

/** Where a program's output goes, and what becomes of it when it wants to end. */
export interface Surroundings {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly leave: (code: number) => never
  /** The text of one of the submission's files, or null where there is none. */
  readonly read: (path: string) => string | null
}

export type Node = ReturnType<typeof makeNode>

/**
 * What programs find of Node: globals and modules, as far as they need no machine. Only a program that is run has input.
 * @param startTick does work when what runs now has ended, before promise jobs
 */
export function makeNode(first: Surroundings, startTick: (work: () => void) => void) {
  let around = first
  const stdin = new InputStream()
  const stdout = new OutputStream(1, (text) => around.out(text))
  const stderr = new OutputStream(2, (text) => around.err(text))
  const streams = { stdin, stdout, stderr }
  const process = makeProcess(streams, (code) => around.leave(code), startTick)
  const fs = makeFs(streams, (path) => around.read(path))
  const { performance, URL, URLSearchParams } = globalThis
  const modules: Readonly<Record<string, object>> = {
    'kit:fs': fs,
    'kit:fs/promises': fs.promises,
    'kit:readline': readline,
    'kit:readline/promises': promises,
    'kit:process': process,
    'kit:events': events,
    'kit:os': { EOL: '\n' },
    'kit:path': path,
    'kit:path/posix': path,
    'kit:util': util,
    'kit:timers/promises': timerPromises,
    'kit:perf_hooks': { performance },
    'kit:url': { URL, URLSearchParams, fileURLToPath, pathToFileURL },
    'kit:buffer': { Buffer },
    'kit:crypto': cryptoModule,
  }
  return {
    stdin,
    stdout,
    stderr,
    process,
    modules,
    settle(surroundings: Surroundings): void {
      around = surroundings
    },
  }
}
