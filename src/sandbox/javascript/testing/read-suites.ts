import { readdirSync, readFileSync } from 'node:fs'

/** A suite as somebody else would write it, and answers to it: each as its files. */
export interface PublicSuite {
  readonly title: string
  readonly language: 'javascript' | 'typescript'
  readonly suite: string
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const FOLDER = new URL('./public-suites/', import.meta.url)
const BLOCK = /^```(?<language>[jt])s (?<what>\S+) ?(?<file>\S*)\n(?<code>.*?)^```$/gms

/** Reads `public-suites/*.md`: under each heading a block `suite`, and for each answer a block a file. */
export function readPublicSuites(): readonly PublicSuite[] {
  return readdirSync(FOLDER)
    .flatMap((name) => readFileSync(new URL(name, FOLDER), 'utf8').split(/^## /m).slice(1))
    .map(readSection)
}

function readSection(section: string): PublicSuite {
  const [title = ''] = section.split('\n', 1)
  const answers: Record<string, Record<string, string>> = {}
  let suite = ''
  let language: PublicSuite['language'] = 'javascript'
  for (const { groups } of section.matchAll(BLOCK)) {
    const { what = '', file, code = '' } = groups ?? {}
    if (groups?.language === 't') language = 'typescript'
    if (what === 'suite') suite = code
    else answers[what] = { ...answers[what], [file || 'solution.js']: code }
  }
  return { title, language, suite, answers }
}
