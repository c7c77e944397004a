import { pristine } from '../main.ts'
import { makeProgramConsole } from './console.ts'
import { onRejection, watch } from './watch.ts'

// This module is evaluated in the learner's realm, for programs that are run from their entry: what they read and print.
// It holds nothing that a program must not have.

/** What the host does for it; programs never see these. */
export interface ProgramHost {
  /** Ends the run at once, with what the program has printed: a ProgramEnd's JSON. */
  leave(end: string): never
  /** Ends the run by an exception that nobody has caught. */
  crash(thrown: unknown): never
  /** The text of one of the submission's files; undefined where there is none. */
  read(path: string): string | undefined
  halt(fault: string): never
}

/** How a program ended that came to its end. */
export interface ProgramEnd {
  readonly output: string
  readonly code: number
  /** Whether it waits at its top for what never comes. */
  readonly waiting: boolean
}

const MAX_OUTPUT = 64 * 1024

/** Lets what the realm has of Node read, print and end; returns what the host drives it by. */
export function open(host: ProgramHost) {
  const { stdin, stdout, stderr, process, settle } = pristine.node
  let output = ''
  let printed = 0
  let waiting = false
  const bounded = (text: string) => {
    printed += text.length
    if (printed > MAX_OUTPUT) host.halt('output')
    return text
  }
  const end = (code: number): ProgramEnd => ({ output, code, waiting })
  settle({
    out: (text) => {
      output += bounded(text)
    },
    err: bounded,
    leave: (code) => {
      waiting = false
      return host.leave(JSON.stringify(end(code)))
    },
    read: (path) => host.read(path) ?? null,
  })
  onRejection(host.crash)
  pristine.replace(globalThis, 'console', makeProgramConsole(stdout.write, stderr.write))
  Object.defineProperty(globalThis, '__watchDropped', { value: watch, writable: true })
  return {
    /** Before the program: its input, and its entry. */
    begin(input: string, entry: string): void {
      stdin.fill(pristine.parseJson(input) as string)
      process.argv[1] = `/${entry}`
    },
    /** When the entry is evaluated, or waits at its top. */
    entered(imported: unknown): void {
      waiting = true
      const settled = () => {
        waiting = false
      }
      try {
        Reflect.apply(pristine.promiseThen, imported, [settled, host.crash])
      } catch {
        settled()
      }
    },
    /** When nothing is left to do, but a listener may add to it. */
    drained(): void {
      if (!waiting) process.emit('beforeExit', Number(process.exitCode ?? 0))
    },
    /** When nothing is left to do. */
    finish(): string {
      if (!waiting) process.emit('exit', Number(process.exitCode ?? 0))
      return JSON.stringify(end(Number(process.exitCode ?? 0)))
    },
  }
}
