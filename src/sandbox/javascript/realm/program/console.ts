import { format } from './format.ts'
import { inspect } from './inspect.ts'
import { table } from './table.ts'

type Print = (text: string) => void

/** A console that prints as Node's does: to the standard output, or to the error output, which is not compared. */
export function makeProgramConsole(out: Print, err: Print): Record<string, (...args: unknown[]) => void> {
  const counts = new Map<string, number>()
  let indentation = ''
  const line = (print: Print, text: string) =>
    print(`${`${indentation}${text}`.replaceAll('\n', `\n${indentation}`)}\n`)
  const log = (...args: unknown[]) => line(out, format(...args))
  const error = (...args: unknown[]) => line(err, format(...args))
  const group = (...args: unknown[]) => {
    if (args.length > 0) log(...args)
    indentation += '  '
  }
  return {
    log,
    info: log,
    debug: log,
    dirxml: log,
    error,
    warn: error,
    trace: error,
    dir: (value, options) => line(out, inspect(value, options ?? {})),
    table: (data) => line(out, table(data) ?? format(data)),
    assert: (passed, ...words) => {
      if (!passed) error('Assertion failed', ...words)
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indentation = indentation.slice(2)
    },
    count: (label = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1
      counts.set(String(label), count)
      log(`${label}: ${count}`)
    },
    countReset: (label = 'default') => {
      counts.delete(String(label))
    },
    clear: () => undefined,
    time: () => undefined,
    // Time stands still while a program runs.
    timeEnd: (label = 'default') => log(`${label}: 0ms`),
    timeLog: (label = 'default', ...words) => log(`${label}: 0ms`, ...words),
  }
}
