// How much of a learner's text is looked at, and what is said of the rest. Nothing here loads a parser.

/** Characters of a file that is looked at: some ten times what a person writes by hand. */
export const MAX_CHARS = 200_000
/** Deeper trees are left alone: parsers die on very deep text, and at what depth depends on the machine. */
export const MAX_DEPTH = 400
/** A bound on the work, in nodes of the tree. */
export const MAX_NODES = 200_000
/** Files that are looked at; past it they are named as not analysed. */
export const MAX_FILES = 100

export const TOO_DEEP = 'This file is nested too deeply to be analysed: split it into smaller functions.'
export const TOO_LARGE = 'This file is too large to be analysed: split it into smaller files.'
export const TOO_MANY = 'There are too many files to analyse them all: put this one together with another.'

/** Why a text is not given to a parser that takes brackets up to a depth, or null. */
export function refusalOf(text: string, maxBrackets: number): string | null {
  if (text.length > MAX_CHARS) return TOO_LARGE
  return bracketDepth(text) > maxBrackets ? TOO_DEEP : null
}

/** How deep brackets stand inside each other, those in strings and comments included: a cheap upper bound. */
function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [bracket] of text.matchAll(/[([{}\])]/g)) {
    depth = '([{'.includes(bracket) ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
