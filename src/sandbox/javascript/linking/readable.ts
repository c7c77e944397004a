import { isTypeScript, type Stripped, type TypeStripper, unchanged } from '../typescript/strip-types.ts'
import { withoutTypeNames } from '../typescript/type-only.ts'
import { ReadingBudget } from './bounded-parser.ts'
import { LoadFailure } from './load-failure.ts'
import { type Parsed, parseFile, parseStripped } from './syntax.ts'

/** A file as the engine gets it: its text as JavaScript, with its syntax tree. */
export interface Readable extends Stripped {
  readonly parsed: Parsed
}

/**
 * Reads a file of a program, by its ending.
 * @throws LoadFailure when it cannot be read
 */
export function readFile(
  file: string,
  source: string,
  types: TypeStripper,
  budget = new ReadingBudget(),
): Readable {
  if (isTypeScript(file)) return readTypeScript(file, source, types, budget)
  const text = file.endsWith('.json') ? jsonAsScript(file, source) : source
  return { ...unchanged(text), parsed: parseFile(file, text, budget) }
}

/** Reads a text as TypeScript, whatever it is called. */
export function readTypeScript(
  file: string,
  source: string,
  types: TypeStripper,
  budget = new ReadingBudget(),
): Readable {
  const stripped = types.strip(file, source)
  const parsed = parseTyped(file, stripped, budget)
  const text = withoutTypeNames(stripped.text, parsed.program, source)
  if (text === stripped.text) return { ...stripped, parsed }
  const named = { ...stripped, text }
  return { ...named, parsed: parseTyped(file, named, budget) }
}

function parseTyped(file: string, stripped: Stripped, budget: ReadingBudget): Parsed {
  try {
    return parseStripped(file, stripped, budget)
  } catch (error) {
    if (!(error instanceof LoadFailure && error.message.endsWith("Unexpected character '@'"))) throw error
    throw new LoadFailure(`${error.message}: decorators cannot be run here`)
  }
}

/** A file of data as a CommonJS file that exports it. */
function jsonAsScript(file: string, source: string): string {
  try {
    return `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(source)))})`
  } catch (error) {
    throw new LoadFailure(`${file}: ${String(error)}`)
  }
}
