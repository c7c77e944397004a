import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CodeLanguage } from '../../domain/task.ts'
import type { Analysis, Sandbox, SourceFiles } from '../../scoring/sandbox.ts'
import { type CallOptions, openPool, type Pool, type PoolSize, packageFolder, SandboxCrash } from '../pool.ts'
import { MAX_FILES, TOO_DEEP, TOO_MANY } from './bounds.ts'
import { javaScriptPaths } from './javascript/paths.ts'
import { joinAnalyses, unread } from './joined.ts'
import { pythonPaths } from './python/paths.ts'

/** What a process of the analyser is asked. */
export interface AnalysisRequest {
  readonly language: CodeLanguage
  readonly files: SourceFiles
}

export interface Analyser extends Pick<Sandbox, 'analyse'> {
  /** Ends the processes. */
  stop(): Promise<void>
}

/** For each file: far past the worst that the parsers' bounds let through, which takes a few seconds. */
const GUARD_MS = 60_000
const HEAP_MB = 512
/** Files of one submission that may take a process with them; the rest is then left unread. */
const MAX_CRASHES = 3

/**
 * Starts the processes that read learners' files. What kills one of them is an outcome for the file, which counts as
 * not readable; a rejection is a fault of the system.
 */
export async function openAnalyser(size: PoolSize): Promise<Analyser> {
  const pool = await openPool<AnalysisRequest, Analysis>({
    program: new URL('./child.ts', import.meta.url),
    readable: readable(),
    heapMb: HEAP_MB,
    flags: [
      // The parser of JavaScript is a native add-on.
      ...['--allow-addons', '--disable-warning=PERM0001'],
      // Ruff's functions are large: several of them compiled at once leave the process twice the memory, for good.
      '--wasm-num-compilation-tasks=1',
    ],
    ...size,
  })
  return {
    analyse: (language, files, options = {}) =>
      analyse(pool, { language, files }, { guardMs: GUARD_MS, signal: options.signal }),
    stop: () => pool.stop(),
  }
}

/** The child's own code, the domain's words, and the parsers: that of JavaScript with its part for this machine. */
function readable(): readonly string[] {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const parser = packageFolder('oxc-parser')
  return [
    here('.'),
    here('../serve.ts'),
    here('../../domain'),
    parser,
    join(parser, '..', '@oxc-parser'),
    packageFolder('@astral-sh/ruff-wasm-nodejs'),
    // The parsers that the Lezer project makes share their parts.
    join(packageFolder('@lezer/python'), '..'),
  ]
}

type AnalyserPool = Pool<AnalysisRequest, Analysis, never>
type Call = CallOptions<never>

async function analyse(
  pool: AnalyserPool,
  { language, files }: AnalysisRequest,
  call: Call,
): Promise<Analysis> {
  const paths = pathsOf(language, Object.keys(files))
  const read = paths.slice(0, MAX_FILES)
  const left = unread(paths.slice(MAX_FILES), TOO_MANY)
  const chosen = Object.fromEntries(read.map((path) => [path, files[path] ?? '']))
  const request = { language, files: chosen }
  const analysis = await unlessCrashed(pool.call(request, call))
  return joinAnalyses([analysis ?? (await oneByOne(pool, request, call)), left])
}

function pathsOf(language: CodeLanguage, paths: readonly string[]): readonly string[] {
  return language === 'python' ? pythonPaths(paths) : javaScriptPaths(paths)
}

/** After a crash: file by file, so that only the guilty one is lost, and a crash by chance costs nothing. */
async function oneByOne(
  pool: AnalyserPool,
  { language, files }: AnalysisRequest,
  call: Call,
): Promise<Analysis> {
  const analyses: Analysis[] = []
  let crashes = 0
  for (const [path, text] of Object.entries(files)) {
    const request = { language, files: { [path]: text } }
    const analysis = crashes < MAX_CRASHES ? await unlessCrashed(pool.call(request, call)) : null
    if (analysis === null) crashes += 1
    analyses.push(analysis ?? unread([path], TOO_DEEP))
  }
  return joinAnalyses(analyses)
}

async function unlessCrashed(analysis: Promise<Analysis>): Promise<Analysis | null> {
  try {
    return await analysis
  } catch (fault) {
    if (fault instanceof SandboxCrash) return null
    throw fault
  }
}
