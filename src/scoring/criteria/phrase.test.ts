import { describe, expect, it } from 'vitest'
import { aDefinition } from '../testing/scripted-sandbox.ts'
import { docWorth } from './doc-worth.ts'

/** What people write in one line above a function or class; none of it is empty. */
const HONEST = `
Adds two numbers.
Sum of squares
Wrapper around fetch
Greatest common divisor.
Arithmetic mean of the given values
Sorts products by price, cheapest first.
Parse a date.
parses ISO dates
Memoizes expensive calls
Clamps x between lo and hi.
True if the year is a leap year.
Whether a cart is empty
Number of words in a text
Converts Celsius to Fahrenheit
Validates email addresses
Counts vowels
Reverses strings in place
Fibonacci numbers up to a limit
Debounced search handler
Cached lookup of users
Binary search over sorted rows
Checks balanced brackets
Retry with exponential backoff
HTTP client for the shop
Escapes HTML
Groups orders by customer
Flattens nested arrays
Total price incl. tax, in cents
Removes duplicates, keeps order
Splits text into chunks of n
Helper for rendering tables
Entry point of the shop
Leap year check
JSON parser
LRU cache
Price list item
Palindrome test for words
Quick sort implementation
Builds a lookup table
Every second item of a list
One page of results
Middle element, or null when empty
Not for public use: merges two trees
Reads config; throws when missing
Formats money like $1,234.50
Rounds half to even
Sleeps for a while between polls
The queue's oldest entry
How long a word is
Loads users from disk
Draws one card at random
Best match for a query
Depth-first walk of the tree
Swaps both values
Merge sort, stable
Zips lists together
Strip whitespace
Returns nothing useful on purpose
Fetches JSON and retries twice
Fails on negative input
Gerade Zahlen aufaddieren und zurückgeben
Summe der geraden Zahlen
Somme des nombres pairs
Suma de los números pares
Soma dos quadrados
Somma dei quadrati di una lista
Som van alle even getallen
Summan av jämna tal
Zwraca sumę parzystych liczb
parse dates
Return sorted rows
Çift sayıların toplamı
Jumlah bilangan genap dari daftar
Возвращает сумму чётных чисел
偶数の合計を返す
计算偶数之和
짝수의 합을 구한다
مجموع الأعداد الزوجية
Άθροισμα των ζυγών
सम संख्याओं का योग
ผลรวมของเลขคู่
סכום המספרים הזוגיים
`

/** Words in a row, which say nothing of what any function does. */
const JUNK = `
foo bar numbers return
numbers foo bar return
return numbers foo bar baz
lorem ipsum dolor sit amet
numbers numbers numbers
numbers return total result value
TODO
TODO TODO numbers
asdf qwer zxcv numbers return
string number array object return
foo, bar, baz, numbers, return
foo. bar. numbers. return.
function numbers number result
data input output numbers return
param numbers result return value
total sum evens numbers return error throws
Foo Bar Numbers Return.
code here numbers return
blah blah numbers return
comment docs documentation numbers return
xxx yyy zzz numbers return
value values numbers number return
important function numbers return
good code numbers return
main logic numbers return
numbers: foo. return: bar.
numbers -> result return
a b c d numbers return
numbers list array return error
stuff things numbers return
hello world numbers return
number numbers even evens sum return
documentation numbers return throws error exception
x y z numbers return
return return return numbers foo
foo_bar baz_qux numbers return
Foo number parameter return.
Foo Bar Integer Function Error.
`

const lines = (text: string) => text.trim().split('\n')
const PLAIN = aDefinition({ name: 'run', parameters: [], returnsValue: false })
const FULL = aDefinition({ name: 'evenTotal', throws: true })

describe('a comment of one honest line', () => {
  it.each(lines(HONEST))('says what a thing does: %s', (doc) => {
    expect(docWorth({ ...PLAIN, doc })).toEqual({ score: 1, missing: [] })
  })
})

describe('a comment of words in a row', () => {
  it.each(lines(JUNK))('says nothing: %s', (doc) => {
    expect(docWorth({ ...FULL, doc }).score).toBe(0)
    expect(docWorth({ ...PLAIN, doc }).score).toBe(0)
  })

  it('is told from the others in number', () => {
    expect(lines(HONEST).length).toBeGreaterThanOrEqual(60)
    expect(lines(JUNK).length).toBeGreaterThanOrEqual(30)
  })
})

describe('a parameter with the name of a small word', () => {
  it('joins nothing', () => {
    expect(docWorth({ ...PLAIN, doc: 'foo bar\n@param {number} a baz' }).score).toBe(0)
    expect(docWorth({ ...PLAIN, doc: 'foo a bar' }).score).toBe(1)
  })

  it('stays a parameter when the brace before it is closed at last', () => {
    const doc = '@0 { B @param first the start'

    expect(docWorth({ ...PLAIN, doc: `${doc} }` })).toEqual(docWorth({ ...PLAIN, doc }))
  })
})
