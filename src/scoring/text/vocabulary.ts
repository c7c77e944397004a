import { stemmer } from 'stemmer'
import { dayOrMonth } from './calendar.ts'
import { ABSENCES } from './function-words.ts'
import { lexicon } from './lexicon.ts'
import { digitsOf } from './numbers.ts'
import { groupsOf } from './work-words.ts'

/** A word with what comparing it takes. */
export interface Word {
  /** Counts the words of one vocabulary from 0. */
  readonly id: number
  readonly text: string
  readonly isNumber: boolean
  /** Whether it names a day of the week or a month. */
  readonly isDate: boolean
  /** Place in the lexicon, or null. */
  readonly place: number | null
  readonly stem: string
  /** The stem of its base form where it is an irregular one: `fall` for `fell`. Else as `stem`. */
  readonly baseStem: string
  /** The groups of work words that it is in. */
  readonly groups: readonly number[]
  /** The rarer the more, 1 to 16. */
  readonly weight: number
  /** Whether it says that something is not there, as "shortage" does. */
  readonly isAbsence: boolean
}

/** The different words of a text, each looked up once. */
export interface Vocabulary {
  /** The word in lower case, without an apostrophe and what follows it. */
  wordOf(text: string): Word
  words(): readonly Word[]
}

/** An empty vocabulary, which grows with each word that is asked for. */
export function openVocabulary(): Vocabulary {
  const known = new Map<string, Word>()
  return {
    wordOf(text) {
      const word = known.get(text) ?? lookUp(text, known.size)
      known.set(text, word)
      return word
    },
    words: () => [...known.values()],
  }
}

function lookUp(written: string, id: number): Word {
  const date = dayOrMonth(written)
  const digits = digitsOf(written)
  const text = date ?? digits ?? asInLexicon(written)
  const isNumber = digits !== null || LABEL.test(written)
  const place = lexicon().placeOf(text)
  const base = place === null ? null : lexicon().baseOf(place)
  const stem = stemmer(text)
  const baseStem = base === null ? stem : stemmer(base)
  return {
    id,
    text,
    isNumber,
    isDate: date !== null,
    place,
    stem,
    baseStem,
    groups: groupsOf([stem, baseStem, ...adjectiveStems(text)]),
    weight: isNumber ? NUMBER_WEIGHT : weightOf(place),
    isAbsence: ABSENCES.has(text),
  }
}

/** Of an adverb: a group that has "quick" has "quickly". */
const adjectiveStems = (text: string): readonly string[] =>
  /^.{3,}ly$/.test(text) ? [stemmer(text.slice(0, -2))] : []

/** British endings and the American ones that the lexicon may have instead. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/is(e|es|ed|er|ers|ing|ation|ations)$/, 'iz$1'],
  [/yse(s|d|r|rs)?$/, 'yze$1'],
  [/our(s|ed|ing|ful|less|able|ite|ites)?$/, 'or$1'],
  [/ll(ed|ing|er|ers|ation)$/, 'l$1'],
]

/** A word as the lexicon spells it, if it has it in another spelling only. */
function asInLexicon(word: string): string {
  if (lexicon().placeOf(word) !== null) return word
  for (const [british, american] of ENDINGS) {
    const other = word.replace(british, american)
    if (other !== word && lexicon().placeOf(other) !== null) return other
  }
  return word
}

/** The B of "option B": it is compared as a number is. */
const LABEL = /^#/

const NUMBER_WEIGHT = 16
const UNKNOWN_WEIGHT = 14

/** The binary digits of the place, which grow as words get rarer: the logarithm of Zipf's law in whole numbers. */
const weightOf = (place: number | null) => (place === null ? UNKNOWN_WEIGHT : 32 - Math.clz32(place + 1))
