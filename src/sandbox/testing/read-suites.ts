import { readdirSync, readFileSync } from 'node:fs'
import type { CodeLanguage } from '../../domain/task.ts'
import type { SourceFiles } from '../../scoring/sandbox.ts'

/** A suite as somebody else would write it, and answers to it: each as its files. */
export interface PublicSuite {
  readonly title: string
  readonly language: CodeLanguage
  /** The test file; empty where a program is tried by what it prints. */
  readonly suite: string
  /** What a program reads, and should then print. */
  readonly printed: readonly { readonly stdin: string; readonly expected: string }[]
  readonly answers: Readonly<Record<string, SourceFiles>>
}

/** An answer to a suite: `right`, `partly` or `wrong`. */
export interface PublicAnswer extends Omit<PublicSuite, 'answers'> {
  readonly quality: string
  readonly files: SourceFiles
}

const BLOCK = /^```(?<tag>\S+) (?<what>\S+) ?(?<file>\S*)\n(?<code>.*?)^```$/gms
const LANGUAGES: Readonly<Record<string, CodeLanguage>> = {
  js: 'javascript',
  ts: 'typescript',
  py: 'python',
}

/**
 * Reads the Markdown files of a folder: under each heading a block `suite`, or blocks `stdin` and `stdout` in turns,
 * and for each answer a block a file.
 */
export function readPublicSuites(folder: URL): readonly PublicSuite[] {
  return readdirSync(folder)
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split(/^## /m).slice(1))
    .map(readSection)
}

export function answersTo(suites: readonly PublicSuite[]): readonly PublicAnswer[] {
  return suites.flatMap(({ answers, ...suite }) =>
    Object.entries(answers).map(([quality, files]) => ({ ...suite, quality, files })),
  )
}

function readSection(section: string): PublicSuite {
  const [title = ''] = section.split('\n', 1)
  const answers: Record<string, Record<string, string>> = {}
  const printed: { stdin: string; expected: string }[] = []
  let suite = ''
  let stdin = ''
  let language: CodeLanguage = 'javascript'
  for (const { groups } of section.matchAll(BLOCK)) {
    const { tag = '', what = '', file, code = '' } = groups ?? {}
    language = LANGUAGES[tag] ?? language
    if (what === 'suite') suite = code
    else if (what === 'stdin') stdin = code
    else if (what === 'stdout') printed.push({ stdin, expected: code })
    else answers[what] = { ...answers[what], [file || `solution.${tag}`]: code }
  }
  return { title, language, suite, printed, answers }
}
