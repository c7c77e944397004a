import { describe, expect, it } from 'vitest'
import { canonicalJson } from './json.ts'
import { cut } from './limits.ts'
import { checkSourcePath } from './source-path.ts'

describe('cut', () => {
  it('leaves a short text and shows where a long one was cut', () => {
    expect(cut('abc', 3)).toBe('abc')
    expect(cut('abcd', 3)).toBe('ab…')
  })

  it('never leaves half a character', () => {
    expect(cut('a😀b', 3).isWellFormed()).toBe(true)
  })
})

describe('canonicalJson', () => {
  it('is the same for equal values, whatever the order of their keys', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(canonicalJson({ a: [{ c: 2, d: 1 }], b: 1 }))
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })
})

describe('checkSourcePath', () => {
  it.each(['solution.js', 'lib/deep/util.js', 'naïve.js'])('takes %s', (path) => {
    expect(checkSourcePath(path)).toBeNull()
  })

  it.each(['', '/abs.js', '../up.js', 'a/../b.js', 'a//b.js', './a.js', 'a\\b.js', 'C:x.js', 'a\0b'])(
    'refuses %j',
    (path) => {
      expect(checkSourcePath(path)).not.toBeNull()
    },
  )
})
