const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    ten: '10',
    eleven: '11',
    twelve: '12',
    twenty: '20',
    thirty: '30',
    forty: '40',
    fifty: '50',
    sixty: '60',
    seventy: '70',
    eighty: '80',
    ninety: '90',
  }),
)

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*k\b/g, '$1000'],
  [/%/g, ' percent '],
  [/€/g, ' euro '],
  [/\$/g, ' dollar '],
  [/£/g, ' pound '],
]

/** A lower-case text with the signs beside numbers written out and thousands without their separators. */
export function withPlainNumbers(text: string): string {
  const joined = text.replace(/(\d)[,'’](?=\d{3}(?!\d))/g, '$1')
  return SIGNS.reduce((replaced, [pattern, word]) => replaced.replace(pattern, word), joined)
}

/** The digits that a number word stands for, or null. `one` stands for too much else. */
export const digitsOf = (word: string): string | null => NUMBER_WORDS.get(word) ?? null
