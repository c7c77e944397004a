/** How hard a text is to read. */
export interface Readability {
  /** Years of schooling that reading it takes, to one decimal; null for a text too short to tell, or not in English. */
  readonly grade: number | null
  /** What it costs, 0 to 0.1. */
  readonly deduction: number
  /** Its longest sentences, those of 40 words or more, the longest first. */
  readonly longSentences: readonly string[]
}

export interface ReadSentence {
  readonly text: string
  readonly words: readonly string[]
}

/** In fewer words a single sentence decides the grade. */
const FEWEST_WORDS = 60
/** A university graduate's: below it a text for work is not too hard. */
const EASY_GRADE = 16
const HARDEST_GRADE = 24
const MAX_DEDUCTION = 0.1
const LONG_SENTENCE_WORDS = 40
const MAX_LONG_SENTENCES = 3

/**
 * Flesch–Kincaid grade level, 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid et al.,
 * "Derivation of new readability formulas for Navy enlisted personnel", 1975). Above grade 16 a text loses
 * (grade − 16) / 80, at most 0.1. Takes the sentences without headings.
 */
export function readabilityOf(sentences: readonly ReadSentence[], isEnglish: boolean): Readability {
  const words = sentences.flatMap((sentence) => sentence.words)
  const grade = isEnglish && words.length >= FEWEST_WORDS ? gradeOf(words, sentences.length) : null
  const share = ((grade ?? 0) - EASY_GRADE) / (HARDEST_GRADE - EASY_GRADE)
  return {
    grade,
    deduction: round(MAX_DEDUCTION * Math.min(1, Math.max(0, share)), 1000),
    longSentences: sentences
      .filter((sentence) => sentence.words.length >= LONG_SENTENCE_WORDS)
      .toSorted((a, b) => b.words.length - a.words.length)
      .slice(0, MAX_LONG_SENTENCES)
      .map(({ text }) => text),
  }
}

function gradeOf(words: readonly string[], sentences: number): number {
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return round(0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59, 10)
}

const round = (value: number, parts: number) => Math.round(value * parts) / parts

/**
 * The groups of vowels in a lower-case word, without a silent e at its end; at least one. For single words it is off
 * by one now and then, over a text the faults even out.
 */
export function syllablesOf(word: string): number {
  const spoken = word
    .replace(/(?<=[^aeiouy][aeiouy].*|[aeiouy][^aeiouy]+)(?:(?<![td])ed|(?<![sxz]|[cs]h|[cg])es)$/, '')
    .replace(/(?<![aeiouy]|[^aeiouy]l)e$/, '')
  return Math.max(1, spoken.match(/[aeiouyà-öø-ÿ]+/g)?.length ?? 1)
}
