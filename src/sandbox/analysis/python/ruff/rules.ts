import { hasCommentBetween, type PythonSource } from '../source.ts'
import { isCalledInItsTurn } from './called-in-turn.ts'
import { DEAD_CODE } from './dead-code.ts'
import { ERROR_PRONE } from './error-prone.ts'
import { NAMING } from './naming.ts'
import type { RuffRule, RuffRules } from './rule.ts'
import { STYLE } from './style.ts'

const ALL: RuffRules = { ...ERROR_PRONE, ...DEAD_CODE, ...NAMING, ...STYLE }

/** Where a rule of Ruff's is too strict for us. */
const EXCEPTIONS: Readonly<Record<string, Pick<RuffRule, 'oncePerName' | 'unless'>>> = {
  'undefined-name': { oncePerName: true },
  'try-except-pass': { unless: hasCommentBetween },
  'try-except-continue': { unless: hasCommentBetween },
  'function-uses-loop-variable': { unless: isCalledInItsTurn },
  // What a program is given stays open until it ends.
  'open-file-with-context-handler': { unless: isInput },
  // Files of this name are there to import what others are to find.
  'unused-import': { unless: ({ file }) => file.endsWith('__init__.py') },
  // A task may ask for a function of just that name.
  'builtin-variable-shadowing': { unless: (source, start) => /\bdef\s+$/.test(textBefore(source, start)) },
  // What was caught has a name in many a program that does not look at it.
  'unused-variable': { unless: (source, start) => /\bas\s+$/.test(textBefore(source, start)) },
  // Single capitals are mathematics, and capitals alone a constant, wherever it stands.
  'non-lowercase-variable-in-function': { oncePerName: true, unless: isInCapitals },
  'invalid-argument-name': { oncePerName: true, unless: isInCapitals },
}

/** The rules that Ruff is asked for, by its names for them. */
export const RUFF_RULES: RuffRules = Object.fromEntries(
  Object.entries(ALL).map(([name, rule]) => [name, { ...rule, ...EXCEPTIONS[name] }]),
)

/** Rules of Ruff's on what Python itself refuses to run. */
export const SYNTAX_RULES: ReadonlySet<string> = new Set([
  'return-outside-function',
  'yield-outside-function',
  'await-outside-async',
  'break-outside-loop',
  'continue-outside-loop',
  'nonlocal-without-binding',
  'nonlocal-and-global',
  'load-before-global-declaration',
  'late-future-import',
  'default-except-not-last',
  'multiple-starred-expressions',
  'repeated-keyword-argument',
])

const textBefore = ({ text }: PythonSource, offset: number) => text.slice(Math.max(0, offset - 20), offset)

function isInput({ text }: PythonSource, start: number): boolean {
  return /^(?:open\s*\(\s*(?:0|'\/dev\/stdin'|"\/dev\/stdin")|fileinput\.input\s*\(\s*\))/.test(
    text.slice(start, start + 60),
  )
}

function isInCapitals({ text }: PythonSource, start: number, end: number): boolean {
  return /^[\p{Lu}\p{N}_]+$/u.test(text.slice(start, end).replace(/\s*[:=].*$/s, ''))
}
