import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from '../sandbox/analysis/javascript/analyse-javascript.ts'
import { measureCodeQuality } from './criteria/code-quality.ts'
import { measureDocumentation } from './criteria/documentation.ts'
import { examinedCode } from './testing/examined.ts'

// What a fair reviewer would say of typical answers, held against the formulas.

const examined = (code: string) => examinedCode({ analysis: analyseJavaScript({ 'solution.js': code }) })
const codeQuality = (code: string) => measureCodeQuality(examined(code))?.score
const documentation = (code: string) => measureDocumentation(examined(code))?.score

const CLEAN = {
  'a pipeline': `export function topProducts(orders, limit) {
  const totals = new Map()
  for (const { product, amount } of orders) {
    totals.set(product, (totals.get(product) ?? 0) + amount)
  }
  return [...totals]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, limit)
    .map(([product]) => product)
}
`,
  'a CommonJS module': `'use strict';

function parsePrice(text) {
  const match = /^(\\d+)\\.(\\d{2})$/.exec(text);
  if (!match) {
    throw new TypeError(\`not a price: \${text}\`);
  }
  return Number(match[1]) * 100 + Number(match[2]);
}

module.exports = { parsePrice };
`,
  'a class': `export class Basket {
  #items = []

  add(item) {
    this.#items.push(item)
    return this
  }

  get total() {
    return this.#items.reduce((sum, { price }) => sum + price, 0)
  }
}
`,
  'a script that exports nothing': `function isLeapYear(year) {
  if (year % 400 === 0) return true
  return year % 4 === 0 && year % 100 !== 0
}
`,
  'an async function': `export async function loadAll(urls, load) {
  const results = []
  for (const url of urls) {
    try {
      results.push(await load(url))
    } catch (error) {
      results.push({ url, error: error.message })
    }
  }
  return results
}
`,
}

const MESSY = {
  'loose and nested': `var result = 0, unused_thing = 5
function sumOfEvens(a) {
  result = 0
  for (var i = 0; i < a.length; i++) {
    if (a[i] != undefined) {
      if (typeof a[i] == "number") {
        if (a[i] % 2 == 0) {
          if (a[i] > 0) { result += a[i]; console.log(a[i]) }
        }
      }
    }
  }
  return result
}
`,
  'full of leftovers': `var x = 1
var temp
function process(d, flag, unused) {
  var r = []
  var helper = 5
  for (var i = 0; i < d.length; i++) {
    if (d[i].ok == true) {
      if (flag = 1) r.push(d[i])
    }
  }
  try { r.sort() } catch (e) {}
  return r
  console.log(r)
}
`,
}

describe('code quality of a typical answer', () => {
  it.each(Object.entries(CLEAN))('that is clean, as %s, is at least 0.9', (_what, code) => {
    expect(codeQuality(code)).toBeGreaterThanOrEqual(0.9)
  })

  it.each(Object.entries(MESSY))('that is messy, as it is %s, is at most 0.6', (_what, code) => {
    expect(codeQuality(code)).toBeLessThanOrEqual(0.6)
  })
})

describe('documentation of a typical answer', () => {
  it.each(Object.entries({ ...CLEAN, ...MESSY }))(
    'without comments, as %s, is at most 0.2',
    (_what, code) => {
      expect(documentation(code)).toBeLessThanOrEqual(0.2)
    },
  )

  it.each([
    [
      'JSDoc',
      `/**
 * Adds up the even numbers of a list.
 *
 * @param {number[]} numbers - whole numbers, in any order
 * @returns {number} the sum; 0 for an empty list
 */
export const sumOfEvens = (numbers) => numbers.filter((n) => n % 2 === 0).reduce((sum, n) => sum + n, 0)
`,
    ],
    [
      'plain sentences',
      `// Prices come as text and leave as whole cents.

/** Turns a text such as 12.50 into cents. Returns the cents; throws a TypeError for anything else. */
export function parsePrice(text) {
  if (!isPrice(text)) throw new TypeError('not a price')
  return Math.round(Number(text) * 100)
}

// A price has two decimals.
function isPrice(text) {
  return /^\\d+\\.\\d\\d$/.test(text)
}
`,
    ],
  ])('with %s is at least 0.9', (_what, code) => {
    expect(documentation(code)).toBeGreaterThanOrEqual(0.9)
  })

  it('with comments that only repeat the names is low', () => {
    const code = `/** Sum of evens. */
export function sumOfEvens(numbers) {
  // return the sum
  return numbers.filter((n) => n % 2 === 0).length
}
`
    expect(documentation(code)).toBeLessThanOrEqual(0.2)
  })
})
