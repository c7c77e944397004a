/** Shorter words are too easily another word. */
const FEWEST_CHARS = 6
const MOST_CHARS = 30

/**
 * Whether a word is another one misspelt: one letter wrong, missing, too many, or two neighbours in the wrong order,
 * but not the first.
 */
export function isMisspelling(a: string, b: string): boolean {
  if (a === b || a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false
  if (Math.min(a.length, b.length) < FEWEST_CHARS || Math.max(a.length, b.length) > MOST_CHARS) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const restA = a.slice(start)
  const restB = b.slice(start)
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  )
}
