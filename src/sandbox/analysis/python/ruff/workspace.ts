import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'
import type { Unparsable } from '../../remark.ts'
import { RUFF_RULES, SYNTAX_RULES } from './rules.ts'

/** Ruff trapped, as it does on some texts. Its WebAssembly must not be used again: the process has to end. */
export class RuffCrash extends Error {
  override readonly name = 'RuffCrash'
}

/** What Ruff says of one place. */
export interface Diagnostic {
  /** The name of a rule, or null or `invalid-syntax` for an error of syntax. */
  readonly code: string | null
  readonly message: string
  readonly start_location: Location
  readonly end_location: Location
}

export interface Location {
  readonly row: number
  readonly column: number
}

/** Python's own names that good programs give to variables, or that hardly anyone misses. */
const FREE_NAMES = `
  id type input format hash dir file help vars license copyright credits exit quit next filter map
  range object slice compile bin hex oct ord iter pow round locals globals property anext aiter ascii
  bytes chr callable repr open
`
  .trim()
  .split(/\s+/)

const workspace = new Workspace(
  {
    // The version that runs the programs.
    'target-version': 'py314',
    // Under preview Ruff takes and gives the names of its rules; only those that are named here are on.
    preview: true,
    lint: {
      select: [...Object.keys(RUFF_RULES), ...SYNTAX_RULES],
      'flake8-builtins': { ignorelist: FREE_NAMES },
    },
  },
  PositionEncoding.Utf16,
)

/**
 * What Ruff says of a text.
 * @throws RuffCrash
 */
export function diagnose(text: string): readonly Diagnostic[] {
  try {
    return workspace.check(text) as readonly Diagnostic[]
  } catch (cause) {
    throw new RuffCrash('Ruff trapped', { cause })
  }
}

/**
 * Where and why Python would refuse to run a text, or null.
 * @throws RuffCrash
 */
export function findSyntaxError(
  text: string,
  diagnostics: readonly Diagnostic[] = diagnose(text),
): Omit<Unparsable, 'file'> | null {
  const error = diagnostics.find(isSyntaxError)
  if (error === undefined) return null
  const line = error.start_location.row
  const isPython2 = /^\s*print\s+[^\s(=]/.test(text.split('\n')[line - 1] ?? '')
  const reason = isPython2 ? PYTHON_2 : error.message.replace(/\p{Cc}/gu, codePoint).replace(/\.$/, '')
  return { line, message: `This file cannot be read as Python: ${reason}.` }
}

const PYTHON_2 = '`print` is a function in Python 3, its values stand in brackets'

function isSyntaxError({ code }: Diagnostic): boolean {
  return code === null || code === 'invalid-syntax' || SYNTAX_RULES.has(code)
}

/** A sign that no text can hold everywhere: Postgres takes no NUL. */
const codePoint = (sign: string) => `U+${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
