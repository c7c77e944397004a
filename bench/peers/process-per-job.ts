import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { perSecond } from '../measure.ts'

const run = promisify(execFile)

const PROGRAMS = {
  javascript: {
    command: process.execPath,
    flag: '-e',
    check: (name: string, args: string, expected: string) =>
      `require('node:assert').deepStrictEqual(${name}(...${args}), ${expected})`,
    plain: (source: string) => source.replaceAll(/^export /gm, ''),
  },
  python: {
    command: 'python3',
    flag: '-c',
    check: (name: string, args: string, expected: string) => `assert ${name}(*${args}) == ${expected}`,
    plain: (source: string) => source,
  },
} as const

/**
 * What most graders do: a fresh process of the language's own interpreter for each job, which runs the tests and
 * nothing else: no analysis, no measured performance, no bounds.
 */
export function processPerJob(
  language: keyof typeof PROGRAMS,
  source: string,
  tests: readonly { readonly function: string; readonly args: unknown; readonly expected: unknown }[],
): (jobs: number, at: number) => Promise<number> {
  const { command, flag, check, plain } = PROGRAMS[language]
  const checks = tests.map((test) =>
    check(test.function, JSON.stringify(test.args), JSON.stringify(test.expected)),
  )
  const program = [plain(source), ...checks].join('\n')
  return (jobs, at) => perSecond(jobs, at, () => run(command, [flag, program]))
}
