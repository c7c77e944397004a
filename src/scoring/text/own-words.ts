/** Words in a row that an honest text hardly ever repeats. */
const RUN = 5

/**
 * How many words of a text's sentences count for its length: a sentence, or a run of five words inside one, counts
 * once however often it is repeated. Takes the words of each sentence.
 */
export function ownWords(sentences: readonly (readonly string[])[]): number {
  const seen = new Set<string>()
  let count = 0
  for (const words of sentences) {
    const runs = runsOf(words)
    const repeated = runs.filter((run) => {
      const isKnown = seen.has(run)
      seen.add(run)
      return isKnown
    }).length
    count += repeated === runs.length ? 0 : words.length - repeated
  }
  return count
}

/** A sentence of five words or fewer is one run. */
function runsOf(words: readonly string[]): readonly string[] {
  if (words.length <= RUN) return words.length === 0 ? [] : [words.join(' ')]
  return words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(' '))
}
