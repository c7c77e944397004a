import { SourceMap, type SourceMapPayload } from 'node:module'
import { LoadFailure } from '../linking/load-failure.ts'
import { type Compiled, type CompilerFault, compile } from './compiler.ts'

/** JavaScript text that was made of a file, and the file's own line for each of its lines. */
export interface Stripped {
  readonly text: string
  lineOf(line: number): number
}

/** What reading a program's files may cost: a hundred times what 1 MiB of ordinary code takes. */
const MAX_GAS = 500_000_000

export const isTypeScript = (file: string) => /\.([cm]?ts|tsx)$/.test(file)

/** A text that is JavaScript as it stands. */
export function unchanged(text: string): Stripped {
  return { text, lineOf: (line) => line }
}

/**
 * Makes JavaScript of the TypeScript files of one program, which share a budget. Types are taken out and not checked.
 * Where they can be left out, all else keeps its place; a file with enums, namespaces, parameter properties, casts in
 * angle brackets or `import =` is rewritten. Decorators stay as they are.
 */
export class TypeStripper {
  #gas = MAX_GAS

  /** @throws LoadFailure when the text cannot be read as TypeScript */
  strip(file: string, source: string): Stripped {
    const plain = this.#compile(source, { mode: 'strip-only' })
    if ('output' in plain) return unchanged(plain.output.code)
    const rewritten =
      'fault' in plain && plain.fault.code === 'UnsupportedSyntax'
        ? this.#compile(source, { mode: 'transform', sourceMap: true })
        : plain
    if ('output' in rewritten) return mapped(rewritten.output)
    if ('ended' in rewritten)
      throw unreadable(
        file,
        rewritten.ended === 'too deep' ? 'nested too deeply' : 'it takes too long to read',
      )
    const { startLine, startColumn, message }: CompilerFault = rewritten.fault
    throw unreadable(`${file}:${startLine}:${startColumn + 1}`, message)
  }

  #compile(source: string, options: Parameters<typeof compile>[1]): Compiled {
    const compiled = compile(source, { filename: 'file.ts', ...options }, this.#gas)
    this.#gas = Math.max(0, this.#gas - compiled.gas)
    return compiled
  }
}

function unreadable(place: string, why: string): LoadFailure {
  return new LoadFailure(`${place} cannot be read as TypeScript: ${why.replace(/\.$/, '')}`)
}

function mapped({ code, map }: { readonly code: string; readonly map?: string }): Stripped {
  if (map === undefined) return unchanged(code)
  const sourceMap = new SourceMap(JSON.parse(map) as SourceMapPayload)
  const lines = code.split('\n')
  return {
    text: code,
    lineOf(line) {
      const indentation = /^\s*/.exec(lines[line - 1] ?? '')?.[0].length ?? 0
      const entry = sourceMap.findEntry(line - 1, indentation)
      return 'originalLine' in entry ? entry.originalLine + 1 : line
    },
  }
}
