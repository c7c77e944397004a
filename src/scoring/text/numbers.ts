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
  [/%/g, ' percent '],
  [/€/g, ' euro '],
  [/\$/g, ' dollar '],
  [/£/g, ' pound '],
  // 14th, 3–5, 10:00, 14:30
  [/(\d)(?:st|nd|rd|th)\b/g, '$1'],
  [/(\d)\s?[-–—]\s?(?=\d)/g, '$1 '],
  [/\b(\d{1,2}):00\b/g, '$1'],
  [/\b(\d{1,2}):(?=[0-5]\d\b)/g, '$1.'],
]

const COMMA = /(\d)[,'’](?=\d{3}(?!\d))/g
/** 40 000, and 40.000 where it ends in a nought: hardly any decimal does. */
const GAP = /(?<![\d.,])[1-9]\d{0,2}(?:(?: \d{3}){1,4}|(?:\.\d{3}){1,4})(?![.,]?\d|\s?(?:%|percent))/g
const POWERS: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['million', 1e6],
  ['mio', 1e6],
  ['mn', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
])
const MULTIPLIED = new RegExp(
  String.raw`(?<![\w.])(\d{1,9}(?:\.\d{1,6})?|${[...NUMBER_WORDS.keys()].join('|')})\s?(${[...POWERS.keys()].join('|')})\b`,
  'g',
)

/**
 * A lower-case text with the signs beside numbers written out, thousands without their separators, and 1.5k or forty
 * thousand in digits.
 */
export function withPlainNumbers(text: string): string {
  const joined = text
    .replace(COMMA, '$1')
    .replace(GAP, (number) => (number.endsWith('0') ? number.replace(/[ .]/g, '') : number))
  const whole = joined.replace(MULTIPLIED, (_, number: string, power: string) =>
    String(Math.round(Number(digitsOf(number) ?? number) * (POWERS.get(power) ?? 1))),
  )
  return SIGNS.reduce((replaced, [pattern, word]) => replaced.replace(pattern, word), whole)
}

/** The digits of a number, or those that a number word stands for, or null. `one` stands for too much else. */
export const digitsOf = (word: string): string | null =>
  /^\d/.test(word) ? word.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : (NUMBER_WORDS.get(word) ?? null)
