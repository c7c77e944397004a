import type { JudgedPoint } from './key-points.ts'

/** Characters of a learner's sentence inside a text of ours. */
export const MAX_SENTENCE_CHARS = 160

export const isFound = ({ sentence }: JudgedPoint): boolean => sentence !== null

export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** Of what is not whole: rounded as the marks are, but never up to all of it. */
export const percent = (share: number): string => `${Math.min(99, Math.round(share * 100))}%`
