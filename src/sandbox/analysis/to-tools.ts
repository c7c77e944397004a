// Comments that switch a tool off or tell it something. They are no words to a reader, and they excuse nothing here.

const PATTERNS: readonly RegExp[] = [
  // Linters and formatters of JavaScript.
  /^(eslint|tslint|jshint|jslint|jscs|oxlint|prettier|biome|dprint|deno)-\w/i,
  /^(eslint|jshint|jslint|jscs)\s+["'\w$@/-]+\s*:/,
  /^(exported|globals?)\s+[\w$]+(:\s*\w+)?(\s*,\s*[\w$]+(:\s*\w+)?)*$/,
  /^(eslint|jshint|jslint|jscs|tslint|prettier|biome|cspell|spell-?checker)\s*:/i,
  /^biome-|^nolint\b|^nosonar\b|^noinspection\b/i,
  // Checkers, compilers and bundlers.
  /^@(ts|jsx|jest|vitest|vite)\b|^@(no)?flow\b|^\$Flow\w+|^[#@]__\w+__|^webpack\w+:/i,
  /^[#@]\s*source(Mapping)?URL=|^#\s*(end)?region\b|^\/?\s*<(reference|amd-\w+)\s/i,
  // What measures coverage.
  /^(istanbul|c8|v8|node:coverage)\s+(ignore|disable|enable)\b|^pragma:/i,
  // Linters, formatters and checkers of Python.
  /^#?\s*noqa\b|^nosec\b|^(ruff|flake8|isort|fmt|yapf|black|pylint|pyright|basedpyright|mypy|pytype|ty|doctest):/i,
  /^pyre-(ignore|fixme|strict|unsafe)\b/i,
  /^type:\s*(ignore\b|\(|[\w.]+(\[.*\])?$)/,
  // Editors.
  /^(vim?|ex|kate):\s|^-\*-/,
]

/** Whether a line of a comment, without the comment's signs, speaks to a tool and not to a reader. */
export function speaksToTool(line: string): boolean {
  const text = line.trim()
  return PATTERNS.some((pattern) => pattern.test(text))
}

/** Whether a comment holds a word for a reader. */
export function speaksToReader(comment: string): boolean {
  return comment.split('\n').some((line) => /\p{L}/u.test(line) && !speaksToTool(line.replace(/^[\s*]+/, '')))
}
