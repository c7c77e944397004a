import { describe, expect, it } from 'vitest'
import { MAX_CHARS } from '../bounds.ts'
import { analyseJavaScript } from './analyse-javascript.ts'

/** As many files of the same text as a submission has room for, and a few more. */
const often = (count: number, text: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}.js`, text]))

const parameters = Array.from({ length: 28_000 }, (_, i) => `a${i.toString(36)}`)

describe('a long file', () => {
  it.each([
    ['with all of its comments on one line', often(4, '/**/'.repeat(MAX_CHARS / 4))],
    ['with one function of all its parameters', often(8, `function f(${parameters.join()}) {}`)],
  ])('%s is analysed in time', { timeout: 20_000 }, (_what, files) => {
    expect(analyseJavaScript(files).unparsable).toEqual([])
  })
})
